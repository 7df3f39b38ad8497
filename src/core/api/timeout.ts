import { FailureError } from '../errors.ts';

/**
 * The result of `work`, which may take `ms` milliseconds.
 *
 * @throws FailureError `silentStream` after that time; the reason of `signal` as soon as it is aborted. Either aborts
 * the signal that `work` was given.
 */
export async function withTimeout<T>(
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted();
  const limit = new AbortController();
  const stop = () => limit.abort(signal.reason);
  const timer = setTimeout(() => limit.abort(silence(ms)), Math.min(ms, longestTimer));
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work(limit.signal), abortion(limit.signal)]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** Milliseconds, the most that a timer can hold: a longer one would fire at once. */
const longestTimer = 2 ** 31 - 1;

function silence(ms: number): FailureError {
  return new FailureError({ kind: 'silentStream', detail: `nothing was received for ${ms / 1000} s` });
}

function abortion(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
