import { FailureError } from '../errors.ts';
import type { AnswerEvent, AnswerRequest } from './answerTypes.ts';
import { type Client, requireSendable } from './client.ts';
import { type Dialect, type Feature, takes } from './dialects.ts';
import { setbackOf } from './failures/apiFailure.ts';
import { type ModelFacts, modelFacts } from './models/models.ts';
import { type BuiltRequest, buildRequest } from './request.ts';
import { type Setback, withRetries } from './retry.ts';
import { withPatience } from './timeout.ts';

/** A server and what is known of it: what everything that is sent to it needs. */
export interface Line {
  readonly client: Client;
  readonly dialect: Dialect;
  readonly key: string | undefined;
  readonly models: readonly ModelFacts[];
  readonly idleMs: number;
}

/** A question as this server takes it. @throws FailureError when it takes none such. */
export function prepared(line: Line, request: AnswerRequest): BuiltRequest {
  return buildRequest(request, modelFacts(request.model, line.models), line.dialect);
}

/** @throws FailureError `badRequest` when the server has no such thing. */
export function requireFeature(line: Line, feature: Feature): void {
  if (!takes(line.dialect, feature)) throw notOffered(line, feature);
}

export function notOffered({ dialect }: Line, what: string): FailureError {
  const detail = `${dialect.name} is not known to have ${what}`;
  return new FailureError({ kind: 'badRequest', code: 'not_offered', detail });
}

/** Bytes a second that even a slow connection carries away: what is large may take its time to get there. */
const slowUpload = 131_072;

/**
 * Does `work` with everything around it: patience, retries and failures in our words.
 *
 * @throws FailureError, `noKey` before anything is sent; the reason of `signal` when that is aborted.
 */
export async function* attempt<T>(
  line: Line,
  work: {
    readonly send: (signal: AbortSignal) => Promise<T>;
    readonly bytes: number;
    readonly built?: BuiltRequest;
  },
  signal: AbortSignal,
): AsyncGenerator<Extract<AnswerEvent, { type: 'retrying' }>, T> {
  checkKey(line);
  const patience = line.idleMs + (work.bytes / slowUpload) * 1000;
  const judge = (error: unknown) => inOurWords(setbackOf(error), line.key, work.built);
  try {
    return yield* withRetries(() => withPatience(patience, work.send, signal), judge, signal);
  } catch (error) {
    throw failed(error, line, signal, work.built);
  }
}

function checkKey({ key, dialect }: Line): void {
  if (!key && dialect.needsKey) throw new FailureError({ kind: 'noKey', detail: '' });
  requireSendable(key);
}

/** The same, for what nobody watches. */
export async function call<T>(
  line: Line,
  send: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
  bytes = 0,
): Promise<T> {
  const attempts = attempt(line, { send, bytes }, signal);
  for (;;) {
    const { done, value } = await attempts.next();
    if (done) return value;
  }
}

/** What to throw for an error: the reason of the signal, or a failure that holds no trace of the key. */
export function failed(error: unknown, line: Line, signal: AbortSignal, built?: BuiltRequest): unknown {
  if (signal.aborted) return signal.reason;
  const { failure } = inOurWords(setbackOf(error), line.key, built);
  // Only what nobody foresaw keeps its origin: the SDK's errors hold what the server said word for word.
  return new FailureError(failure, failure.kind === 'unexpected' ? { cause: error } : undefined);
}

/** Images at the places where they were asked for, and no key, which some gateways quote. */
function inOurWords(setback: Setback, key: string | undefined, built: BuiltRequest | undefined): Setback {
  const { failure } = setback;
  const images = built ? failure.images?.flatMap((place) => built.origin(place) ?? []) : failure.images;
  const detail = key ? failure.detail.replaceAll(key, '[key]') : failure.detail;
  return { ...setback, failure: { ...failure, detail, ...(images && { images }) } };
}
