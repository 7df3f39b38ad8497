import { type Failure, FailureError } from '../errors.ts';
import { sleep } from '../platform/sleep.ts';
import { requireSendable } from './client.ts';
import { failedAttempt } from './failures/apiFailure.ts';
import type { BuiltRequest } from './request.ts';
import { pauseAfter, type Retry } from './retry.ts';
import type { ServerContext } from './serverContext.ts';
import { withTimeout } from './timeout.ts';

/** A request that may be sent more than once. */
export interface SendableRequest<T> {
  readonly send: (signal: AbortSignal) => Promise<T>;
  /** Size of its body. Default: 0. */
  readonly bytes?: number;
  /** Absent for a request that asks no question. */
  readonly built?: BuiltRequest;
}

/** The result of an attempt, or the retry that should follow it. */
export type Attempt<T> = { readonly result: T } | { readonly retry: Retry };

/**
 * Sends a request, again where that may help.
 *
 * @throws FailureError, `noKey` before anything is sent; the reason of `signal` when that is aborted.
 */
export async function send<T>(
  context: ServerContext,
  request: SendableRequest<T>,
  signal: AbortSignal,
): Promise<T> {
  for (let number = 1; ; number += 1) {
    const attempt = await sendOnce(context, request, number, signal);
    if ('result' in attempt) return attempt.result;
    await sleep(attempt.retry.seconds * 1000, signal);
  }
}

/** Bytes a second that even a slow connection uploads: a large body is given more time. */
const slowUpload = 131_072;

/** The n-th attempt, for a caller that shows the retries. @throws as {@link send} does when no retry may help. */
export async function sendOnce<T>(
  context: ServerContext,
  request: SendableRequest<T>,
  number: number,
  signal: AbortSignal,
): Promise<Attempt<T>> {
  checkKey(context);
  const timeoutMs = context.idleMs + ((request.bytes ?? 0) / slowUpload) * 1000;
  try {
    return { result: await withTimeout(timeoutMs, request.send, signal) };
  } catch (error) {
    signal.throwIfAborted();
    const seconds = pauseAfter(number, failedAttempt(error));
    if (seconds === undefined) throw requestError(error, context, request.built);
    return { retry: { failure: requestFailure(error, context, request.built), seconds, attempt: number } };
  }
}

function checkKey({ key, keySource, dialect }: ServerContext): void {
  if (!key && dialect.needsKey) throw new FailureError({ kind: 'noKey', detail: '' });
  requireSendable(key, keySource);
}

/** The error to throw for one of a request, without a trace of the key. */
export function requestError(error: unknown, context: ServerContext, built?: BuiltRequest): FailureError {
  const failure = requestFailure(error, context, built);
  // Only an unexpected error keeps its cause: the SDK's errors quote what the server said.
  return new FailureError(failure, failure.kind === 'unexpected' ? { cause: error } : undefined);
}

/** Names images by their position in the question, and hides the key, which some gateways quote. */
function requestFailure(
  error: unknown,
  { key, keySource }: ServerContext,
  built: BuiltRequest | undefined,
): Failure {
  const { failure } = failedAttempt(error);
  const images = built ? failure.images?.flatMap((sent) => built.origin(sent) ?? []) : failure.images;
  const detail = key ? failure.detail.replaceAll(key, '[key]') : failure.detail;
  return {
    ...{ ...failure, detail },
    ...(images && { images }),
    ...(failure.kind === 'keyRefused' && keySource && { keySource }),
  };
}
