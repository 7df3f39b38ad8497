/** The ways a question can end without an answer. `host/ui/failureText.ts` has the sentence and the remedy for each. */
export const failureKinds = [
  'noKey',
  'keyRefused',
  'forbidden',
  'billing',
  'spendLimit',
  'unknownModel',
  'noImageInput',
  'wrongAddress',
  'badRequest',
  'imageRefused',
  'requestTooLarge',
  'rateLimited',
  'overloaded',
  'serverError',
  'noConnection',
  'certificate',
  'proxyAuthentication',
  'silentStream',
  'cutStream',
  'invalidResponse',
  'refusal',
  'outputLimit',
  'answerTooLong',
  'contextFull',
  'paused',
  'emptyAnswer',
  'noImageLeft',
  'noStyle',
  'unexpected',
] as const;

export type FailureKind = (typeof failureKinds)[number];

/** Where a content block stands in the messages of a request; both count from 0. */
export interface BlockPosition {
  readonly message: number;
  readonly part: number;
}

/** Where the API key comes from. */
export const keySources = ['stored', 'environment', 'missing'] as const;

export type KeySource = (typeof keySources)[number];

/** A failure as a value: it can be stored, posted and compared, and it never holds the key. */
export interface Failure {
  readonly kind: FailureKind;
  /** Words of the server or the system, for the log and the line of details below the sentence. */
  readonly detail: string;
  readonly status?: number;
  readonly requestId?: string;
  /** `error.details.error_code` of the API, when it gave one. */
  readonly code?: string;
  /** The key that was refused. */
  readonly keySource?: KeySource;
  /** Seconds the server asked to wait. */
  readonly retryAfter?: number;
  /** Longest side in pixels that the server would take, when it said so. */
  readonly maxSide?: number;
  /** Most bytes of an image's base64 string that the server would take, when it said so. */
  readonly maxBase64Bytes?: number;
  /** The images at fault. */
  readonly images?: readonly BlockPosition[];
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

/** Whether this is what an aborted signal throws, which is not a failure. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** Anything thrown as a failure; an unexpected error keeps its message. */
export function toFailure(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  return { kind: 'unexpected', detail: error instanceof Error ? error.message : String(error) };
}
