import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { bodyBytes } from '../../../src/core/api/stream/body.ts';
import { failureOf, on } from './harness.ts';

describe('the watch over a body', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  /** A body that is fed by hand. */
  function fed(idleMs = 10_000) {
    let feed: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        feed = controller;
      },
    });
    const say = (text: string) => feed?.enqueue(new TextEncoder().encode(text));
    return { bytes: bodyBytes(body, { idleMs: () => idleMs, maxBytes: 1000, maxMs: 60_000 }, on), say };
  }

  it('begins anew with each piece, a ping included', async () => {
    const { bytes, say } = fed();
    for (let seconds = 0; seconds < 60; seconds += 6) {
      const reading = bytes.next();
      await turn();
      mock.timers.tick(6_000);
      say('event: ping\n\n');
      assert.equal((await reading).done, false);
    }
  });

  it('ends the body after the seconds it was given', async () => {
    const { bytes, say } = fed();
    say('first');
    await bytes.next();
    const reading = failureOf(bytes.next());
    await turn();
    mock.timers.tick(10_000);
    assert.deepEqual(await reading, { kind: 'silentStream', detail: 'nothing was received for 10 s' });
  });

  it('does not count while nobody reads', async () => {
    const { bytes, say } = fed();
    say('first');
    say('second');
    await bytes.next();
    await turn();
    mock.timers.tick(60_000);
    await turn();
    assert.equal(Buffer.from((await bytes.next()).value ?? []).toString(), 'second');
  });

  it('waits for ever where that is wanted', async () => {
    const { bytes, say } = fed(Number.POSITIVE_INFINITY);
    const reading = bytes.next();
    await turn();
    mock.timers.tick(10 ** 9);
    say('late');
    assert.equal(Buffer.from((await reading).value ?? []).toString(), 'late');
  });
});
