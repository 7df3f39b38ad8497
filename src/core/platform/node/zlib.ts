import { promisify } from 'node:util';
import * as zlib from 'node:zlib';

/** Chunks that are inflated before the first of them is read. */
const chunksAhead = 4;

/**
 * Inflates a zlib stream on libuv's threads, a few chunks ahead of the reader.
 *
 * @throws where it is damaged or cut.
 */
export async function* inflateInChunks(
  pieces: readonly Uint8Array[],
  chunkSize: number,
): AsyncGenerator<Uint8Array> {
  const options = { chunkSize, readableHighWaterMark: chunksAhead * chunkSize };
  const inflate = zlib.createInflate(options);
  // A PNG has its pixels in pieces of 8 KB: each would be a trip to the other thread and back.
  inflate.end(Buffer.concat(pieces));
  try {
    for await (const chunk of inflate) yield chunk;
  } finally {
    inflate.destroy();
  }
}

/**
 * Inflates a zlib stream to at most `maxLength` bytes; of one that was cut as much as there is with `partial`.
 *
 * @throws where it is damaged or longer, and without `partial` where it was cut.
 */
export function inflate(packed: Uint8Array, maxLength: number, partial = false): Uint8Array {
  const { Z_FINISH, Z_SYNC_FLUSH } = zlib.constants;
  return zlib.inflateSync(packed, {
    finishFlush: partial ? Z_SYNC_FLUSH : Z_FINISH,
    maxOutputLength: maxLength,
  });
}

interface DeflateOptions {
  /** 0 to 9. */
  readonly level: number;
  /** The bytes before these, to which they may refer: 32 KB at most. */
  readonly dictionary?: Uint8Array | undefined;
  /** Whether the stream ends with them; otherwise it goes on at a whole byte. */
  readonly last: boolean;
}

const deflateOnThread = promisify(zlib.deflateRaw);

/** Compresses a part of a raw deflate stream on one of libuv's threads. */
export function deflatePart(
  bytes: Uint8Array,
  { level, dictionary, last }: DeflateOptions,
): Promise<Uint8Array> {
  const { Z_FINISH, Z_SYNC_FLUSH } = zlib.constants;
  return deflateOnThread(bytes, {
    level,
    // A tenth less time with the most memory.
    memLevel: 9,
    // At once, not in sixteens of KB with a trip to this thread in between.
    chunkSize: Math.max(bytes.length >> 1, 65_536),
    finishFlush: last ? Z_FINISH : Z_SYNC_FLUSH,
    ...(dictionary && { dictionary }),
  });
}

/** Length of the bytes as a raw deflate stream. */
export function deflatedLength(bytes: Uint8Array, level: number): number {
  return zlib.deflateRawSync(bytes, { level }).length;
}
