import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import { describe, it } from 'mocha';
import { base64Image, clientOf, question, useEmulator } from './harness.ts';
import { png } from './pictures.ts';

describe('the stand-in lists models', () => {
  const emulator = useEmulator();
  const models = () => clientOf(emulator()).models;

  it('newest first, without retired ones', async () => {
    const { data, has_more } = await models().list({ limit: 1000 });
    const created = data.map((model) => model.created_at);
    assert.deepEqual(created, created.toSorted().reverse());
    assert.equal(has_more, false);
    assert.ok(data.some(({ id }) => id === 'claude-sonnet-5-5'));
    assert.ok(data.some(({ lifecycle }) => lifecycle === 'deprecated'));
    assert.ok(!data.some(({ lifecycle }) => lifecycle === 'retired'));
  });

  it('in pages, forwards and backwards', async () => {
    const ids: string[] = [];
    for await (const { id } of models().list({ limit: 4 })) ids.push(id);
    const whole = (await models().list({ limit: 1000 })).data.map(({ id }) => id);
    assert.deepEqual(ids, whole);
    const back = await models().list({ limit: 2, before_id: whole[3]! });
    assert.deepEqual(
      back.data.map(({ id }) => id),
      whole.slice(1, 3),
    );
  });

  it('by lifecycle', async () => {
    const { data } = await models().list({ lifecycle: ['retired'] });
    assert.deepEqual(new Set(data.map(({ lifecycle }) => lifecycle)), new Set(['retired']));
  });

  it('one by id or alias, with limits, capabilities and dates', async () => {
    const model = await models().retrieve('claude-sonnet-4-5');
    assert.equal(model.id, 'claude-sonnet-4-5-20250929');
    assert.equal(model.max_tokens, 64_000);
    assert.equal(model.retires_at, '2026-11-30T00:00:00Z');
    assert.equal(model.capabilities?.image_input.supported, true);
    assert.equal(model.capabilities?.effort.supported, false);
    assert.equal(model.capabilities?.thinking.types.adaptive.supported, false);
    await assert.rejects(models().retrieve('claude-nobody').asResponse(), Anthropic.NotFoundError);
  });
});

describe('the stand-in counts tokens', () => {
  const emulator = useEmulator();
  const count = async (images: Parameters<typeof question>[1], model = 'claude-sonnet-5-5') => {
    const { max_tokens: _, ...body } = question('What is this?', images);
    return (await clientOf(emulator()).messages.countTokens({ ...body, model })).input_tokens;
  };

  it('as the answer will be billed', async () => {
    const images = [base64Image(png(640, 480))];
    const message = await clientOf(emulator()).messages.create(question('What is this?', images));
    assert.equal(await count(images), message.usage.input_tokens);
  });

  it('by the size each model sees', async () => {
    const images = [base64Image(png(1920, 1080))];
    assert.equal((await count(images)) - (await count([])), 2691);
    assert.equal((await count(images, 'claude-sonnet-4-6')) - (await count([], 'claude-sonnet-4-6')), 1560);
  });

  it('without applying the limits of images or fetching addresses', async () => {
    assert.ok((await count([base64Image(png(9000, 10))])) > 0);
    assert.ok(
      (await count([{ type: 'image', source: { type: 'url', url: 'https://example.com/gone.png' } }])) > 0,
    );
  });
});
