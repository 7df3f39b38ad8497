import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { PacedRun, type PacedRunOptions, pauseAfter } from '../../../src/core/docs/review/pacedRun.ts';
import { FailureError, type FailureKind } from '../../../src/core/errors.ts';

const failure = (kind: FailureKind, retryAfter?: number) => ({
  ...{ kind, detail: '' },
  ...(retryAfter !== undefined && { retryAfter }),
});
const runOf = (run: PacedRunOptions<number>['run'], more: Partial<PacedRunOptions<number>> = {}) =>
  new PacedRun({ ...{ items: [1, 2, 3, 4, 5, 6], atOnce: 3, run, changed: () => undefined }, ...more });

/** Ends when it is told to. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('a run of questions', () => {
  it('does a few at the same time, and each once', async () => {
    let [now, most] = [0, 0];
    const done: number[] = [];
    await runOf(async (item) => {
      now += 1;
      most = Math.max(most, now);
      await Promise.resolve();
      now -= 1;
      done.push(item);
    }).finish();
    assert.equal(most, 3);
    assert.deepEqual(done.sort(), [1, 2, 3, 4, 5, 6]);
  });

  it('waits where a server has enough to do, asks less at once, and then asks what it could not', async () => {
    const waited: number[] = [];
    const tried: number[] = [];
    const run = runOf(
      async (item) => {
        tried.push(item);
        if (tried.length === 1) throw new FailureError(failure('rateLimited'));
      },
      {
        pauseAfter: (_, waits) => {
          waited.push(waits);
          return 0.01;
        },
      },
    );
    await run.finish();
    assert.deepEqual(waited, [0]);
    assert.deepEqual([...new Set(tried)].sort(), [1, 2, 3, 4, 5, 6]);
    assert.equal(tried.length, 7);
  });

  it('tells how long it waits, and a pause ends the wait', async () => {
    const told = gate();
    const run = runOf(() => Promise.reject(new FailureError(failure('overloaded'))), {
      pauseAfter: () => 3600,
      changed: told.open,
    });
    const finished = run.finish();
    await told.opened;
    assert.equal(run.wait?.failure.kind, 'overloaded');
    run.pause();
    await finished;
    assert.equal(run.wait, undefined);
  });

  it('finishes what has begun when it is paused, and ends that as well when it is paused again', async () => {
    for (const twice of [false, true]) {
      const [begun, answered] = [gate(), gate()];
      const done: number[] = [];
      const run = runOf(
        (item, signal) =>
          new Promise((resolve, reject) => {
            begun.open();
            signal.addEventListener('abort', () => reject(signal.reason));
            void answered.opened.then(() => {
              if (!signal.aborted) done.push(item);
              resolve();
            });
          }),
      );
      const finished = run.finish();
      await begun.opened;
      run.pause();
      assert.ok(run.isPausing);
      if (twice) run.pause();
      else answered.open();
      await finished;
      assert.deepEqual(done, twice ? [] : [1, 2, 3]);
    }
  });

  it('begins nothing more after a failure that no wait mends, and keeps what was under way', async () => {
    const done: number[] = [];
    const failed = gate();
    const run = runOf(async (item) => {
      if (item === 1) {
        failed.open();
        throw new FailureError(failure('noKey'));
      }
      await failed.opened;
      done.push(item);
    });
    await assert.rejects(run.finish(), { message: 'noKey: ' });
    assert.deepEqual(done, [2, 3]);
  });

  it('waits as long as the server says, else longer each time, and not for ever', () => {
    assert.equal(pauseAfter(failure('rateLimited', 42), 0), 42);
    assert.deepEqual(
      [0, 1, 2, 4, 5, 6].map((waits) => pauseAfter(failure('overloaded'), waits)),
      [15, 30, 60, 240, 240, undefined],
    );
    assert.equal(pauseAfter(failure('rateLimited', 3600), 0), undefined);
    for (const kind of ['noKey', 'noConnection', 'serverError'] as const)
      assert.equal(pauseAfter(failure(kind), 0), undefined);
  });
});
