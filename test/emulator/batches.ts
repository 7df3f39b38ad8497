import { randomBytes } from 'node:crypto';
import { invalid, notFound } from './apiError.ts';
import { type BatchItem, type BatchOutcome, outcomeOf, readItems } from './batchItems.ts';
import { type Exchange, header, sendJson, standardHeaders } from './exchange.ts';
import type { Json } from './json.ts';
import { readJson } from './messages.ts';
import { pageOf } from './page.ts';
import type { State } from './state.ts';

export interface Batch {
  readonly id: string;
  readonly created: number;
  readonly items: readonly BatchItem[];
  /** How often it was asked for. */
  polls: number;
  canceled: number | undefined;
  ended: number | undefined;
  /** In the order of the items, once it has ended. */
  outcomes: readonly BatchOutcome[];
}

/** `POST /v1/messages/batches`: items are looked at later, one by one. */
export function createBatch(exchange: Exchange, state: State): void {
  const batch: Batch = {
    id: `msgbatch_${randomBytes(12).toString('hex')}`,
    created: state.now(),
    items: readItems(readJson(exchange)),
    polls: 0,
    canceled: undefined,
    ended: undefined,
    outcomes: [],
  };
  state.batches.set(batch.id, batch);
  sendJson(exchange, 200, shown(batch, exchange, state));
}

/** `GET /v1/messages/batches/{id}`: being asked is what moves a batch on, so that no test waits for a clock. */
export async function getBatch(exchange: Exchange, state: State, id: string): Promise<void> {
  const batch = known(id, state);
  const due = batch.polls >= (state.options.batchPolls ?? 1) || batch.canceled !== undefined;
  if (batch.ended === undefined && due) await end(batch, state);
  batch.polls += 1;
  sendJson(exchange, 200, shown(batch, exchange, state));
}

/** `GET /v1/messages/batches`, newest first. */
export function listBatches(exchange: Exchange, state: State): void {
  const batches = [...state.batches.values()].reverse().map((batch) => shown(batch, exchange, state));
  sendJson(exchange, 200, pageOf(batches, exchange));
}

/** `POST /v1/messages/batches/{id}/cancel` */
export function cancelBatch(exchange: Exchange, state: State, id: string): void {
  const batch = known(id, state);
  if (batch.ended !== undefined) throw invalid('Batch has already ended and cannot be canceled.');
  batch.canceled ??= state.now();
  sendJson(exchange, 200, shown(batch, exchange, state));
}

/** `GET /v1/messages/batches/{id}/results`: JSON lines, not in the order of the items. */
export function batchResults(exchange: Exchange, state: State, id: string): void {
  const { ended, items, outcomes } = known(id, state);
  if (ended === undefined) throw invalid('Batch results are not available: processing has not ended.');
  const lines = outcomes.map((result, index) => JSON.stringify({ custom_id: items[index]?.name, result }));
  exchange.response.writeHead(200, {
    ...standardHeaders(exchange.requestId),
    'content-type': 'application/x-jsonl',
  });
  exchange.response.end(
    lines
      .reverse()
      .map((line) => `${line}\n`)
      .join(''),
  );
}

/** `DELETE /v1/messages/batches/{id}` */
export function deleteBatch(exchange: Exchange, state: State, id: string): void {
  if (known(id, state).ended === undefined) throw invalid('Batch cannot be deleted while it is in progress.');
  state.batches.delete(id);
  sendJson(exchange, 200, { id, type: 'message_batch_deleted' });
}

function known(id: string, state: State): Batch {
  const batch = state.batches.get(id);
  if (!batch) throw notFound(`Message batch not found: ${id}`);
  return batch;
}

async function end(batch: Batch, state: State): Promise<void> {
  const stopped = batch.canceled !== undefined;
  const outcomes: BatchOutcome[] = [];
  for (const item of batch.items)
    outcomes.push(stopped ? { type: 'canceled' } : await outcomeOf(item, state));
  batch.outcomes = outcomes;
  batch.ended = state.now();
}

function shown(batch: Batch, exchange: Exchange, { dialect }: State): Json & { readonly id: string } {
  const { id, created, canceled, ended } = batch;
  const origin = `http://${header(exchange, 'host')}${dialect.basePath}`;
  return {
    id,
    type: 'message_batch',
    processing_status: ended !== undefined ? 'ended' : canceled !== undefined ? 'canceling' : 'in_progress',
    request_counts: counts(batch),
    created_at: time(created),
    expires_at: time(created + 24 * 3_600_000),
    ended_at: time(ended),
    cancel_initiated_at: time(canceled),
    archived_at: null,
    results_url: ended === undefined ? null : `${origin}/v1/messages/batches/${id}/results`,
  };
}

function counts({ items, outcomes, ended }: Batch): Json {
  const of = (type: BatchOutcome['type']) => outcomes.filter((outcome) => outcome.type === type).length;
  return {
    processing: ended === undefined ? items.length : 0,
    succeeded: of('succeeded'),
    errored: of('errored'),
    canceled: of('canceled'),
    expired: of('expired'),
  };
}

function time<T extends number | undefined>(at: T): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}
