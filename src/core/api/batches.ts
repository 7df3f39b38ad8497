import { setTimeout as pause } from 'node:timers/promises';
import {
  Batches,
  type MessageBatch,
  type MessageBatchIndividualResponse,
} from '@anthropic-ai/sdk/resources/messages/batches';
import { type Failure, FailureError } from '../errors.ts';
import type { AnswerRequest, StopReason, Usage } from './answerTypes.ts';
import { failureOfEvent } from './failures/apiFailure.ts';
import { call, failed, type Line, prepared, requireFeature } from './serverContext.ts';
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
  line: Line,
  items: Iterable<BatchItem> | AsyncIterable<BatchItem>,
  signal: AbortSignal,
  limits = batchLimits,
): AsyncGenerator<BatchStatus> {
  requireFeature(line, 'batches');
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  for await (const item of items) {
    const one = encoded(line, item);
    if (waiting.length >= limits.requests || bytes + one.byteLength > limits.bytes - 1024) {
      if (waiting.length > 0) yield await create(line, waiting, signal);
      waiting = [];
      bytes = 0;
    }
    waiting.push(one);
    bytes += one.byteLength + 1;
  }
  if (waiting.length > 0) yield await create(line, waiting, signal);
}

/** Says how a batch is doing, now and every so many seconds until it has ended; the last word is `ended`. */
export async function* followBatch(
  line: Line,
  id: string,
  everySeconds: number,
  signal: AbortSignal,
): AsyncGenerator<BatchStatus> {
  const batches = new Batches(line.client);
  for (;;) {
    const batch = await call(line, async (limit) => batches.retrieve(id, {}, { signal: limit }), signal);
    yield statusOf(batch);
    if (batch.processing_status === 'ended') return;
    await pause(everySeconds * 1000, undefined, { signal });
  }
}

/** The results of a batch that has ended, in the server's order; failures name images by what was sent. @throws FailureError. */
export async function* batchResults(
  line: Line,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<BatchResult> {
  // Not by the address that the batch names: the key goes to the server that was chosen and to no other.
  const path = `/v1/messages/batches/${encodeURIComponent(id)}/results`;
  const send = (limit: AbortSignal) => line.client.get(path, { stream: true, signal: limit }).asResponse();
  const { body } = await call(line, send, signal);
  if (!body) return;
  try {
    for await (const text of bodyLines(body, () => line.idleMs, signal)) yield resultOf(text);
  } catch (error) {
    throw failed(error, line, signal);
  }
}

/** What was already begun is still finished, and paid. @throws FailureError. */
export async function cancelBatch(line: Line, id: string, signal: AbortSignal): Promise<BatchStatus> {
  const batches = new Batches(line.client);
  return statusOf(await call(line, async (limit) => batches.cancel(id, {}, { signal: limit }), signal));
}

function encoded(line: Line, { id, request }: BatchItem): Uint8Array {
  if (!/^[\w-]{1,64}$/.test(id)) throw new FailureError({ kind: 'badRequest', detail: `"${id}" is no id` });
  // Requests of a batch run at any time and in any order: what one writes to the cache, no other is sure to find.
  const { stream: _, ...params } = prepared(line, { cache: false, ...request }).body;
  return new TextEncoder().encode(JSON.stringify({ custom_id: id, params }));
}

async function create(
  line: Line,
  requests: readonly Uint8Array[],
  signal: AbortSignal,
): Promise<BatchStatus> {
  const parts = requests.flatMap((one, index) => (index === 0 ? [one] : [comma, one]));
  const body = Buffer.concat([Buffer.from('{"requests":['), ...parts, Buffer.from(']}')]);
  const headers = { 'content-type': 'application/json' };
  const send = async (limit: AbortSignal) =>
    line.client.post<MessageBatch>('/v1/messages/batches', { body, headers, signal: limit });
  return statusOf(await call(line, send, signal, body.byteLength));
}

const comma = Buffer.from(',');

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
