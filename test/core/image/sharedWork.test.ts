import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createSharedWork } from '../../../src/core/image/sharedWork.ts';

describe('shared work', () => {
  function start() {
    const work = createSharedWork<string>();
    const begun: { finish(value: string): void; fail(error: Error): void; signal: AbortSignal }[] = [];
    const begin = (signal: AbortSignal) =>
      new Promise<string>((finish, fail) => void begun.push({ finish, fail, signal }));
    const join = (signal = new AbortController().signal) => work.join('key', begin, signal);
    return { begun, join };
  }

  it('is done once for all who want it at the same time, and again for who comes later', async () => {
    const { begun, join } = start();
    const both = [join(), join()];
    begun[0]!.finish('made');
    assert.deepEqual(await Promise.all(both), ['made', 'made']);
    const later = join();
    assert.equal(begun.length, 2);
    begun[1]!.finish('made again');
    assert.equal(await later, 'made again');
  });

  it('goes on for the others when one gives up', async () => {
    const { begun, join } = start();
    const leaving = new AbortController();
    const first = join(leaving.signal);
    const second = join();
    leaving.abort(new Error('changed my mind'));
    await assert.rejects(first, /changed my mind/);
    assert.equal(begun[0]!.signal.aborted, false);
    begun[0]!.finish('made');
    assert.equal(await second, 'made');
  });

  it('is given up with the last who waits, and begun anew for the next', async () => {
    const { begun, join } = start();
    const leaving = new AbortController();
    const only = join(leaving.signal);
    leaving.abort();
    await assert.rejects(only);
    assert.equal(begun[0]!.signal.aborted, true);
    const next = join();
    begun[0]!.fail(new Error('ended'));
    begun[1]!.finish('made');
    assert.equal(await next, 'made');
  });

  it('fails for all', async () => {
    const { begun, join } = start();
    const both = [join(), join()];
    begun[0]!.fail(new Error('damaged'));
    for (const one of both) await assert.rejects(one, /damaged/);
  });
});
