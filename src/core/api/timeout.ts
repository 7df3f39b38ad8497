import { FailureError } from '../errors.ts';

/**
 * What `work` gives, unless it takes longer than `ms`.
 *
 * @throws FailureError `silentStream` after `ms`; the reason of `signal` as soon as that is aborted. Both abort the
 * signal that was handed to `work`.
 */
export async function withTimeout<T>(
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted();
  const limit = new AbortController();
  const stop = () => limit.abort(signal.reason);
  const timer = setTimeout(() => limit.abort(silence(ms)), Math.min(ms, longest));
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work(limit.signal), abortion(limit.signal)]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** What a timer can hold: anything longer would ring at once. */
const longest = 2 ** 31 - 1;

function silence(ms: number): FailureError {
  return new FailureError({ kind: 'silentStream', detail: `nothing was received for ${ms / 1000} s` });
}

function abortion(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
