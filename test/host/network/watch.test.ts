import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { watched } from '../../../src/host/network/watch.ts';
import { failureOf } from './parts/failing.ts';

describe('the watch over a body', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  /** A body that is fed by hand, read under a watch of 10 seconds. */
  function fed(idle = 10) {
    let feed: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        feed = controller;
      },
    });
    const response = watched(new Response(body), { idle, place: 'api.test' });
    const say = (text: string) => feed?.enqueue(new TextEncoder().encode(text));
    return { reader: response.body!.getReader(), say };
  }

  it('begins anew with each piece, a ping included', async () => {
    const { reader, say } = fed();
    for (let seconds = 0; seconds < 60; seconds += 6) {
      const reading = reader.read();
      await turn();
      mock.timers.tick(6_000);
      say('event: ping\n\n');
      assert.equal((await reading).done, false);
    }
  });

  it('ends the body after the seconds it was given', async () => {
    const { reader, say } = fed();
    say('first');
    await reader.read();
    const reading = reader.read();
    await turn();
    mock.timers.tick(10_000);
    const failure = await failureOf(reading);
    assert.deepEqual(failure, { kind: 'silentStream', detail: 'no data for 10 s (api.test)' });
  });

  it('does not count while nobody reads', async () => {
    const { reader, say } = fed();
    say('first');
    say('second');
    await reader.read();
    await turn();
    mock.timers.tick(60_000);
    await turn();
    assert.equal(Buffer.from((await reader.read()).value!).toString(), 'second');
  });

  it('waits for ever with 0', async () => {
    const { reader, say } = fed(0);
    const reading = reader.read();
    await turn();
    mock.timers.tick(10 ** 9);
    say('late');
    assert.equal(Buffer.from((await reading).value!).toString(), 'late');
  });
});
