import type { BatchItem } from '../../api/batches.ts';
import type { ReviewRow } from '../review/review.ts';
import type { BatchRequest, ReviewBatch } from '../review/reviewBatch.ts';
import type { BatchEngine } from './batchEngine.ts';
import { type BatchJob, jobsOf } from './batchJobs.ts';
import { imageNames } from './imageNames.ts';

/** Images that are prepared at the same time. */
const atOnce = 4;

/**
 * Asks about rows in as many batches as that takes, and yields each once it exists and the review holds it. Images are
 * prepared while the batch that they belong to is put together, so that no more than one batch is in memory.
 *
 * @throws FailureError, and the reason of `signal`; the batches that were yielded before go on.
 */
export async function* submitRows(
  engine: BatchEngine,
  rows: readonly ReviewRow[],
  { again }: Pick<ReviewBatch, 'again'>,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const jobs = jobsOf(await engine.tasks(rows, signal));
  const models = new Map<string, string>();
  const build = async (job: BatchJob) => {
    const item = await built(engine, job, signal);
    if (item) models.set(item.id, item.request.model);
    return item;
  };
  for await (const created of engine.api.createBatches(present(inOrder(jobs, build)), signal)) {
    const { id, state, items, done } = created;
    const batch: ReviewBatch = {
      ...{ id, state, done, again, total: items.length },
      ...{ server: engine.api.baseUrl, model: models.get(items[0] ?? '') ?? '', created: Date.now() },
      requests: requestsOf(jobs, new Set(items)),
    };
    engine.dispatch({ type: 'batched', batch });
    engine.log(`Batch ${id}: ${items.length} requests for ${again ? 'rows that had expired' : 'rows'}`);
    yield id;
  }
}

function requestsOf(jobs: readonly BatchJob[], items: ReadonlySet<string>): readonly BatchRequest[] {
  return jobs.filter(({ id }) => items.has(id)).map(({ id, rows }) => ({ id, rows }));
}

/** Undefined when the image cannot be asked about, which its rows then say. */
async function built(
  { dispatch, review, words }: BatchEngine,
  { id, rows, build }: BatchJob,
  signal: AbortSignal,
): Promise<BatchItem | undefined> {
  try {
    signal.throwIfAborted();
    return { id, request: await build(signal) };
  } catch (error) {
    signal.throwIfAborted();
    const problem = words.leftOut(imageNames(review())(rows), error);
    if (problem === undefined) throw error;
    for (const row of rows) dispatch({ type: 'failed', row, problem });
    return undefined;
  }
}

async function* present<T>(values: AsyncIterable<T | undefined>): AsyncGenerator<T> {
  for await (const value of values) if (value !== undefined) yield value;
}

/** The results in the order of the items, a few of which are worked on ahead. */
async function* inOrder<Item, Result>(
  items: readonly Item[],
  run: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const ahead: Promise<Result>[] = [];
  for (const item of items) {
    const running = run(item);
    // Whoever waits for it hears of the error; when nobody does any more, it is none.
    running.catch(() => {});
    ahead.push(running);
    const [first] = ahead;
    if (ahead.length < atOnce || !first) continue;
    yield await first;
    ahead.shift();
  }
  yield* ahead;
}
