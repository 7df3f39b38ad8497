import { availableParallelism } from '#platform/parallelism.ts';
import { inOwnBuffer } from '../bytes.ts';
import { prepareUntouched } from './asIs.ts';
import { identityOf } from './contentHash.ts';
import { maxDecodingBytes } from './cost/decodingCost.ts';
import {
  type ImageLimits,
  type PreparedImage,
  type PrepareOptions,
  type Refusal,
  RefusalError,
} from './imageTypes.ts';
import { planOf } from './plan.ts';
import { createCache } from './preparedCache.ts';
import { createSharedWork } from './sharedWork.ts';
import { ThreadDied, Threads } from './threads.ts';
import type { Job, Outcome } from './worker/worker.ts';

/** Prepares images on other threads. Nothing is started before the first image that needs one. */
export interface Pool {
  /**
   * Prepares a file for sending: the same bytes when they are legal, within the tier, upright and in sRGB, else decoded,
   * turned upright, cut, fitted and encoded again on another thread. The bytes are handed over: the image may be made of
   * them, or, where they are alone in their buffer, it is moved, and the array is empty afterwards; a view of a larger
   * buffer is copied.
   *
   * @throws RefusalError for what cannot be sent, and the signal's reason at once when it is aborted.
   */
  prepare(bytes: Uint8Array, options: PrepareOptions, signal: AbortSignal): Promise<PreparedImage>;
  /**
   * A picture whose longest side has at most `side` pixels, for what a webview cannot or must not show. Takes the bytes over
   * as `prepare` does.
   *
   * @throws as `prepare` does.
   */
  thumbnail(bytes: Uint8Array, options: ThumbnailOptions, signal: AbortSignal): Promise<PreparedImage>;
  /** Ends all threads. Images that still wait are refused. */
  dispose(): void;
}

export interface ThumbnailOptions extends Omit<PrepareOptions, 'limits'> {
  readonly side: number;
}

export interface PoolOptions {
  /** The built `worker.js`. */
  readonly worker: URL;
  /** Most threads. Default: one fewer than the processors, 1 to 3, because each may hold a large picture. */
  readonly size?: number;
  /** A thread without work ends after this many milliseconds; 30 seconds by default. */
  readonly idleMs?: number;
  /** Longest time for one picture, in milliseconds; 17 seconds by default. */
  readonly longestMs?: number;
}

/**
 * Longest time for one picture, in milliseconds, the start of its thread included. A legal one takes a fraction of it: 4
 * seconds for the largest PNG (measured Nov 2026).
 */
const defaultLongestMs = 17_000;

/** Bytes of prepared images that are kept for the next time they are asked for. */
const cacheBytes = 33_554_432;

export function createPool(options: PoolOptions): Pool {
  const { worker, size = defaultSize(), idleMs = 30_000, longestMs = defaultLongestMs } = options;
  const threads = new Threads<Job, Outcome>({ worker, size, idleMs, longestMs });
  const cache = createCache<PreparedImage>(cacheBytes);
  // What is prepared ahead of a question may still be in the making when the question comes.
  const work = createSharedWork<PreparedImage>();
  const run = (job: Job, signal: AbortSignal) => {
    const bytes = inOwnBuffer(job.bytes);
    return threads
      .run({ ...job, bytes }, [bytes.buffer], signal)
      .then(imageOf, (error: unknown) => refused(error, longestMs));
  };
  const prepare: Pool['prepare'] = async (bytes, options, signal) => {
    signal.throwIfAborted();
    const plan = planOf(bytes, options);
    // A few milliseconds even for the largest, half the time of a message to a thread and back.
    const untouched = prepareUntouched(bytes, plan, options, '');
    const hash = await identityOf(bytes);
    if (untouched) return { ...untouched, hash };
    const key = JSON.stringify([hash, options]);
    const known = cache.get(key);
    if (known) return known;
    const image = await work.join(key, (joint) => run({ bytes, plan, options, hash }, joint), signal);
    cache.set(key, image, bytesOf(image));
    return image;
  };

  return {
    prepare,
    thumbnail: (bytes, { side, ...parts }, signal) =>
      prepare(bytes, { limits: thumbnailLimits(side), ...parts }, signal),
    dispose() {
      threads.dispose();
      cache.clear();
    },
  };
}

function bytesOf({ byteLength, tiles = [] }: PreparedImage): number {
  return tiles.reduce((sum, { bytes }) => sum + bytes.length, byteLength);
}

function defaultSize(): number {
  return Math.min(Math.max(availableParallelism() - 1, 1), 3);
}

function thumbnailLimits(side: number): ImageLimits {
  const tierSide = Math.ceil(side / 28) * 28;
  return {
    tierSide,
    tierTokens: Infinity,
    maxSide: side,
    maxBase64Bytes: Math.max(1_048_576, side * side * 6),
  };
}

function imageOf(outcome: Outcome): PreparedImage {
  if (outcome.what === 'refused') throw new RefusalError(outcome.refusal);
  return outcome.image;
}

function refused(error: unknown, longestMs: number): never {
  if (!(error instanceof ThreadDied)) throw error;
  const detail = error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
  const reasons: Record<ThreadDied['why'], Refusal> = {
    tookTooLong: { reason: 'tookTooLong', limit: longestMs },
    outOfMemory: { reason: 'tooMuchMemory', limit: maxDecodingBytes },
    crashed: { reason: 'decoderFailed' },
  };
  throw new RefusalError({ ...reasons[error.why], detail }, { cause: error });
}
