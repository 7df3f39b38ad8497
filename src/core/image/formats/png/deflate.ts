import { deflatePart } from '#platform/zlib.ts';
import { concat } from '../../../bytes.ts';
import { viewOf } from '../../probe/header.ts';

/** Distance that a piece may refer back to: the window of deflate. */
const windowLength = 32_768;

/** The pieces of a zlib stream, in order, compressed on other threads. */
export interface Deflating {
  readonly pieces: Promise<Uint8Array>[];
  /** The end of the piece before. */
  dictionary: Uint8Array | undefined;
}

/**
 * Starts to compress the next piece of a stream. All pieces are compressed in parallel, each with the end of the one
 * before as its dictionary, so that together they are as small as one stream.
 */
export function deflatePiece(stream: Deflating, bytes: Uint8Array, last: boolean): void {
  const { dictionary } = stream;
  // Level 6 takes a quarter more time for 0.2 % fewer bytes, 9 three times as much for 2 %.
  stream.pieces.push(deflatePart(bytes, { level: 5, dictionary, last }));
  stream.dictionary = bytes.subarray(-windowLength);
}

/** The whole zlib stream, given the Adler-32 of what went in. */
export async function deflated({ pieces }: Deflating, checksum: number): Promise<Uint8Array> {
  const trailer = new Uint8Array(4);
  viewOf(trailer).setUint32(0, checksum);
  return concat([Uint8Array.of(0x78, 0x9c), ...(await Promise.all(pieces)), trailer]);
}
