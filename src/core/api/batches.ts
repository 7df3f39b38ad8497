import {
  Batches,
  type MessageBatch,
  type MessageBatchIndividualResponse,
} from '@anthropic-ai/sdk/resources/messages/batches';
import { type Failure, FailureError } from '../errors.ts';
import { sleep } from '../platform/sleep.ts';
import type { AnswerRequest, StopReason, Usage } from './answerTypes.ts';
import { concat, utf8 } from './bytes.ts';
import { failureOfEvent } from './failures/apiFailure.ts';
import { requestError, send } from './send.ts';
import { buildFor, requireFeature, type ServerContext } from './serverContext.ts';
import { bodyLines } from './stream/body.ts';
import { wholeAnswer } from './stream/streamEvents.ts';

export interface BatchItem {
  /** 1 to 64 letters, digits, `_` and `-`; found again in the result. */
  readonly id: string;
  readonly request: AnswerRequest;
}

export interface BatchStatus {
  readonly id: string;
  readonly state: 'running' | 'canceling' | 'ended';
  readonly waiting: number;
  readonly done: number;
}

/** What became of one request of a batch. */
export type BatchResult = { readonly id: string } & (
  | { readonly type: 'answer'; readonly text: string; readonly reason: StopReason; readonly usage?: Usage }
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'canceled' | 'expired' }
);

/** Most of a batch (Batch docs, Aug 2026; which megabyte they mean is not said, so the smaller one counts). */
const batchLimits = { requests: 100_000, bytes: 256e6 };

/**
 * Creates as many batches as the items need, one after the other, and says of each when it is there. Items are
 * taken one at a time, so that their images need not be in memory together.
 *
 * @throws FailureError; batches that were already said of go on.
 */
export async function* createBatches(
  context: ServerContext,
  items: Iterable<BatchItem> | AsyncIterable<BatchItem>,
  signal: AbortSignal,
  limits = batchLimits,
): AsyncGenerator<BatchStatus> {
  requireFeature(context, 'batches');
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  for await (const item of items) {
    const one = encoded(context, item);
    if (waiting.length >= limits.requests || bytes + one.byteLength > limits.bytes - 1024) {
      if (waiting.length > 0) yield await create(context, waiting, signal);
      waiting = [];
      bytes = 0;
    }
    waiting.push(one);
    bytes += one.byteLength + 1;
  }
  if (waiting.length > 0) yield await create(context, waiting, signal);
}

/** Says how a batch is doing, now and every so many seconds until it has ended; the last word is `ended`. */
export async function* followBatch(
  context: ServerContext,
  id: string,
  everySeconds: number,
  signal: AbortSignal,
): AsyncGenerator<BatchStatus> {
  const batches = new Batches(context.client);
  for (;;) {
    const retrieve = async (limit: AbortSignal) => batches.retrieve(id, {}, { signal: limit });
    const batch = await send(context, { send: retrieve }, signal);
    yield statusOf(batch);
    if (batch.processing_status === 'ended') return;
    await sleep(everySeconds * 1000, signal);
  }
}

/** The results of a batch that has ended, in the server's order; failures name images by what was sent. @throws FailureError. */
export async function* batchResults(
  context: ServerContext,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<BatchResult> {
  // Not by the address that the batch names: the key goes to the server that was chosen and to no other.
  const path = `/v1/messages/batches/${encodeURIComponent(id)}/results`;
  const get = (limit: AbortSignal) => context.client.get(path, { stream: true, signal: limit }).asResponse();
  const { body } = await send(context, { send: get }, signal);
  if (!body) return;
  try {
    for await (const text of bodyLines(body, () => context.idleMs, signal)) yield resultOf(text);
  } catch (error) {
    signal.throwIfAborted();
    throw requestError(error, context);
  }
}

/** What was already begun is still finished, and paid. @throws FailureError. */
export async function cancelBatch(
  context: ServerContext,
  id: string,
  signal: AbortSignal,
): Promise<BatchStatus> {
  const batches = new Batches(context.client);
  const cancel = async (limit: AbortSignal) => batches.cancel(id, {}, { signal: limit });
  return statusOf(await send(context, { send: cancel }, signal));
}

function encoded(context: ServerContext, { id, request }: BatchItem): Uint8Array {
  if (!/^[\w-]{1,64}$/.test(id)) throw new FailureError({ kind: 'badRequest', detail: `"${id}" is no id` });
  // Requests of a batch run at any time and in any order: what one writes to the cache, no other is sure to find.
  const { stream: _, ...params } = buildFor(context, { cache: false, ...request }).body;
  return utf8(JSON.stringify({ custom_id: id, params }));
}

async function create(
  context: ServerContext,
  requests: readonly Uint8Array[],
  signal: AbortSignal,
): Promise<BatchStatus> {
  const parts = requests.flatMap((one, index) => (index === 0 ? [one] : [comma, one]));
  const body = concat([utf8('{"requests":['), ...parts, utf8(']}')]);
  const headers = { 'content-type': 'application/json' };
  const post = async (limit: AbortSignal) =>
    context.client.post<MessageBatch>('/v1/messages/batches', { body, headers, signal: limit });
  return statusOf(await send(context, { send: post, bytes: body.byteLength }, signal));
}

const comma = utf8(',');

function statusOf({ id, processing_status, request_counts }: MessageBatch): BatchStatus {
  const { processing, succeeded, errored, canceled, expired } = request_counts;
  const state = processing_status === 'in_progress' ? 'running' : processing_status;
  return { id, state, waiting: processing, done: succeeded + errored + canceled + expired };
}

function resultOf(text: string): BatchResult {
  const { custom_id: id, result } = JSON.parse(text) as MessageBatchIndividualResponse;
  if (result.type === 'errored') return { id, type: 'failed', failure: failureOfEvent(result.error) };
  if (result.type !== 'succeeded') return { id, type: result.type };
  const events = [...wholeAnswer({ ...result.message })];
  const end = events.find((event) => event.type === 'end');
  const usage = events.find((event) => event.type === 'usage');
  return {
    ...{ id, type: 'answer', reason: end?.reason ?? 'complete', ...(usage && { usage: usage.usage }) },
    text: events.map((event) => (event.type === 'text' ? event.text : '')).join(''),
  };
}
