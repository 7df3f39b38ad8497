import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { builtinModels } from '../../../src/core/api/models/builtinModels.ts';
import { factsOf, modelRow } from '../../../src/core/api/models/modelRow.ts';
import { lifecycleOn, modelFacts, successorOf } from '../../../src/core/api/models/models.ts';
import { cost, estimate, priceOf, pricesAsOf, textTokens } from '../../../src/core/api/models/prices.ts';
import { parse } from '../../../src/core/api/schema.ts';
import { apiOf, claudeApi, failureOf, on, useEmulator } from './harness.ts';

/** The facts of a row of a list. */
const listed = (row: object) => factsOf(parse(modelRow, row));

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
      'global.anthropic.claude-haiku-4-5-v1',
    ])
      assert.equal(modelFacts(id).name, 'Claude Haiku 4.5', id);
    assert.equal(modelFacts('anthropic/claude-haiku-4-5').id, 'anthropic/claude-haiku-4-5');
  });

  it('that nobody knows gets nothing optional', () => {
    const facts = modelFacts('qwen3-vl');
    assert.deepEqual([facts.efforts, facts.schema, facts.thinks, facts.tools], [[], false, false, false]);
    assert.ok(modelFacts('claude-opus-7').thinks);
  });

  it('of another make is only what it is called', () => {
    const list = [listed({ id: 'llava-v1' }), listed({ id: 'llava-v2', display_name: 'Two' })];
    assert.equal(modelFacts('llava-v2', list).name, 'Two');
    assert.equal(modelFacts('llava-v3', list).name, 'llava-v3');
  });

  it('is what the server says of it, whatever is built in', () => {
    const no = { supported: false };
    const yes = { supported: true };
    const effort = { ...yes, low: yes, medium: no, high: yes, xhigh: no, max: no };
    const said = listed({
      ...{
        id: 'claude-sonnet-5-5',
        display_name: 'Sonnet',
        lifecycle: 'deprecated',
        retires_at: '2027-10-01T00:00:00Z',
      },
      ...{ max_input_tokens: 5000, max_tokens: 700 },
      capabilities: { image_input: no, structured_outputs: no, effort },
    });
    assert.deepEqual(said, {
      ...{
        id: 'claude-sonnet-5-5',
        name: 'Sonnet',
        imageInput: false,
        schema: false,
        efforts: ['low', 'high'],
      },
      ...{
        context: 5000,
        maxOutput: 700,
        lifecycle: 'deprecated',
        retires: '2027-10-01',
        thinks: true,
        tools: true,
        described: true,
      },
    });
    const other = listed({ id: 'new', capabilities: { image_input: yes, structured_outputs: yes } });
    assert.deepEqual([other.imageInput, other.schema, other.efforts], [true, true, []]);
  });

  it('may be described in words of another kind', () => {
    const capabilities = JSON.parse('{ "vision": true, "completion_chat": true }');
    for (const strange of [null, capabilities, ['tool_use']])
      assert.equal(listed({ id: 'local', capabilities: strange }).described, undefined);
  });

  it('may be described only in part', () => {
    const facts = listed({ id: 'local' });
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
    assert.equal(successorOf(listed({ id: 'claude-opus-4-7', lifecycle: 'deprecated' })), 'claude-opus-5-5');
    for (const model of builtinModels)
      if (model.lifecycle !== 'active')
        assert.equal(modelFacts(successorOf(model) ?? '').lifecycle, 'active', model.id);
  });
});

describe('the table of prices', () => {
  // USD for a million tokens of input, from the pages of the models, November 2026.
  const inputs: Record<string, number> = {
    ...{ 'claude-fable-5-2': 8, 'claude-mythos-5-2': 8, 'claude-fable-5-1': 10 },
    ...{ 'claude-haiku-5-5': 0.1, 'claude-sonnet-5-5': 2, 'claude-opus-5-5': 4 },
    ...{ 'claude-sonnet-5': 2, 'claude-opus-5': 5, 'claude-opus-4-8': 5, 'claude-opus-4-7': 5 },
    ...{ 'claude-opus-4-6': 5, 'claude-sonnet-4-6': 3, 'claude-opus-4-5': 5, 'claude-sonnet-4-5': 3 },
    'claude-haiku-4-5': 1,
  };
  // All others read the cache for a tenth of the price of input.
  const cheaper: Record<string, number> = { 'claude-opus-5-5': 0.05, 'claude-fable-5-1': 0.025 };

  for (const [model, input] of Object.entries(inputs))
    it(`has the price of ${model} and what follows from it`, () => {
      const nothing = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
      // The price of a hundred thousand tokens: of more, Haiku 5.5 costs more.
      const factor = (kind: keyof typeof nothing) =>
        Number(((cost(model, { ...nothing, [kind]: 100_000 }) ?? 0) / (input / 10)).toFixed(6));
      assert.equal(factor('input'), 1);
      assert.equal(factor('output'), 5);
      assert.equal(factor('cacheWrite'), 1.25);
      assert.equal(factor('cacheRead'), cheaper[model] ?? 0.1);
    });

  it('is dated', () => {
    assert.match(pricesAsOf, /^2026-\d\d-\d\d$/);
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
    const above = { input: 1, output: 2, cacheRead: 100_000, cacheWrite: 3 };
    const expected = (0.5 + 2 * 2.5 + 100_000 * 0.05 + 3 * 0.625) / 1e6;
    assert.ok(Math.abs(cost('claude-haiku-5-5', above)! - expected) < 1e-12);
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
    assert.deepEqual(estimate('qwen', { input: 4800, answer: 600 }), { tokens: 4800 });
  });

  it('is estimated before anything is sent', () => {
    const { tokens, usd } = estimate('claude-sonnet-5-5', { input: 4790, answer: 600 });
    assert.equal(tokens, 4790);
    assert.ok(usd! > 0.0096 && usd! < 0.02);
    // 4,790 × 2.5 millionths of a dollar, as it is written to the cache, and 600 × 10 for the answer.
    const cached = estimate('claude-sonnet-5-5', { input: 4790, answer: 600, cached: true });
    assert.deepEqual(cached, { tokens: 4790, inputUsd: 0.011975, usd: 0.017975 });
    assert.equal(textTokens(''), 0);
    assert.equal(textTokens('ten words '.repeat(30)), 100);
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
