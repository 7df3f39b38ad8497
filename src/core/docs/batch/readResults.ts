import type { BatchResult } from '../../api/batchResults.ts';
import { FailureError } from '../../errors.ts';
import type { BatchOutcome, BatchRequest, ReviewBatch } from '../review/reviewBatch.ts';
import type { BatchEngine } from './batchEngine.ts';
import { outcomeOf } from './batchOutcome.ts';
import { imageNames } from './imageNames.ts';

/**
 * Outcomes that are told together: a review of thousands of rows is neither stored nor drawn for each, and each is told
 * in at most so many pieces.
 */
const [shortestPiece, mostPieces] = [250, 40];

/**
 * Settles the requests of a batch by its results, in whatever order these come. Results of requests that are not open
 * are ignored: they were read before, or are none of ours.
 *
 * @throws FailureError when the results end early; those that were read are settled.
 */
export async function readResults(
  engine: BatchEngine,
  batch: ReviewBatch,
  signal: AbortSignal,
): Promise<void> {
  const open = new Map(batch.requests.filter(isOpen).map((request) => [request.id, request]));
  const nameOf = imageNames(engine.review());
  const settling = new Settling(engine, batch);
  try {
    for await (const result of resultsOf(engine, batch, signal)) {
      const request = 'id' in result ? open.get(result.id) : undefined;
      if ('id' in result && request) {
        open.delete(request.id);
        const usage = result.type === 'answer' ? result.usage : undefined;
        const outcome = await outcomeOf(engine, { batch, request, result, image: nameOf(request.rows) });
        settling.add(outcome, usage ? engine.usd(batch.model, usage) : 0);
      } else engine.log(`Batch ${batch.id}: ${ignored(result)}`);
    }
    for (const { id: request, rows } of open.values())
      settling.add({ request, type: 'failed', problem: engine.words.unanswered(nameOf(rows)) }, 0);
  } finally {
    settling.tell();
  }
}

/** None where they are no longer kept, which a server does for a few weeks. */
async function* resultsOf(
  { api, log }: BatchEngine,
  { id }: ReviewBatch,
  signal: AbortSignal,
): AsyncGenerator<BatchResult> {
  try {
    yield* api.batchResults(id, signal);
  } catch (error) {
    const status = error instanceof FailureError ? error.failure.status : undefined;
    if (status !== 404 && status !== 410) throw error;
    log(`Batch ${id}: its results are gone`);
  }
}

/** A request whose outcome is not known. */
export function isOpen({ expired = false }: BatchRequest): boolean {
  return !expired;
}

class Settling {
  readonly #engine: BatchEngine;
  readonly #batch: string;
  readonly #length: number;
  #outcomes: BatchOutcome[] = [];
  #usd = 0;

  constructor(engine: BatchEngine, { id, requests }: ReviewBatch) {
    this.#engine = engine;
    this.#batch = id;
    this.#length = Math.max(shortestPiece, Math.ceil(requests.length / mostPieces));
  }

  add(outcome: BatchOutcome, usd: number): void {
    this.#outcomes.push(outcome);
    this.#usd += usd;
    if (this.#outcomes.length >= this.#length) this.tell();
  }

  tell(): void {
    const [outcomes, usd] = [this.#outcomes, this.#usd];
    this.#outcomes = [];
    this.#usd = 0;
    if (outcomes.length > 0) this.#engine.dispatch({ type: 'settled', batch: this.#batch, outcomes, usd });
  }
}

function ignored(result: BatchResult): string {
  return 'id' in result
    ? `a result for ${JSON.stringify(result.id)} that nobody waits for`
    : `a result that cannot be read: ${result.detail}`;
}
