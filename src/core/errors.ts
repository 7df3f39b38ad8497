/** What can go wrong between a question and its answer. `host/words.ts` has the sentence and the remedy for each. */
export type FailureKind =
  | 'noKey'
  | 'keyRefused'
  | 'forbidden'
  | 'billing'
  | 'spendLimit'
  | 'unknownModel'
  | 'noImageInput'
  | 'wrongAddress'
  | 'badRequest'
  | 'imageRefused'
  | 'requestTooLarge'
  | 'rateLimited'
  | 'overloaded'
  | 'serverError'
  | 'noConnection'
  | 'certificate'
  | 'proxyAuthentication'
  | 'silentStream'
  | 'cutStream'
  | 'refusal'
  | 'outputLimit'
  | 'contextFull'
  | 'paused'
  | 'emptyAnswer'
  | 'noImageLeft'
  | 'unexpected';

/** A failure as a value: it can be stored, posted and compared, and it never holds the key. */
export interface Failure {
  readonly kind: FailureKind;
  /** What the server or the system said, for the log and the details line; not the sentence the user reads first. */
  readonly detail: string;
  readonly status?: number;
  readonly requestId?: string;
  /** `error.details.error_code` of the API, when it gave one. */
  readonly code?: string;
  /** Seconds the server asked to wait. */
  readonly retryAfter?: number;
  /** Longest side in pixels that the server would take, when it said so. */
  readonly maxSide?: number;
  /** Most bytes of an image's base64 string that the server would take, when it said so. */
  readonly maxBase64Bytes?: number;
  /** The images at fault, as places in the messages that were sent. */
  readonly images?: readonly { readonly message: number; readonly part: number }[];
}

/** Carries a {@link Failure} through code that throws. */
export class FailureError extends Error {
  override readonly name = 'FailureError';
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(`${failure.kind}: ${failure.detail}`, options);
    this.failure = failure;
  }
}

/** True for what an aborted signal throws, which is no fault. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** Any thrown thing as a failure; what nobody foresaw keeps its message. */
export function toFailure(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  return { kind: 'unexpected', detail: error instanceof Error ? error.message : String(error) };
}
