import { type Failure, type FailureKind, toFailure } from '../../errors.ts';
import { StatusError, UnreachableError } from '../client.ts';
import { type FailedAttempt, isRetryable, retryDelay } from '../retry.ts';
import { nameLength } from '../schema.ts';
import { type ErrorBody, errorBody, errorBodyOf } from './errorBody.ts';
import { imageFault } from './imageFaults.ts';
import { networkFailure } from './networkFailure.ts';

/** Any error of a request as a failure, with what decides whether the request is sent again. */
export function failedAttempt(error: unknown): FailedAttempt {
  if (error instanceof StatusError) return refusal(error);
  if (!(error instanceof UnreachableError)) return { failure: toFailure(error), retryable: false };
  const failure = networkFailure(error.cause) ?? { kind: 'noConnection', detail: messageOf(error.cause) };
  return { failure, retryable: failure.kind === 'noConnection' };
}

/** The failure that an `error` event in a stream, or a result of a batch, stands for: there the status is already 200. */
export function failureOfEvent(event: unknown, requestId?: string): Failure {
  const body = errorBody(event);
  const status = statusOfType.get(body.type ?? '');
  const { status: _, ...failure } = failureOf(status, body, requestId);
  return failure;
}

/** The statuses of the refusals that only results of batches have. */
const statusOfType: ReadonlyMap<string, number> = new Map([
  ['invalid_request_error', 400],
  ['not_found_error', 404],
]);

function refusal({ status, headers, body }: StatusError): FailedAttempt {
  const wait = retryDelay(headers);
  const requestId = headers.get('request-id')?.slice(0, nameLength);
  const failure = failureOf(status, errorBodyOf(body), requestId);
  return {
    failure: { ...failure, ...(wait !== undefined && { retryAfter: Math.ceil(wait) }) },
    retryable: failure.kind !== 'spendLimit' && isRetryable(status, headers),
    ...(wait !== undefined && { wait }),
  };
}

function failureOf(status: number | undefined, body: ErrorBody, requestId: string | undefined): Failure {
  const coded = codes.get(body.code ?? '');
  // A message may mention an image where the code says that something else is at fault.
  const image = coded === undefined ? imageFault(body) : undefined;
  const detail = body.message || (status === undefined ? 'no reason given' : `status ${status}`);
  return {
    ...{ kind: coded ?? kindOf(status, body), detail, ...image },
    ...(status !== undefined && { status }),
    ...(requestId && { requestId }),
    ...(body.code && { code: body.code }),
  };
}

// Codes come first: the API's documentation says that messages change and must not be matched. The texts are for
// refusals without a code, and for other servers.
function kindOf(status: number | undefined, body: ErrorBody): FailureKind {
  return (
    texts.find(([text]) => text.test(body.message))?.[1] ??
    types.get(body.type ?? '') ??
    // The API uses `not_found_error` both for models and for paths.
    (status === 404 && /model/i.test(body.message) ? 'unknownModel' : kindOfStatus(status))
  );
}

const codes: ReadonlyMap<string, FailureKind> = new Map([
  ['enforced_spend_limit_reached', 'spendLimit'],
  ['contract_spend_limit_reached', 'spendLimit'],
  ['linked_organization_spend_limit_reached', 'spendLimit'],
  ['linked_organization_billing_unavailable', 'billing'],
  ['ramp_limit_exceeded', 'rateLimited'],
  ['organization_on_hold', 'forbidden'],
  ['request_body_too_large_after_decoding', 'requestTooLarge'],
]);

const texts: readonly (readonly [RegExp, FailureKind])[] = [
  [/credit balance is too low/i, 'billing'],
  [/specified API usage limits/i, 'spendLimit'],
  [/prompt is too long|exceeds? (the )?(model's )?(available |maximum )?context/i, 'contextFull'],
  [/too much media/i, 'requestTooLarge'],
];

const types: ReadonlyMap<string, FailureKind> = new Map([
  ['authentication_error', 'keyRefused'],
  ['billing_error', 'billing'],
  ['permission_error', 'forbidden'],
  ['request_too_large', 'requestTooLarge'],
  ['rate_limit_error', 'rateLimited'],
  ['overloaded_error', 'overloaded'],
  ['api_error', 'serverError'],
]);

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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
