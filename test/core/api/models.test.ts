import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { builtinModels } from '../../../src/core/api/builtinModels.ts';
import { factsOf, lifecycleOn, modelFacts, successorOf } from '../../../src/core/api/models.ts';
import { cost, estimate, priceOf, textTokens } from '../../../src/core/api/prices.ts';
import { apiOf, claudeApi, failureOf, on, useEmulator } from './harness.ts';

describe('the models of a server', () => {
  const emulator = useEmulator();

  it('come with what the server says of them', async () => {
    const list = await apiOf(emulator().url).listModels(on);
    const sonnet = modelFacts('claude-sonnet-5-5', list);
    assert.equal(sonnet.name, 'Claude Sonnet 5.5');
    assert.ok(sonnet.imageInput && sonnet.schema && sonnet.described);
    assert.equal(sonnet.maxOutput, 128_000);
    assert.deepEqual(modelFacts('claude-opus-4-5', list).efforts, ['low', 'medium', 'high']);
  });

  it('agree with those that are built in', async () => {
    const list = await apiOf(emulator().url).listModels(on);
    for (const told of list) {
      const { described: _, retires: __, maxOutput: most = 0, ...built } = modelFacts(told.id);
      const { described: ___, retires: ____, maxOutput = 0, ...said } = told;
      assert.deepEqual(said, built, told.id);
      // Where sources differ, the smaller number is built in: asking for more than there is would be refused.
      assert.ok(most <= maxOutput, told.id);
    }
  });

  it('are fetched page by page', async () => {
    const pages: Record<string, object> = {
      '': { data: [{ id: 'a' }], has_more: true, last_id: 'a' },
      a: { data: [{ id: 'b' }], has_more: false, last_id: 'b' },
    };
    const fetch: typeof globalThis.fetch = (input) => {
      const page = pages[new URL(String(input)).searchParams.get('after_id') ?? ''];
      return Promise.resolve(Response.json(page));
    };
    const list = await apiOf('http://h', { fetch }).listModels(on);
    assert.deepEqual(
      list.map(({ id }) => id),
      ['a', 'b'],
    );
  });

  it('are none where the server has no list and nobody knows it', async () => {
    const fetch: typeof globalThis.fetch = () => Promise.resolve(new Response('no', { status: 404 }));
    assert.deepEqual(await apiOf('http://h', { fetch }).listModels(on), []);
  });

  it('are not asked for without a key where one is needed', async () => {
    assert.equal(
      (await failureOf(claudeApi(emulator().url, { key: undefined }).listModels(on))).kind,
      'noKey',
    );
  });
});

describe('a model', () => {
  it('is known by the names of every platform', () => {
    for (const id of [
      'anthropic/claude-haiku-4-5',
      'us.anthropic.claude-haiku-4-5-20251001-v1:0',
      'claude-haiku-4-5@20251001',
      'claude-haiku-4-5-20251001',
    ])
      assert.equal(modelFacts(id).name, 'Claude Haiku 4.5', id);
    assert.equal(modelFacts('anthropic/claude-haiku-4-5').id, 'anthropic/claude-haiku-4-5');
  });

  it('that nobody knows gets nothing optional', () => {
    const facts = modelFacts('qwen3-vl');
    assert.deepEqual([facts.efforts, facts.schema, facts.thinks], [[], false, false]);
    assert.ok(modelFacts('claude-opus-7').thinks);
  });

  it('may be described only in part', () => {
    const facts = factsOf({ id: 'local' });
    assert.equal(facts.name, 'local');
    assert.equal(facts.described, undefined);
    assert.equal(facts.lifecycle, 'active');
  });

  it('has a successor when its time is over', () => {
    const old = modelFacts('claude-sonnet-4-5');
    assert.equal(old.retires, '2026-11-30');
    assert.equal(lifecycleOn(old, '2026-11-29'), 'deprecated');
    assert.equal(lifecycleOn(old, '2026-11-30'), 'retired');
    assert.equal(successorOf(old), 'claude-sonnet-5-5');
    assert.equal(successorOf(factsOf({ id: 'claude-opus-4-7', lifecycle: 'deprecated' })), 'claude-opus-5-5');
    for (const model of builtinModels)
      if (model.lifecycle !== 'active')
        assert.equal(modelFacts(successorOf(model) ?? '').lifecycle, 'active', model.id);
  });
});

describe('money', () => {
  const usage = { input: 1000, output: 500, cacheRead: 0, cacheWrite: 0 };

  it('is counted from the table', () => {
    assert.equal(cost('claude-sonnet-5-5', usage), 0.007);
    assert.equal(cost('anthropic/claude-sonnet-5-5', usage), 0.007);
    const cached = { input: 0, output: 0, cacheRead: 10_000, cacheWrite: 4784 };
    assert.ok(Math.abs(cost('claude-opus-5-5', cached)! - (10_000 * 0.2 + 4784 * 5) / 1e6) < 1e-12);
  });

  it('is dearer for Haiku 5.5 beyond 100,000 tokens of prompt, cached ones included', () => {
    const below = { input: 100_000, output: 0, cacheRead: 0, cacheWrite: 0 };
    assert.equal(cost('claude-haiku-5-5', below), 0.01);
    const above = { input: 1, output: 0, cacheRead: 100_000, cacheWrite: 0 };
    assert.ok(Math.abs(cost('claude-haiku-5-5', above)! - (0.5 + 100_000 * 0.05) / 1e6) < 1e-12);
  });

  it('is what the user says it is', () => {
    assert.equal(cost('qwen', usage, { qwen: { input: 1, output: 2 } }), 0.002);
    assert.equal(cost('claude-sonnet-5-5', usage, { 'claude-sonnet-5-5': { input: 0, output: 0 } }), 0);
    const cached = { input: 0, output: 0, cacheRead: 1e6, cacheWrite: 1e6 };
    assert.equal(cost('qwen', cached, { qwen: { input: 10, output: 0 } }), 1 + 12.5);
  });

  it('is unknown for an unknown model, while tokens are not', () => {
    assert.equal(cost('qwen', usage), undefined);
    // What stands in the settings may have any shape.
    assert.equal(cost('qwen', usage, JSON.parse('{ "qwen": 3 }')), undefined);
    assert.deepEqual(estimate('qwen', { imageTokens: [4784, 16], text: '' }), { tokens: 4800 });
  });

  it('is estimated before anything is sent', () => {
    const { tokens, usd } = estimate('claude-sonnet-5-5', { imageTokens: [4784], text: 'What is this?' });
    assert.ok(tokens > 4784 && tokens < 4800);
    assert.ok(usd! > 0.0096 && usd! < 0.02);
    assert.equal(textTokens(''), 0);
    assert.ok(textTokens('これは何ですか') >= 7);
  });

  it('has a price for every model that is built in and still answers', () => {
    const without = builtinModels.filter(({ id, lifecycle }) => lifecycle !== 'retired' && !priceOf(id));
    assert.deepEqual(
      without.map(({ id }) => id),
      ['claude-fable-5'],
    );
  });
});
