import { setTimeout as pause } from 'node:timers/promises';
import type { Failure } from '../errors.ts';
import type { AnswerEvent } from './answerTypes.ts';

/** A try that did not succeed, and whether another one may. */
export interface Setback {
  readonly failure: Failure;
  readonly retryable: boolean;
  /** Seconds the server asked to wait. */
  readonly wait?: number;
}

type Retrying = Extract<AnswerEvent, { type: 'retrying' }>;

/** As many as the SDK has. */
const maxRetries = 2;

/** A longer wait is shown as a failure: nobody watches a countdown for more than a minute. */
const longestWait = 60;

/**
 * Does `work` up to three times and says so before each pause.
 *
 * @throws what the last try threw; the reason of `signal`, also during a pause.
 */
export async function* withRetries<T>(
  work: () => Promise<T>,
  judge: (error: unknown) => Setback,
  signal: AbortSignal,
): AsyncGenerator<Retrying, T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      const setback = judge(error);
      const seconds = pauseAfter(attempt, setback);
      if (seconds === undefined) throw error;
      yield { type: 'retrying', failure: setback.failure, seconds, attempt };
      await pause(seconds * 1000, undefined, { signal });
    }
  }
}

/**
 * Seconds to wait after the n-th failed try, or undefined to give up. Without a wish of the server: half a second,
 * doubled each time up to eight, less up to a quarter by chance (the SDK's table, 1.12.0).
 */
export function pauseAfter(attempt: number, { retryable, wait }: Setback): number | undefined {
  if (!retryable || attempt > maxRetries || (wait ?? 0) > longestWait) return undefined;
  if (wait !== undefined && wait > 0) return wait;
  return Math.min(0.5 * 2 ** (attempt - 1), 8) * (1 - Math.random() * 0.25);
}

/** Every kind of answer that the SDK repeats (1.12.0). */
export function isRetryable(status: number, headers: Headers): boolean {
  const wish = headers.get('x-should-retry');
  if (wish === 'true' || wish === 'false') return wish === 'true';
  return status === 408 || status === 409 || status === 429 || status >= 500;
}

/** Seconds the server asked to wait: `retry-after-ms`, else `retry-after` in seconds or as a date. */
export function waitWished(headers: Headers): number | undefined {
  const ms = Number.parseFloat(headers.get('retry-after-ms') ?? '');
  if (!Number.isNaN(ms)) return ms / 1000;
  const text = headers.get('retry-after');
  if (text === null) return undefined;
  const seconds = Number.parseFloat(text);
  if (!Number.isNaN(seconds)) return seconds;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - Date.now()) / 1000);
}
