import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { cut, cutBeforeStop, errorMidStream, onlyPings, stall } from '../../emulator/faults.ts';
import { apiOf, heard, on, question, useEmulator } from './harness.ts';

const impatient = { idleTimeoutSeconds: 0.2 };

describe('a stream that breaks', () => {
  const emulator = useEmulator();
  const run = (options = {}) => heard(apiOf(emulator().url, options).answer(question(), on));

  it('keeps the text that came before the connection was cut', async () => {
    emulator().script(cut(3));
    const { failure, text, events } = await run();
    assert.equal(failure?.kind, 'cutStream');
    assert.notEqual(text, '');
    assert.ok(!events.some(({ type }) => type === 'end'));
  });

  it('is cut when only its end is missing', async () => {
    emulator().script(cutBeforeStop());
    assert.equal((await run()).failure?.kind, 'cutStream');
  });

  it('is silent when nothing comes any more', async () => {
    emulator().script(stall(3));
    const { failure, text } = await run(impatient);
    assert.equal(failure?.kind, 'silentStream');
    assert.notEqual(text, '');
    await (await emulator().request(0)).closedByClient;
  });

  it('is silent when not even an answer begins, and that is not asked again', async () => {
    emulator().script({ kind: 'hang' });
    assert.equal((await run(impatient)).failure?.kind, 'silentStream');
    assert.equal(emulator().requests.length, 1);
  });

  it('may be silent for ever where that is wanted', async () => {
    emulator().script({ kind: 'answer', deltas: ['Slow.'], held: true });
    const run = heard(apiOf(emulator().url, { idleTimeoutSeconds: 0 }).answer(question(), on));
    await emulator().request(0);
    emulator().release();
    assert.equal((await run).text, 'Slow.');
  });

  it('takes pings for life', async () => {
    emulator().script(onlyPings(3));
    const stopped = new AbortController();
    const events = apiOf(emulator().url, impatient).answer(question(), stopped.signal);
    // Pings come without end: if they did not count, this would fail with silence instead of the abort.
    setTimeout(() => stopped.abort(new Error('enough')), 800);
    await assert.rejects(heard(events), /enough/);
  });

  it('says what an error event says, and does not ask again', async () => {
    emulator().script(errorMidStream(2));
    const { failure, text } = await run();
    assert.equal(failure?.kind, 'overloaded');
    assert.equal(failure?.detail, 'Overloaded');
    assert.ok(failure?.requestId);
    assert.notEqual(text, '');
    assert.equal(emulator().requests.length, 1);
  });
});
