import assert from 'node:assert/strict';
import type { ImageBlockParam, MessageParam, Usage } from '@anthropic-ai/sdk/resources/messages/messages';
import { describe, it } from 'mocha';
import { base64Image, clientOf, question, useEmulator, user } from './harness.ts';
import { png } from './pictures.ts';

const large = png(2000, 1500);
const cached = (ttl: '5m' | '1h' = '5m'): ImageBlockParam => ({
  ...base64Image(large),
  cache_control: { type: 'ephemeral', ttl },
});

describe('the stand-in accounts for the prompt cache', () => {
  let now = Date.parse('2026-11-22T12:00:00Z');
  const emulator = useEmulator({ now: () => now });

  const usage = async (messages: MessageParam[], more = {}): Promise<Usage> =>
    (await clientOf(emulator()).messages.create({ ...question(), messages, ...more })).usage;
  const ask = (image: ImageBlockParam, text: string, more = {}) =>
    usage([user(image, { type: 'text', text })], more);

  it('writes the prefix first and reads it for the second question', async () => {
    const first = await ask(cached(), 'What is this?');
    assert.equal(first.cache_creation_input_tokens, 3888);
    assert.equal(first.cache_read_input_tokens, 0);
    const second = await ask(cached(), 'And the colours?');
    assert.equal(second.cache_read_input_tokens, 3888);
    assert.equal(second.cache_creation_input_tokens, 0);
    assert.ok(second.input_tokens < 20);
  });

  it('extends the prefix turn by turn', async () => {
    const start = user(cached(), { type: 'text', text: 'What is this?' });
    await usage([start]);
    const later = await usage([
      start,
      { role: 'assistant', content: 'A chart. '.repeat(50) },
      user({ type: 'text', text: 'More', cache_control: { type: 'ephemeral' } }),
    ]);
    assert.equal(later.cache_read_input_tokens, 3888);
    assert.ok((later.cache_creation_input_tokens ?? 0) > 50);
    assert.equal(later.input_tokens, 0);
  });

  it('takes an automatic breakpoint at the end', async () => {
    const automatic = { cache_control: { type: 'ephemeral' } };
    const first = await ask(base64Image(large), 'What is this?', automatic);
    assert.equal(first.input_tokens, 0);
    const second = await ask(base64Image(large), 'What is this?', automatic);
    assert.equal(second.cache_read_input_tokens, first.cache_creation_input_tokens);
  });

  it('ignores breakpoints below the model’s minimum', async () => {
    const small: ImageBlockParam = { ...base64Image(png(100, 100)), cache_control: { type: 'ephemeral' } };
    assert.equal((await ask(small, 'x')).cache_creation_input_tokens, 0);
    const model = 'claude-opus-4-6';
    assert.equal((await ask(cached(), 'x', { model })).cache_creation_input_tokens, 0);
    assert.equal((await ask(cached(), 'x', { model: 'claude-opus-5-5' })).cache_creation_input_tokens, 3888);
  });

  it('misses when a byte, the model, the thinking or the format changes', async () => {
    await ask(cached(), 'x');
    const other: ImageBlockParam = { ...base64Image(png(2000, 1499)), cache_control: { type: 'ephemeral' } };
    const schema = { type: 'object', properties: {}, additionalProperties: false };
    const misses = [
      await ask(other, 'x'),
      await ask(cached(), 'x', { model: 'claude-opus-5-5' }),
      await ask(cached(), 'x', { output_config: { effort: 'low' } }),
      await ask(cached(), 'x', { output_config: { format: { type: 'json_schema', schema } } }),
      await usage([user(cached(), base64Image(), { type: 'text', text: 'x' })]),
    ];
    assert.deepEqual(
      misses.map((miss) => miss.cache_read_input_tokens),
      [0, 0, 0, 0, 0],
    );
    assert.equal((await ask(cached(), 'x')).cache_read_input_tokens, 3888);
  });

  it('keeps the system prompt when only the messages changed', async () => {
    const system = [{ type: 'text', text: 'Rules. '.repeat(800), cache_control: { type: 'ephemeral' } }];
    const first = await ask(base64Image(), 'x', { system });
    assert.ok((first.cache_creation_input_tokens ?? 0) > 512);
    const second = await ask(base64Image(png(65, 65)), 'y', { system, output_config: { effort: 'low' } });
    assert.equal(second.cache_read_input_tokens, first.cache_creation_input_tokens);
  });

  it('forgets after five minutes, or an hour, each use counting anew', async () => {
    await ask(cached(), 'x');
    now += 4 * 60_000;
    assert.equal((await ask(cached(), 'y')).cache_read_input_tokens, 3888);
    now += 4 * 60_000;
    assert.equal((await ask(cached(), 'z')).cache_read_input_tokens, 3888);
    now += 6 * 60_000;
    const hour = await ask(cached('1h'), 'x');
    assert.equal(hour.cache_read_input_tokens, 0);
    assert.equal(hour.cache_creation?.ephemeral_1h_input_tokens, 3888);
    now += 50 * 60_000;
    assert.equal((await ask(cached('1h'), 'x')).cache_read_input_tokens, 3888);
  });

  it('is told in a stream as well', async () => {
    await ask(cached(), 'x');
    const body = { ...question(), messages: [user(cached(), { type: 'text', text: 'y' })] };
    const message = await clientOf(emulator()).messages.stream(body).finalMessage();
    assert.equal(message.usage.cache_read_input_tokens, 3888);
  });
});
