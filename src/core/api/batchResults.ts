import * as v from 'valibot';
import { type Failure, FailureError } from '../errors.ts';
import type { StopReason, Usage } from './answerTypes.ts';
import { batchPath } from './batches.ts';
import { failureOfEvent } from './failures/apiFailure.ts';
import { name, parseJson } from './schema.ts';
import { requestError, send } from './send.ts';
import type { ServerContext } from './serverContext.ts';
import { bodyLines } from './stream/body.ts';
import { AnswerDecoder } from './stream/streamEvents.ts';

/** The outcome of one request of a batch, or a line of the results from which none can be read. */
export type BatchResult = RequestResult | { readonly type: 'unreadable'; readonly detail: string };

type RequestResult = { readonly id: string } & (
  | BatchAnswer
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'canceled' | 'expired' }
);

interface BatchAnswer {
  readonly type: 'answer';
  readonly text: string;
  readonly reason: StopReason;
  /** Why the model refused to answer. */
  readonly explanation?: string;
  readonly usage?: Usage;
}

/** Bounds of the results of 100,000 requests, and of one of them. */
const resultLimits = { maxBytes: 2 ** 31, maxMs: 6 * 3_600_000, maxLineLength: 8 * 2 ** 20 };

/**
 * The results of a batch that has ended, in the server's order. Failures name images by their position in what was
 * sent.
 *
 * @throws FailureError.
 */
export async function* batchResults(
  context: ServerContext,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<BatchResult, void> {
  // Not by the address that the batch names: the key goes to the server that was chosen and to no other.
  const request = { method: 'GET', path: `${batchPath(id)}/results` } as const;
  const { body } = await send(context, { send: (limit) => context.client(request, limit) }, signal);
  if (!body) return;
  const limits = { ...resultLimits, idleMs: () => context.idleMs };
  try {
    for await (const line of bodyLines(body, limits, signal)) yield readable(line);
  } catch (error) {
    signal.throwIfAborted();
    throw requestError(error, context);
  }
}

const lineSchema = v.object({
  custom_id: name,
  result: v.variant('type', [
    v.object({ type: v.literal('succeeded'), message: v.looseObject({}) }),
    v.object({ type: v.literal('errored'), error: v.unknown() }),
    v.object({ type: v.picklist(['canceled', 'expired']) }),
  ]),
});

/** One damaged line costs no other request its answer. */
function readable(line: string): BatchResult {
  try {
    return resultOf(line);
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    return { type: 'unreadable', detail: error.failure.detail };
  }
}

function resultOf(line: string): RequestResult {
  const { custom_id: id, result } = parseJson(lineSchema, line);
  if (result.type === 'errored') return { id, type: 'failed', failure: failureOfEvent(result.error) };
  if (result.type === 'succeeded') return answerOf(id, result.message);
  return { id, type: result.type };
}

/** An answer that cannot be read is the failure of its request alone. */
function answerOf(id: string, message: object): RequestResult {
  try {
    const events = [...new AnswerDecoder(undefined).decodeWhole(message)];
    const end = events.find((event) => event.type === 'end');
    const usage = events.find((event) => event.type === 'usage');
    const text = events.map((event) => (event.type === 'text' ? event.text : '')).join('');
    return {
      ...{ id, type: 'answer', text, reason: reasonOf(end?.reason) },
      ...(end?.explanation !== undefined && { explanation: end.explanation }),
      ...(usage && { usage: usage.usage }),
    };
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    return { id, type: 'failed', failure: error.failure };
  }
}

/** No request of a batch offers a tool. */
function reasonOf(reason: StopReason | 'toolUse' = 'complete'): StopReason {
  return reason === 'toolUse' ? 'complete' : reason;
}
