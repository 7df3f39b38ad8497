import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { AnswerEvent, Message, Usage } from '../../../src/core/api/answerTypes.ts';
import { answer, held, refusal, stopping } from '../../emulator/faults.ts';
import { png } from '../emulator/pictures.ts';
import { apiOf, claudeApi, heard, image, key, on, question, text, useEmulator } from './harness.ts';

const large = png(2000, 1500);
const lastUsage = (events: readonly AnswerEvent[]): Usage => {
  const found = events.findLast((event) => event.type === 'usage');
  assert.ok(found);
  return found.usage;
};

describe('an answer', () => {
  const emulator = useEmulator();

  it('streams as text and ends with its reason', async () => {
    emulator().script({ kind: 'answer', deltas: ['A ', 'small ', 'cat.'] });
    const { events, text } = await heard(apiOf(emulator().url).answer(question(), on));
    assert.equal(text, 'A small cat.');
    assert.deepEqual(events.at(-1), { type: 'end', reason: 'complete' });
    const [first] = events;
    assert.ok(first?.type === 'started' && first.model === 'claude-sonnet-5-5' && first.requestId);
  });

  it('sends images and text in their order, with their types', async () => {
    await heard(apiOf(emulator().url).answer(question(image(), image(), text('Compare')), on));
    const { body } = await emulator().request(0);
    const { messages } = body as { messages: { content: { type: string }[] }[] };
    assert.deepEqual(
      messages[0]?.content.map(({ type }) => type),
      ['image', 'image', 'text'],
    );
  });

  it('tells what the model thinks only in the block that is sent back', async () => {
    emulator().script({ kind: 'answer', thinking: 'Secret ways.', deltas: ['Done.'] });
    const { events, text } = await heard(apiOf(emulator().url).answer(question(), on));
    assert.equal(text, 'Done.');
    const thinking = events.findIndex(({ type }) => type === 'thinking');
    assert.ok(thinking > 0 && thinking < events.findIndex(({ type }) => type === 'text'));
    assert.deepEqual(
      events.flatMap((event) => (event.type === 'block' ? [event.block.type] : [])),
      ['thinking'],
    );
    assert.ok(!JSON.stringify(events.filter(({ type }) => type !== 'block')).includes('Secret'));
  });

  it('counts tokens cumulatively', async () => {
    const { events } = await heard(apiOf(emulator().url).answer(question(image(large), text('?')), on));
    const usages = events.flatMap((event) => (event.type === 'usage' ? [event.usage] : []));
    assert.ok(usages.length >= 2);
    assert.ok(usages.at(-1)!.input >= 3888);
    assert.equal(usages.at(-1)!.input, usages[0]!.input);
    assert.ok(usages.at(-1)!.output > usages[0]!.output);
  });

  for (const [stopReason, reason] of [
    ['max_tokens', 'outputLimit'],
    ['pause_turn', 'paused'],
    ['model_context_window_exceeded', 'contextFull'],
    ['stop_sequence', 'complete'],
  ] as const)
    it(`ends by ${stopReason} as ${reason}`, async () => {
      emulator().script(stopping(stopReason, 'Half'));
      const { events, text } = await heard(apiOf(emulator().url).answer(question(), on));
      assert.equal(text, 'Half');
      assert.deepEqual(events.at(-1), { type: 'end', reason });
    });

  it('passes on why the model refused', async () => {
    emulator().script(refusal('Not this one.'));
    const { events } = await heard(apiOf(emulator().url).answer(question(), on));
    assert.deepEqual(events.at(-1), { type: 'end', reason: 'refusal', explanation: 'Not this one.' });
  });

  it('closes the connection when it is stopped', async () => {
    emulator().script(held('One', 'Two'));
    const stop = new AbortController();
    const reason = new Error('stopped');
    const events = apiOf(emulator().url).answer(question(), stop.signal)[Symbol.asyncIterator]();
    await events.next();
    const request = await emulator().request(0);
    stop.abort(reason);
    await assert.rejects(async () => {
      for (;;) if ((await events.next()).done) return;
    }, reason);
    await request.closedByClient;
  });

  it('closes the connection when nobody listens any more', async () => {
    emulator().script(held('One', 'Two'));
    for await (const _ of apiOf(emulator().url).answer(question(), on)) break;
    await (await emulator().request(0)).closedByClient;
  });

  it('sends nothing when it was stopped before it began', async () => {
    await assert.rejects(async () => {
      for await (const _ of apiOf(emulator().url).answer(question(), AbortSignal.abort(new Error('early'))));
    }, /early/);
    assert.equal(emulator().requests.length, 0);
  });

  it('stops while the server has not even begun to answer', async () => {
    emulator().script({ kind: 'hang' });
    const stop = new AbortController();
    const run = heard(apiOf(emulator().url).answer(question(), stop.signal));
    const request = await emulator().request(0);
    stop.abort(new Error('stopped'));
    await assert.rejects(run, /stopped/);
    await request.closedByClient;
  });
});

