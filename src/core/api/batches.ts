import * as v from 'valibot';
import { concat, utf8 } from '../bytes.ts';
import { FailureError } from '../errors.ts';
import { sleep } from '../platform/sleep.ts';
import type { AnswerRequest } from './answerTypes.ts';
import { StatusError } from './client.ts';
import { requestJson, requestJsonOnce, sendJson } from './requestJson.ts';
import { count, name } from './schema.ts';
import { buildFor, requireFeature, type ServerContext } from './serverContext.ts';

export interface BatchItem {
  /** 1 to 64 letters, digits, `_` and `-`; the result has it too. */
  readonly id: string;
  readonly request: AnswerRequest;
}

export interface BatchStatus {
  readonly id: string;
  readonly state: 'running' | 'canceling' | 'ended';
  readonly waiting: number;
  readonly done: number;
}

/** A batch that now exists, with the ids of the items that it holds. */
export interface CreatedBatch extends BatchStatus {
  readonly items: readonly string[];
}

/** Most of a batch (Batch docs, Aug 2026; which megabyte they mean is not said, so the smaller one counts). */
const batchLimits = { requests: 100_000, bytes: 256e6 };

/**
 * Creates as many batches as the items need, one after the other, and yields each once it exists. Items are taken one
 * at a time, so that their images need not be in memory together. A batch that is being created when `signal` is aborted
 * is still yielded: its id would be lost otherwise, and it be paid for nothing.
 *
 * @throws FailureError, and the reason of `signal`; the batches that were yielded before go on.
 */
export async function* createBatches(
  context: ServerContext,
  items: Iterable<BatchItem> | AsyncIterable<BatchItem>,
  signal: AbortSignal,
  limits = batchLimits,
): AsyncGenerator<CreatedBatch> {
  requireFeature(context, 'batches');
  const ids = new Set<string>();
  const created = async (some: readonly EncodedItem[]) => {
    const batch = await create(context, some, ids, signal);
    ids.add(batch.id);
    return batch;
  };
  let waiting: EncodedItem[] = [];
  let bytes = 0;
  for await (const item of items) {
    signal.throwIfAborted();
    const one = { id: item.id, body: encoded(context, item) };
    const { byteLength } = one.body;
    if (waiting.length >= limits.requests || bytes + byteLength > limits.bytes - 1024) {
      if (waiting.length > 0) yield await created(waiting);
      waiting = [];
      bytes = 0;
    }
    waiting.push(one);
    bytes += byteLength + 1;
  }
  if (waiting.length > 0) yield await created(waiting);
}

interface EncodedItem {
  readonly id: string;
  readonly body: Uint8Array;
}

/** Gives the status of a batch now and after each pause until it has ended; the last one is `ended`. */
export async function* followBatch(
  context: ServerContext,
  id: string,
  pause: PollPause,
  signal: AbortSignal,
): AsyncGenerator<BatchStatus, void> {
  for (let polls = 1; ; polls += 1) {
    const status = await requestJson(context, { method: 'GET', path: batchPath(id) }, statusSchema, signal);
    yield status;
    if (status.state === 'ended') return;
    await sleep(pause(polls) * 1000, signal);
  }
}

/** Seconds to wait after the n-th poll, from 1. */
export type PollPause = (polls: number) => number;

/** Requests that have begun are still finished, and paid. @throws FailureError. */
export async function cancelBatch(
  context: ServerContext,
  id: string,
  signal: AbortSignal,
): Promise<BatchStatus> {
  return requestJson(context, { method: 'POST', path: `${batchPath(id)}/cancel` }, statusSchema, signal);
}

export function batchPath(id: string): string {
  return `${path}/${encodeURIComponent(id)}`;
}

function encoded(context: ServerContext, { id, request }: BatchItem): Uint8Array {
  if (!/^[\w-]{1,64}$/.test(id)) throw new FailureError({ kind: 'badRequest', detail: `"${id}" is no id` });
  // Requests of a batch run at any time and in any order: what one writes to the cache, no other is sure to find.
  const { stream: _, ...params } = buildFor(context, { cache: false, ...request }).body;
  return utf8(JSON.stringify({ custom_id: id, params }));
}

async function create(
  context: ServerContext,
  items: readonly EncodedItem[],
  others: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<CreatedBatch> {
  signal.throwIfAborted();
  const parts = items.flatMap(({ body }, index) => (index === 0 ? [body] : [comma, body]));
  const body = concat([utf8('{"requests":['), ...parts, utf8(']}')]);
  const since = Date.now() - clockDifference;
  const status = await createOnce(context, body, { since, items: items.length, others });
  return { ...status, items: items.map(({ id }) => id) };
}

/** Milliseconds by which the clock of the server may be behind. */
const clockDifference = 60_000;

/** What tells a batch from the others of a server. */
interface NewBatch {
  /** Created at this time or later, in milliseconds. */
  readonly since: number;
  /** How many items it has. */
  readonly items: number;
  /** Ids that it does not have. */
  readonly others: ReadonlySet<string>;
}

/**
 * When the response is lost, the batch may exist all the same: it is looked for before a further attempt and before
 * giving up, or its requests would be paid for twice.
 */
async function createOnce(
  context: ServerContext,
  body: Uint8Array<ArrayBuffer>,
  batch: NewBatch,
): Promise<BatchStatus> {
  const { signal } = new AbortController();
  let isLost = false;
  const find = async () => (isLost ? await findBatch(context, batch, signal) : undefined);
  const attempt = async (limit: AbortSignal) => {
    const found = await find();
    if (found) return found;
    try {
      return await requestJsonOnce(context, { method: 'POST', path, body }, statusSchema, limit);
    } catch (error) {
      isLost ||= !(error instanceof StatusError && error.status < 500);
      throw error;
    }
  };
  try {
    return await sendJson(context, body, attempt, signal);
  } catch (error) {
    const found = await find();
    if (!found) throw error;
    return found;
  }
}

/** Undefined also where the server does not list its batches. */
async function findBatch(
  context: ServerContext,
  { since, items, others }: NewBatch,
  signal: AbortSignal,
): Promise<BatchStatus | undefined> {
  try {
    const { data } = await requestJson(context, { method: 'GET', path }, listSchema, signal);
    const isNew = (id: string, created: number) => created >= since && !others.has(id);
    return data.find(({ id, created, waiting, done }) => waiting + done === items && isNew(id, created));
  } catch {
    return undefined;
  }
}

const path = '/v1/messages/batches';

const comma = utf8(',');

const statusSchema = v.pipe(
  v.object({
    id: name,
    processing_status: v.picklist(['in_progress', 'canceling', 'ended']),
    request_counts: v.object({
      ...{ processing: count, succeeded: count, errored: count, canceled: count, expired: count },
    }),
  }),
  v.transform(({ id, processing_status, request_counts }): BatchStatus => {
    const { processing, succeeded, errored, canceled, expired } = request_counts;
    const state = processing_status === 'in_progress' ? 'running' : processing_status;
    return { id, state, waiting: processing, done: succeeded + errored + canceled + expired };
  }),
);

const listSchema = v.object({
  data: v.array(
    v.pipe(
      v.intersect([statusSchema, v.object({ created_at: name })]),
      v.transform(({ created_at, ...status }) => ({ ...status, created: Date.parse(created_at) })),
    ),
  ),
});
