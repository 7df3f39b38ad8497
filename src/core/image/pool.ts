import { availableParallelism } from 'node:os';
import { prepareUntouched } from './asIs.ts';
import { identityOf } from './contentHash.ts';
import { release } from './freeMemory.ts';
import { type PreparedImage, type PrepareOptions, RefusalError } from './imageTypes.ts';
import { createCache } from './preparedCache.ts';
import { ThreadDied, Threads } from './threads.ts';
import { withBase64 } from './worker/prepare.ts';
import type { Job, Outcome } from './worker/worker.ts';

/** Prepares images on other threads. Nothing is started before the first image that needs one. */
export interface Pool {
  /**
   * What `prepareBytes` does, without holding this thread. The bytes are handed over: where they are alone in their
   * buffer it is moved, and the array is empty afterwards; a view of a larger buffer is copied. Throws a RefusalError
   * for what cannot be sent, and the signal's reason, at once, when aborted.
   */
  prepare(bytes: Uint8Array, options: PrepareOptions, signal: AbortSignal): Promise<PreparedImage>;
  /** A data URL of a small picture, for formats that a webview cannot show. Takes the bytes over as `prepare` does. */
  thumbnail(bytes: Uint8Array, side: number, signal: AbortSignal): Promise<string>;
  /** Ends all threads; what still waits is refused. */
  dispose(): void;
}

export interface PoolOptions {
  /** The built `worker.js`. */
  readonly worker: URL;
  /** Most threads: by default one on two cores, and never more than three, each may hold a large picture. */
  readonly size?: number;
  /** A thread without work ends after this many milliseconds; 30 seconds by default. */
  readonly idleMs?: number;
}

/** Text of prepared images that is kept for the next time they are asked for. */
const cacheBytes = 33_554_432;

export function createPool({ worker, size = defaultSize(), idleMs = 30_000 }: PoolOptions): Pool {
  const threads = new Threads<Job, Outcome>({ worker, size, idleMs, longestMs: 120_000 });
  const cache = createCache<PreparedImage>(cacheBytes);
  const run = (job: Job, signal: AbortSignal) =>
    threads.run(job, transferable(job.bytes), signal).then(unrefused, refused);

  return {
    async prepare(bytes, options, signal) {
      signal.throwIfAborted();
      // No more than a few milliseconds even for the largest, and half of what a message to a thread and back takes.
      const untouched = prepareUntouched(bytes, options, '');
      const hash = await identityOf(bytes);
      if (untouched) return { ...withBase64(untouched), hash };
      const key = JSON.stringify([hash, options]);
      const known = cache.get(key);
      if (known) return known;
      const image = imageOf(await run({ what: 'prepare', bytes, options, hash }, signal));
      cache.set(key, image, image.base64.length);
      return image;
    },
    async thumbnail(bytes, side, signal) {
      const outcome = await run({ what: 'thumbnail', bytes, side }, signal);
      return outcome.what === 'thumbnail' ? outcome.url : '';
    },
    dispose() {
      threads.dispose();
      cache.clear();
    },
  };
}

function defaultSize(): number {
  return Math.min(Math.max(availableParallelism() - 1, 1), 3);
}

/** Not a string at once: a message with a long string is copied twice on this thread. */
function imageOf(outcome: Outcome): PreparedImage {
  if (outcome.what !== 'prepared') throw new RefusalError({ reason: 'decoderFailed', detail: outcome.what });
  const { buffer, byteOffset, length } = outcome.text;
  const base64 = Buffer.from(buffer, byteOffset, length).toString('latin1');
  release(outcome.text);
  return { ...outcome.image, base64 };
}

function unrefused(outcome: Outcome): Outcome {
  if (outcome.what === 'refused') throw new RefusalError(outcome.refusal);
  return outcome;
}

function refused(error: unknown): never {
  if (!(error instanceof ThreadDied)) throw error;
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  throw new RefusalError({ reason: 'decoderFailed', detail: `${error.message}${cause}` }, { cause: error });
}

/** The buffer to move, if nothing else can be in it. */
function transferable({ buffer, byteLength }: Uint8Array): ArrayBuffer[] {
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];
}
