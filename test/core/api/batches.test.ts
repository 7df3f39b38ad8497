import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'mocha';
import { type BatchItem, type CreatedBatch, createBatches } from '../../../src/core/api/batches.ts';
import { createClient } from '../../../src/core/api/client.ts';
import { dialectOf } from '../../../src/core/api/dialects.ts';
import type { ServerContext } from '../../../src/core/api/serverContext.ts';
import { png } from '../emulator/pictures.ts';
import {
  apiOf,
  claudeApi,
  failureOf,
  image,
  key,
  on,
  question,
  text,
  useEmulator,
  useServer,
} from './harness.ts';

const item = (id: string, request = question()): BatchItem => ({ id, request });

const soon = () => 0.001;

function contextOf(baseUrl: string): ServerContext {
  const dialect = dialectOf('https://api.anthropic.com');
  const client = createClient({ baseUrl, key, dialect, fetch: globalThis.fetch });
  return { baseUrl, client, dialect, key, models: [], idleMs: 5000 };
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const one of items) list.push(one);
  return list;
}

describe('a batch', () => {
  const emulator = useEmulator({ batchPolls: 2 });

  it('is created, followed to its end and read', async () => {
    const api = claudeApi(emulator().url);
    const bad = question(image(png(8001, 10)), text('?'));
    const [batch] = await all(api.createBatches([item('one'), item('two'), item('bad', bad)], on));
    assert.ok(batch);
    assert.deepEqual([batch.state, batch.waiting, batch.done], ['running', 3, 0]);
    const states = (await all(api.followBatch(batch.id, soon, on))).map(({ state }) => state);
    assert.deepEqual(states, ['running', 'running', 'ended']);
    const read = await all(api.batchResults(batch.id, on));
    const results = new Map(read.map((result) => ['id' in result ? result.id : '', result]));
    assert.deepEqual([...results.keys()].sort(), ['bad', 'one', 'two']);
    const one = results.get('one');
    assert.ok(one?.type === 'answer' && one.text !== '' && one.reason === 'complete' && one.usage);
    const refused = results.get('bad');
    assert.ok(refused?.type === 'failed');
    assert.equal(refused.failure.kind, 'imageRefused');
    assert.deepEqual(refused.failure.images, [{ message: 0, part: 0 }]);
  });

  it('asks each question as it would be asked alone, but neither streamed nor cached', async () => {
    await all(claudeApi(emulator().url).createBatches([item('one')], on));
    const { body } = await emulator().request(0, '/v1/messages/batches');
    const { requests } = body as { requests: { custom_id: string; params: Record<string, unknown> }[] };
    assert.equal(requests[0]?.custom_id, 'one');
    assert.deepEqual(Object.keys(requests[0]!.params).sort(), ['max_tokens', 'messages', 'model']);
    assert.ok(!JSON.stringify(requests).includes('cache_control'));
  });

  it('takes its items from a slow source, and nothing is created for none', async () => {
    async function* slowly() {
      yield item('one');
      yield item('two');
    }
    assert.equal((await all(claudeApi(emulator().url).createBatches(slowly(), on)))[0]?.waiting, 2);
    assert.deepEqual(await all(claudeApi(emulator().url).createBatches([], on)), []);
  });

  it('is split where it would be too large', async () => {
    const context = contextOf(emulator().url);
    const items = ['a', 'b', 'c', 'd', 'e'].map((id) => item(id));
    const byCount = await all(createBatches(context, items, on, { requests: 2, bytes: 1e6 }));
    assert.deepEqual(
      byCount.map(({ waiting }) => waiting),
      [2, 2, 1],
    );
    const size = JSON.stringify(items[0]).length;
    const byBytes = await all(createBatches(context, items, on, { requests: 100, bytes: 1024 + 3 * size }));
    assert.ok(byBytes.length > 1);
    assert.equal(
      byBytes.reduce((sum, { waiting }) => sum + waiting, 0),
      5,
    );
    const bodies = emulator().requests.filter(({ path }) => path === '/v1/messages/batches');
    for (const { bodyLength } of bodies.slice(3)) assert.ok(bodyLength <= 1024 + 3 * size);
  });

  it('holds up to 100,000 requests', async function () {
    this.timeout(60_000);
    const lengths: number[] = [];
    const fetch: typeof globalThis.fetch = async (_, init) => {
      lengths.push((init!.body as Uint8Array).byteLength);
      const request_counts = { processing: 0, succeeded: 0, errored: 0, canceled: 0, expired: 0 };
      return Response.json({ id: 'msgbatch_1', processing_status: 'in_progress', request_counts });
    };
    const one = item('one', question(text('?')));
    const items = Array.from({ length: 100_001 }, () => one);
    await all(claudeApi('http://h', { fetch }).createBatches(items, on));
    const [many = 0, single = 0, ...others] = lengths;
    const around = '{"requests":[]}'.length;
    // All are of the same length, with a comma between them.
    assert.equal((many - around + 1) / (single - around + 1), 100_000);
    assert.deepEqual(others, []);
  });

  it('can be canceled', async () => {
    const api = claudeApi(emulator().url);
    const [batch] = await all(api.createBatches([item('one')], on));
    assert.equal((await api.cancelBatch(batch!.id, on)).state, 'canceling');
    await all(api.followBatch(batch!.id, soon, on));
    const [result] = await all(api.batchResults(batch!.id, on));
    assert.deepEqual(result, { id: 'one', type: 'canceled' });
  });

  it('is no longer followed when stopped, however long the pause', async () => {
    const api = claudeApi(emulator().url);
    const [batch] = await all(api.createBatches([item('one')], on));
    const stop = new AbortController();
    const states = api.followBatch(batch!.id, () => 3600, stop.signal)[Symbol.asyncIterator]();
    await states.next();
    const next = states.next();
    stop.abort();
    await assert.rejects(next, { name: 'AbortError' });
  });

  it('is refused for an id that cannot be one, before anything is sent', async () => {
    const failure = await failureOf(claudeApi(emulator().url).createBatches([item('docs/a.md')], on));
    assert.equal(failure.kind, 'badRequest');
    assert.equal(emulator().requests.length, 0);
  });

  it('is not sent to a server that has none', async () => {
    assert.equal(
      (await failureOf(apiOf(emulator().url).createBatches([item('one')], on))).code,
      'not_offered',
    );
  });

  it('fails with a reason when nobody knows it', async () => {
    assert.equal((await failureOf(claudeApi(emulator().url).batchResults('msgbatch_x', on))).status, 404);
  });
});

