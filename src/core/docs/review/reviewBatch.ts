import type { AltAnswer } from '../altText/altAnswer.ts';

/** Questions about rows that a server answers together, later and at half the price. */
export interface ReviewBatch {
  /** The server's id. */
  readonly id: string;
  /** Base URL of the server that has it. */
  readonly server: string;
  readonly model: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly state: 'running' | 'canceling' | 'ended';
  /** Requests in it, and those that are done, as its server counts. */
  readonly total: number;
  readonly done: number;
  /** It asks once more what another batch did not get to. */
  readonly again: boolean;
  /** Somebody has stopped it: nothing of it is asked again. */
  readonly canceled?: boolean;
  /** Those whose outcome is not here yet. */
  readonly requests: readonly BatchRequest[];
}

export interface BatchRequest {
  /** As the batch calls it. */
  readonly id: string;
  /** Ids of the rows that its answer is for. */
  readonly rows: readonly string[];
  /** The batch did not get to it: it is asked in another one. */
  readonly expired?: boolean;
}

/** What became of a request. */
export type BatchOutcome = { readonly request: string } & (
  | { readonly type: 'answered'; readonly answer: AltAnswer }
  | { readonly type: 'failed'; readonly problem: string }
  /** To be asked once more in another batch. */
  | { readonly type: 'expired' }
  /** Its rows wait to be asked about again. */
  | { readonly type: 'canceled' }
);

/** As its server says it is now. */
export function movedBatch(
  batch: ReviewBatch,
  { state, done }: Pick<ReviewBatch, 'state' | 'done'>,
): ReviewBatch {
  return { ...batch, state, done, ...(state === 'canceling' && { canceled: true }) };
}

/** Those with results that are not all here. */
export function openBatches(batches: readonly ReviewBatch[] = []): readonly ReviewBatch[] {
  return batches.filter(({ requests }) => requests.length > 0);
}

/** Ids of the rows that a batch is to answer. */
export function heldRows(batches: readonly ReviewBatch[] = []): ReadonlySet<string> {
  return new Set(batches.flatMap(({ requests }) => requests.flatMap(({ rows }) => rows)));
}

/** The batches, with these rows taken out of their requests. */
export function withoutRows(
  batches: readonly ReviewBatch[],
  rows: ReadonlySet<string>,
): readonly ReviewBatch[] {
  return batches.map((batch) => {
    if (!batch.requests.some((request) => request.rows.some((row) => rows.has(row)))) return batch;
    const requests = batch.requests.map((request) => ({
      ...request,
      rows: request.rows.filter((row) => !rows.has(row)),
    }));
    return { ...batch, requests: requests.filter((request) => request.rows.length > 0) };
  });
}

/** The batch without the requests that are settled; those that expired are kept, and marked. */
export function withOutcomes(batch: ReviewBatch, outcomes: ReadonlyMap<string, BatchOutcome>): ReviewBatch {
  const requests = batch.requests.flatMap((request) => {
    const outcome = outcomes.get(request.id);
    if (!outcome) return [request];
    return outcome.type === 'expired' ? [{ ...request, expired: true }] : [];
  });
  return { ...batch, requests };
}
