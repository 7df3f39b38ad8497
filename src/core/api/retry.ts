import type { Failure } from '../errors.ts';

/** An attempt that failed, and whether another one may succeed. */
export interface FailedAttempt {
  readonly failure: Failure;
  readonly retryable: boolean;
  /** Seconds the server asked to wait. */
  readonly wait?: number;
}

/** A further attempt that is about to be made. */
export interface Retry {
  readonly failure: Failure;
  /** Seconds until it is made. */
  readonly seconds: number;
  /** The number of the attempt that failed, from 1. */
  readonly attempt: number;
}

/** As many as the SDK makes (1.12.0). */
const maxRetries = 2;

/** Seconds. A longer wait is shown as a failure: nobody watches a countdown for more than a minute. */
const longestWait = 60;

/**
 * Seconds to wait after the n-th failed attempt, or undefined to give up. Where the server did not ask for a wait:
 * half a second, doubled with each attempt up to eight, less a random quarter at most (the SDK's table, 1.12.0).
 */
export function pauseAfter(attempt: number, { retryable, wait }: FailedAttempt): number | undefined {
  if (!retryable || attempt > maxRetries || (wait ?? 0) > longestWait) return undefined;
  if (wait !== undefined && wait > 0) return wait;
  return Math.min(0.5 * 2 ** (attempt - 1), 8) * (1 - Math.random() * 0.25);
}

/** Whether the SDK would repeat a request that was answered so (1.12.0). */
export function isRetryable(status: number, headers: Headers): boolean {
  const shouldRetry = headers.get('x-should-retry');
  if (shouldRetry === 'true' || shouldRetry === 'false') return shouldRetry === 'true';
  return status === 408 || status === 409 || status === 429 || status >= 500;
}

/** Seconds. No limit of the API is longer than a day, and a damaged header should not look like one. */
const longestDelay = 86_400;

/**
 * Seconds the server asked to wait, from 0 to a day: `retry-after-ms`, else `retry-after` in seconds or as a date.
 * Undefined for anything that is not such a number or date.
 */
export function retryDelay(headers: Headers): number | undefined {
  const milliseconds = decimal(headers.get('retry-after-ms'));
  const text = headers.get('retry-after');
  const seconds = milliseconds === undefined ? (decimal(text) ?? secondsUntil(text)) : milliseconds / 1000;
  return seconds === undefined ? undefined : Math.min(seconds, longestDelay);
}

function decimal(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}(\.\d{1,15})?$/.test(text.trim()) ? Number(text) : undefined;
}

function secondsUntil(text: string | null): number | undefined {
  // `Date.parse` reads nearly anything, "-5" for example; dates of HTTP name their weekday or at least their month.
  const date = text !== null && /[a-z]{3}/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, (date - Date.now()) / 1000);
}