describe('a batch whose response is lost', () => {
  const emulator = useEmulator();
  /** How many responses to a creation are lost. */
  let losses = 0;
  const proxy = createServer(async (request, response) => {
    const { method = 'GET', url, headers } = request;
    const body = method === 'POST' ? Buffer.concat(await request.toArray()) : undefined;
    const names = ['x-api-key', 'authorization', 'anthropic-version', 'content-type'];
    const sent = names.flatMap((name): [string, string][] =>
      headers[name] ? [[name, `${headers[name]}`]] : [],
    );
    const answer = await fetch(`${emulator().url}${url}`, { method, headers: sent, ...(body && { body }) });
    if (method === 'POST' && losses-- > 0) response.destroy();
    else response.writeHead(answer.status).end(await answer.text());
  });
  let url = '';
  before(async () => {
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  });
  after(() => proxy.close());
  const created = () => emulator().requests.filter(({ method }) => method === 'POST').length;

  for (const lost of [1, 3])
    it(`is not created again: ${lost} times`, async () => {
      losses = lost;
      const [batch] = await all(claudeApi(url).createBatches([item('one'), item('two')], on));
      assert.deepEqual(batch?.items, ['one', 'two']);
      assert.equal(created(), 1);
    });

  it('is not taken for the one before it, which is as large', async () => {
    const limits = { requests: 1, bytes: 1e6 };
    const batches: CreatedBatch[] = [];
    for await (const batch of createBatches(contextOf(emulator().url), [item('a'), item('b')], on, limits)) {
      if (batches.push(batch) === 1) emulator().script({ kind: 'reset', path: '/v1/messages/batches' });
    }
    assert.equal(new Set(batches.map(({ id }) => id)).size, 2);
  });
});

describe('the results of a batch', () => {
  const server = useServer();
  const lines = (...ids: string[]) =>
    ids.map((id) => JSON.stringify({ custom_id: id, result: { type: 'expired' } }));

  it('are read line by line, however they are cut, and come from the chosen server only', async () => {
    const paths: (string | undefined)[] = [];
    server.handle((request, response) => {
      paths.push(request.url);
      response.writeHead(200);
      for (const byte of Buffer.from(`${lines('a', 'b').join('\r\n')}\n\n${lines('c')[0]}`))
        response.write(Buffer.of(byte));
      response.end();
    });
    const results = await all(claudeApi(server.url()).batchResults('../x', on));
    assert.deepEqual(
      results.map((result) => 'id' in result && result.id),
      ['a', 'b', 'c'],
    );
    assert.deepEqual(paths, ['/v1/messages/batches/..%2Fx/results']);
  });

  it('are cut when the connection is', async () => {
    server.handle((_, response) => {
      response.writeHead(200, { 'content-length': '99999' });
      response.write(`${lines('a')[0]}\n`, () => response.destroy());
    });
    assert.equal((await failureOf(claudeApi(server.url()).batchResults('x', on))).kind, 'cutStream');
  });
});
