import { FailureError } from '../../errors.ts';
import { type BatchRequest, openBatches, type ReviewBatch } from '../review/reviewBatch.ts';
import type { BatchEngine } from './batchEngine.ts';

/**
 * Stops the batches of a review. What they have answered by then is still read by who follows them; a batch that its
 * server does not know any more, or that another server has, is given up, and its rows wait.
 *
 * @throws FailureError, and the reason of `signal`.
 */
export async function cancelBatches(engine: BatchEngine, signal: AbortSignal): Promise<void> {
  for (const batch of openBatches(engine.review().batches)) {
    const isHere = batch.server === engine.api.baseUrl;
    const given = isHere ? batch.requests.filter(({ expired }) => expired) : batch.requests;
    giveUp(engine, batch, given);
    if (isHere) await cancel(engine, batch, signal);
  }
}

async function cancel(engine: BatchEngine, batch: ReviewBatch, signal: AbortSignal): Promise<void> {
  try {
    const { state, done } =
      batch.state === 'running'
        ? await engine.api.cancelBatch(batch.id, signal)
        : await statusOf(engine, batch, signal);
    engine.dispatch({ type: 'batchMoved', id: batch.id, state, done });
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    const { status } = error.failure;
    if (status === 404) return giveUp(engine, batch, batch.requests);
    // It has ended meanwhile.
    if (status !== 400 && status !== 409) throw error;
  }
}

async function statusOf(
  { api, pause }: BatchEngine,
  batch: ReviewBatch,
  signal: AbortSignal,
): Promise<Pick<ReviewBatch, 'state' | 'done'>> {
  for await (const status of api.followBatch(batch.id, pause, signal)) return status;
  return batch;
}

function giveUp(engine: BatchEngine, { id }: ReviewBatch, requests: readonly BatchRequest[]): void {
  const outcomes = requests.map((request) => ({ request: request.id, type: 'canceled' as const }));
  if (outcomes.length > 0) engine.dispatch({ type: 'settled', batch: id, outcomes, usd: 0 });
}
