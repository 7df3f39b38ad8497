import { APIError } from '@anthropic-ai/sdk/core/error';
import { type Failure, FailureError, type FailureKind, toFailure } from '../../errors.ts';
import { UnreachableError } from '../client.ts';
import { type FailedAttempt, isRetryable, retryDelay } from '../retry.ts';
import { imageFault } from './imageFaults.ts';
import { networkFailure } from './networkFailure.ts';

/** What a server says when it refuses, in the words of the API or of a server that resembles it. */
export interface ErrorWords {
  readonly type: string | undefined;
  readonly message: string;
  readonly code: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Any error of a request as a failure, with what the retries need to know about it. */
export function failedAttempt(error: unknown): FailedAttempt {
  if (error instanceof FailureError) return { failure: error.failure, retryable: false };
  if (error instanceof APIError && error.status !== undefined) return refusal(error, error.status);
  const reason = unreachableReason(error);
  if (reason === undefined) return { failure: toFailure(error), retryable: false };
  const failure = networkFailure(reason) ?? { kind: 'noConnection', detail: messageOf(reason) };
  return { failure, retryable: failure.kind === 'noConnection' };
}

/** The failure that an `error` event in a stream stands for: there the status is already 200. */
export function failureOfEvent(body: unknown, requestId?: string): Failure {
  return failureOf(undefined, wordsOf(body, ''), requestId);
}

/** Reads `{"error": {"type", "message", "details"}}` and what other servers make of it. */
function wordsOf(body: unknown, otherwise: string): ErrorWords {
  const outer = recordOf(body);
  const inner = recordOf(outer['error']);
  const details = recordOf(inner['details']);
  const texts = [inner['message'], outer['error'], outer['message'], outer['detail']];
  return {
    type: stringOf(inner['type']),
    message: texts.map(stringOf).find((text) => text !== undefined) ?? readable(otherwise),
    code: stringOf(details['error_code']),
    details,
  };
}

function refusal(error: APIError, status: number): FailedAttempt {
  const headers = error.headers ?? new Headers();
  const words = wordsOf(error.error, error.message);
  const wait = retryDelay(headers);
  const failure = failureOf(status, words, error.requestID ?? undefined);
  return {
    failure: { ...failure, ...(wait !== undefined && { retryAfter: Math.ceil(wait) }) },
    retryable: failure.kind !== 'spendLimit' && isRetryable(status, headers),
    ...(wait !== undefined && { wait }),
  };
}

function failureOf(status: number | undefined, words: ErrorWords, requestId: string | undefined): Failure {
  const coded = codes[words.code ?? ''];
  // A text that speaks of an image says nothing where a code says that something else is at fault.
  const image = coded === undefined ? imageFault(words) : undefined;
  return {
    ...{ kind: coded ?? kindOf(status, words), detail: words.message || `status ${status}`, ...image },
    ...(status !== undefined && { status }),
    ...(requestId && { requestId }),
    ...(words.code && { code: words.code }),
  };
}

// Codes come first: the API's own types say that messages change and must not be matched. The texts are for
// servers and for refusals that have no code.
function kindOf(status: number | undefined, words: ErrorWords): FailureKind {
  return (
    texts.find(([text]) => text.test(words.message))?.[1] ??
    types[words.type ?? ''] ??
    // The API says `not_found_error` of models and of paths alike.
    (status === 404 && /model/i.test(words.message) ? 'unknownModel' : kindOfStatus(status))
  );
}

const codes: Readonly<Record<string, FailureKind>> = {
  enforced_spend_limit_reached: 'spendLimit',
  contract_spend_limit_reached: 'spendLimit',
  linked_organization_spend_limit_reached: 'spendLimit',
  linked_organization_billing_unavailable: 'billing',
  ramp_limit_exceeded: 'rateLimited',
  organization_on_hold: 'forbidden',
  request_body_too_large_after_decoding: 'requestTooLarge',
};

const texts: readonly (readonly [RegExp, FailureKind])[] = [
  [/credit balance is too low/i, 'billing'],
  [/specified API usage limits/i, 'spendLimit'],
  [/prompt is too long|exceeds? (the )?(model's )?(available |maximum )?context/i, 'contextFull'],
  [/too much media/i, 'requestTooLarge'],
];

const types: Readonly<Record<string, FailureKind>> = {
  authentication_error: 'keyRefused',
  billing_error: 'billing',
  permission_error: 'forbidden',
  request_too_large: 'requestTooLarge',
  rate_limit_error: 'rateLimited',
  overloaded_error: 'overloaded',
  api_error: 'serverError',
};

const statuses: Readonly<Record<number, FailureKind>> = {
  401: 'keyRefused',
  402: 'billing',
  403: 'forbidden',
  404: 'wrongAddress',
  405: 'wrongAddress',
  408: 'serverError',
  409: 'serverError',
  413: 'requestTooLarge',
  429: 'rateLimited',
  503: 'overloaded',
  529: 'overloaded',
};

function kindOfStatus(status: number | undefined): FailureKind {
  if (status === undefined || status >= 500) return statuses[status ?? 0] ?? 'serverError';
  return statuses[status] ?? (status < 400 ? 'wrongAddress' : 'badRequest');
}

function unreachableReason(error: unknown): unknown {
  for (let one = error; one instanceof Error; one = one.cause)
    if (one instanceof UnreachableError) return one.reason;
  return undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The title of a page in the place of its source. */
function readable(text: string): string {
  const title = /<title[^>]*>([^<]*)/i.exec(text)?.[1] ?? text;
  return title
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 500);
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
