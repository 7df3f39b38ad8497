import { FailureError, type FailureKind } from '../../errors.ts';
import { sleep } from '../../platform/sleep.ts';
import type { ReviewBatch } from '../review/reviewBatch.ts';
import { openBatches } from '../review/reviewBatch.ts';
import type { BatchEngine } from './batchEngine.ts';
import { isOpen, readResults } from './readResults.ts';
import { submitRows } from './submitRows.ts';

/** Seconds between two polls: most batches are done within the hour, and a small one within minutes. */
export function pollPause(polls: number): number {
  return Math.min(5 * 2 ** (polls - 1), 60);
}

/**
 * Waits for the batches of a review that are at this server, settles their rows, and asks once more what they did not
 * get to. It goes on by the review alone, and may be stopped and begun again at any time. Faults that pass are waited
 * for.
 *
 * @throws FailureError, and the reason of `signal`.
 */
export async function followBatches(engine: BatchEngine, signal: AbortSignal): Promise<void> {
  const own = openBatches(engine.review().batches).filter(({ server }) => server === engine.api.baseUrl);
  await Promise.all(own.map(({ id }) => follow(engine, id, signal)));
}

async function follow(engine: BatchEngine, id: string, signal: AbortSignal): Promise<void> {
  if (stateOf(engine, id)?.requests.some(isOpen)) {
    await untilDone(engine, signal, () => untilEnded(engine, id, signal));
    await untilDone(engine, signal, async () => {
      const batch = stateOf(engine, id);
      if (batch) await readResults(engine, batch, signal);
    });
  }
  const expired = new Set(stateOf(engine, id)?.requests.flatMap(({ rows }) => rows));
  const rows = engine.review().rows.filter((row) => expired.has(row.id));
  const further: string[] = [];
  if (rows.length > 0)
    for await (const batch of submitRows(engine, rows, { again: true }, signal)) further.push(batch);
  await Promise.all(further.map((batch) => follow(engine, batch, signal)));
}

async function untilEnded(engine: BatchEngine, id: string, signal: AbortSignal): Promise<void> {
  for await (const { state, done } of engine.api.followBatch(id, engine.pause, signal)) {
    const known = stateOf(engine, id);
    // Each event is stored.
    if (known?.state !== state || known.done !== done)
      engine.dispatch({ type: 'batchMoved', id, state, done });
  }
}

function stateOf(engine: BatchEngine, id: string): ReviewBatch | undefined {
  return engine.review().batches?.find((batch) => batch.id === id);
}

/** Does something again until no passing fault keeps it from its end: a batch takes hours, and a network sleeps. */
async function untilDone(
  { pause, log }: BatchEngine,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof FailureError && passing.has(error.failure.kind))) throw error;
      log(`The batch is asked about again: ${error.message}`);
      await sleep(pause(tries) * 1000, signal);
    }
  }
}

const passing: ReadonlySet<FailureKind> = new Set<FailureKind>([
  ...(['rateLimited', 'overloaded', 'serverError'] as const),
  ...(['noConnection', 'silentStream', 'cutStream'] as const),
]);