describe('the Claude API itself', () => {
  const emulator = useEmulator();

  it('gets the current version and the key in one header', async () => {
    await heard(claudeApi(emulator().url).answer(question(), on));
    const { headers } = await emulator().request(0);
    assert.equal(headers['anthropic-version'], '2026-10-21');
    assert.equal(headers['authorization'], `Bearer ${key}`);
    assert.equal(headers['x-api-key'], undefined);
    assert.equal(Object.values(headers).filter((value) => value.includes(key)).length, 1);
  });

  it('is not asked without a key', async () => {
    const { failure } = await heard(claudeApi(emulator().url, { key: undefined }).answer(question(), on));
    assert.equal(failure?.kind, 'noKey');
    assert.equal(emulator().requests.length, 0);
  });

  it('is not asked with a key that cannot be one, and nobody hears of that key', async () => {
    const odd = 'sk-ant-\u{1F511}-secret';
    const { failure } = await heard(claudeApi(emulator().url, { key: odd }).answer(question(), on));
    assert.equal(failure?.kind, 'keyRefused');
    assert.ok(!failure.detail.includes('secret'));
    assert.equal(emulator().requests.length, 0);
  });

  it('does not mind blanks around a pasted key', async () => {
    await heard(claudeApi(emulator().url, { key: ` ${key}\n` }).answer(question(), on));
    assert.equal((await emulator().request(0)).headers['authorization'], `Bearer ${key}`);
  });

  it('reads the images of a second question from its cache for a tenth', async () => {
    const api = claudeApi(emulator().url);
    emulator().script(answer('A chart.'), answer('Blue.'));
    const first = lastUsage(
      (await heard(api.answer(question(image(large), text('What is this?')), on))).events,
    );
    assert.ok(first.cacheWrite >= 3888);
    const messages: Message[] = [
      { role: 'user', parts: [image(large), text('What is this?')] },
      { role: 'assistant', parts: [text('A chart.')] },
      { role: 'user', parts: [text('Which colours?')] },
    ];
    const { events } = await heard(api.answer({ ...question(), messages }, on));
    const second = lastUsage(events);
    assert.ok(second.cacheRead >= 3888);
    assert.ok(second.input + second.cacheWrite < 40);
  });

  it('reads the images of another conversation about them, too', async () => {
    const api = claudeApi(emulator().url);
    await heard(api.answer(question(image(large), text('What is this?')), on));
    const { events } = await heard(api.answer(question(image(large), text('Which colours?')), on));
    assert.ok(lastUsage(events).cacheRead >= 3888);
  });

  it('writes nothing to the cache when told so', async () => {
    const api = claudeApi(emulator().url);
    const { events } = await heard(
      api.answer({ ...question(image(large), text('Alt text?')), cache: false }, on),
    );
    assert.equal(lastUsage(events).cacheWrite, 0);
  });
});
