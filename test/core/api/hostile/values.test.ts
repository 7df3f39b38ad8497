import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { cost, priceOf } from '../../../../src/core/api/models/prices.ts';
import {
  apiOf,
  data,
  delta,
  failureOf,
  heard,
  on,
  question,
  start,
  stop,
  streaming,
  useServer,
} from '../harness.ts';

/** Names that every plain object has. */
const inherited = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'];

describe('a name that every object has', () => {
  const server = useServer();
  const run = () => heard(apiOf(server.url()).answer(question(), on));
  const never = { 'x-should-retry': 'false', 'content-type': 'application/json' };

  for (const name of inherited) {
    it(`is no type and no code of an error: ${name}`, async () => {
      const body = `{"error":{"type":"${name}","message":"No.","details":{"error_code":"${name}"}}}`;
      server.handle((_, response) => response.writeHead(400, never).end(body));
      const { failure } = await run();
      assert.deepEqual([failure?.kind, failure?.detail, failure?.code], ['badRequest', 'No.', name]);
    });

    it(`is no type of an error in a stream: ${name}`, async () => {
      server.handle(streaming(data(start), `data: {"type":"error","error":{"type":"${name}"}}\n\n`));
      assert.equal((await run()).failure?.kind, 'serverError');
    });

    it(`is no reason to stop, and no known model: ${name}`, async () => {
      const begin = `data: {"type":"message_start","message":{"model":"${name}"}}\n\n`;
      const end = `data: {"type":"message_delta","delta":{"stop_reason":"${name}"}}\n\n`;
      server.handle(streaming(begin, data(delta('Yes')), end, data(stop)));
      const { events, text } = await run();
      assert.equal(text, 'Yes');
      assert.deepEqual(events[0], { type: 'started', model: name, requestId: 'req_raw' });
      assert.deepEqual(events.at(-1), { type: 'end', reason: 'complete' });
    });

    it(`has no price: ${name}`, () => {
      assert.equal(priceOf(name), undefined);
      assert.equal(cost(name, { input: 1, output: 1, cacheRead: 0, cacheWrite: 0 }), undefined);
    });
  }
});

describe('a value of the wrong type', () => {
  const server = useServer();
  const run = () => heard(apiOf(server.url()).answer(question(), on));

  for (const count of ['"many"', '-1', '1.5', '1e400', 'null', '{}', '[1]'])
    it(`counts no tokens: ${count}`, async () => {
      const usage = `data: {"type":"message_delta","delta":{},"usage":{"output_tokens":${count}}}\n\n`;
      server.handle(streaming(data(start), usage, data(stop)));
      const { events, failure } = await run();
      assert.equal(failure, undefined);
      const last = events.findLast((event) => event.type === 'usage');
      assert.deepEqual(last?.usage, { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 });
    });

  for (const event of [
    { type: 'content_block_delta', delta: { type: 'text_delta', text: 5 } },
    { type: 'content_block_delta', delta: { type: 'text_delta', text: { toString: 'x' } } },
    { type: 'content_block_delta' },
    { type: 'content_block_start', content_block: null },
    { type: ['message_stop'] },
    {},
  ])
    it(`ends the answer, for a piece of it: ${JSON.stringify(event)}`, async () => {
      server.handle(streaming(data(start, delta('Yes'), event, stop)));
      const { failure, text } = await run();
      assert.equal(failure?.kind, 'invalidResponse');
      assert.equal(text, 'Yes');
    });

  it('ends an answer in one piece', async () => {
    for (const content of [undefined, null, 'text', [null], [{ type: 'text', text: 1 }]]) {
      server.handle((_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ type: 'message', content }));
      });
      assert.equal((await run()).failure?.kind, 'invalidResponse', JSON.stringify(content));
    }
  });

  const json = (value: unknown) =>
    server.handle((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    });

  it('is no count, no file, no batch and no list', async () => {
    const api = apiOf(server.url(), { models: [{ ...model, described: true }] });
    for (const value of [null, [], 'text', { input_tokens: '5', id: 5, data: {}, request_counts: null }]) {
      json(value);
      assert.equal((await failureOf(api.countTokens(question(), on))).kind, 'invalidResponse');
      assert.equal((await failureOf(api.listModels(on))).kind, 'invalidResponse');
      assert.equal((await failureOf(api.followBatch('batch', () => 1, on))).kind, 'invalidResponse');
      assert.equal(
        (await failureOf(api.createBatches([{ id: 'a', request: question() }], on))).kind,
        'invalidResponse',
      );
    }
  });

  it('is left out of a list, with its row', async () => {
    const good = { id: 'good', max_tokens: '5', lifecycle: 'unheard of', retires_at: 7 };
    json({ data: [null, 5, { id: 6 }, { id: '' }, { id: 'x'.repeat(5000) }, good, { id: '__proto__' }] });
    const list = await apiOf(server.url()).listModels(on);
    assert.deepEqual(
      list.map(({ id, lifecycle, maxOutput, retires }) => [id, lifecycle, maxOutput, retires]),
      [
        ['good', 'active', undefined, undefined],
        ['__proto__', 'active', undefined, undefined],
      ],
    );
  });

  it('is the failure of one result of a batch', async () => {
    const lines = [
      { custom_id: 'a', result: { type: 'succeeded', message: { type: 'message', content: 5 } } },
      { custom_id: 'b', result: { type: 'errored', error: { error: { type: '__proto__' } } } },
      { custom_id: 'c', result: { type: 'succeeded', message: { type: 'message', content: [] } } },
    ];
    server.handle((_, response) => response.end(lines.map((line) => `${JSON.stringify(line)}\n`).join('')));
    const results = [];
    for await (const result of apiOf(server.url()).batchResults('batch', on)) results.push(result);
    assert.deepEqual(
      results.map((result) => (result.type === 'failed' ? result.failure.kind : result.type)),
      ['invalidResponse', 'serverError', 'answer'],
    );
  });
});

const model = {
  ...{
    id: 'local',
    name: 'local',
    imageInput: true,
    efforts: [],
    schema: false,
    tools: false,
    thinks: false,
  },
  lifecycle: 'active',
} as const;
