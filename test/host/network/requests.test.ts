import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import Anthropic, { toFile } from '@anthropic-ai/sdk';
import { afterEach, describe, it } from 'mocha';
import { networkFailure } from '../../../src/core/api/failures/networkFailure.ts';
import { bodyPieces } from '../../../src/core/api/stream/body.ts';
import { createAuthority } from './parts/authority.ts';
import { failureOf } from './parts/failing.ts';
import { closeAll } from './parts/listening.ts';
import { editorTo, makeFetch } from './parts/networkFetch.ts';
import { startServer } from './parts/server.ts';

const fileAnswer = (_: unknown, response: ServerResponse) =>
  response.setHeader('content-type', 'application/json').end('{"id":"file_1","type":"file"}');

describe('requests', () => {
  afterEach(closeAll);

  const pixels = Buffer.from([0, 255, 13, 10, 13, 10, 45, 45, 128]);
  for (const [transport, address] of [
    ['undici', undefined],
    ["the editor's", 'http://api.test'],
  ] as const)
    it(`upload a file with the SDK over ${transport}`, async () => {
      const server = await startServer(fileAnswer);
      const { fetch } = makeFetch({ editor: editorTo(server.port) });
      const baseURL = address ?? `http://127.0.0.1:${server.port}`;
      const client = new Anthropic({ apiKey: 'key', baseURL, fetch, maxRetries: 0 });
      const file = await toFile(pixels, 'a "b".png', { type: 'image/png' });
      assert.equal((await client.files.upload({ file })).id, 'file_1');
      const [received] = server.received;
      const sent = await new Response(new Uint8Array(received?.body ?? []), {
        headers: { 'content-type': received?.headers['content-type'] ?? '' },
      }).formData();
      const part = sent.get('file');
      assert.ok(part instanceof File);
      assert.equal(part.name, 'a "b".png');
      assert.equal(part.type, 'image/png');
      assert.deepEqual(Buffer.from(await part.arrayBuffer()), pixels);
    });

  const bodies: readonly [string, () => RequestInit['body'], string][] = [
    ['text', () => 'grüße', 'grüße'],
    ['bytes', () => new TextEncoder().encode('grüße'), 'grüße'],
    ['a blob', () => new Blob(['grüße']), 'grüße'],
    ['a query', () => new URLSearchParams({ a: 'b c' }), 'a=b+c'],
    ['a stream', () => new Blob(['grüße']).stream(), 'grüße'],
  ];
  for (const [what, body, expected] of bodies)
    it(`carry ${what}, to the editor as well after undici failed`, async () => {
      const server = await startServer();
      const { fetch } = makeFetch({ editor: editorTo(server.port) });
      for (const url of [`http://127.0.0.1:${server.port}/`, 'http://api.test/'])
        await (await fetch(url, { method: 'POST', body: body()!, duplex: 'half' } as RequestInit)).text();
      assert.deepEqual(
        server.received.map((received) => received.body.toString()),
        [expected, expected],
      );
    });

  it('take a Request in the place of an address', async () => {
    const server = await startServer();
    const { fetch } = makeFetch({});
    const request = new Request(`http://127.0.0.1:${server.port}/a`, {
      ...{ method: 'PUT', body: 'text', headers: { 'x-a': 'b' } },
    });
    await (await fetch(request)).text();
    const [received] = server.received;
    assert.equal(`${received?.method} ${received?.url} ${received?.headers['x-a']}`, 'PUT /a b');
    assert.equal(received?.body.toString(), 'text');
  });

  it("answer with Node's own Response: status, headers, an unpacked body, none at all", async () => {
    const server = await startServer((request, response) => {
      if (request.url === '/none') return void response.writeHead(204).end();
      response.writeHead(418, { 'content-encoding': 'gzip', 'x-a': 'b' }).end(gzipSync('packed'));
    });
    const { fetch } = makeFetch({});
    const response = await fetch(`http://127.0.0.1:${server.port}/`);
    assert.ok(response instanceof globalThis.Response);
    assert.deepEqual([response.status, response.ok, response.headers.get('x-a')], [418, false, 'b']);
    assert.equal(await response.text(), 'packed');
    const none = await fetch(`http://127.0.0.1:${server.port}/none`);
    assert.deepEqual([none.status, none.body], [204, null]);
  });

  // The client watches the body, so what holds for one transport holds for both.
  for (const [transport, address] of [
    ['undici', undefined],
    ["the editor's", 'http://api.test'],
  ] as const) {
    const read = async ({ port }: { port: number }, idle = 5000) => {
      const { fetch, editorCalls } = makeFetch({ editor: editorTo(port) });
      const response = await fetch(address ?? `http://127.0.0.1:${port}`);
      assert.equal(editorCalls.length, address ? 1 : 0);
      const { signal } = new AbortController();
      const limits = { idleMs: () => idle, maxBytes: 1000, maxMs: 60_000 };
      for await (const piece of bodyPieces(response.body!, limits, signal)) assert.equal(piece, 'first');
    };

    it(`fail with cutStream when the connection ends before the body does, over ${transport}`, async () => {
      const server = await startServer((_, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('first', () => response.destroy());
      });
      const { kind, detail } = await failureOf(read(server));
      assert.equal(kind, 'cutStream');
      assert.notEqual(detail, 'terminated', 'the cause says more');
      assert.equal(server.heads.length, 1);
    });

    it(`fail with silentStream when the body stops, and hang up, over ${transport}`, async () => {
      let closed: Promise<unknown> | undefined;
      const server = await startServer((_, response) => {
        response.write('first');
        closed = once(response, 'close');
      });
      assert.equal((await failureOf(read(server, 100))).kind, 'silentStream');
      await closed;
    });
  }

  it('hang up when the reader has had enough', async () => {
    let closed: Promise<unknown> | undefined;
    const server = await startServer((_, response) => {
      response.write('first');
      closed = once(response, 'close');
    });
    const { fetch } = makeFetch({});
    const response = await fetch(`http://127.0.0.1:${server.port}/`);
    for await (const _ of response.body!) break;
    await closed;
  });

  it('keep their failure through the SDK', async () => {
    const identity = await (await createAuthority('Unknown')).issue('localhost');
    const { port } = await startServer(fileAnswer, identity);
    const { fetch } = makeFetch({ certificates: () => [] });
    const client = new Anthropic({
      apiKey: 'key',
      baseURL: `https://localhost:${port}`,
      fetch,
      maxRetries: 0,
    });
    const error: unknown = await client.models.list().catch((reason: unknown) => reason);
    assert.ok(error instanceof Anthropic.APIConnectionError);
    assert.equal(networkFailure(error)?.kind, 'certificate');
  });

  it('end when the connections are closed', async () => {
    const { fetch, editorCalls } = makeFetch({});
    const server = await startServer(() => void fetch.dispose());
    const { kind } = await failureOf(fetch(`http://127.0.0.1:${server.port}/`));
    assert.equal(kind, 'noConnection');
    assert.deepEqual(editorCalls, []);
  });
});

describe('undici', () => {
  const slots = `['undici.globalDispatcher.1', 'undici.globalDispatcher.2'].map((name) => globalThis[Symbol.for(name)])`;
  const module = JSON.stringify(new URL('../../../src/host/network/undici.ts', import.meta.url).href);
  const script = `
    const { loadUndici } = await import(${module});
    const { Agent } = await loadUndici();
    console.log(JSON.stringify(${slots}.map((one) => one instanceof Agent)));`;

  it('is not what the other fetches of the process go through, even where it is loaded first', async () => {
    const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    assert.deepEqual(JSON.parse(stdout), [false, false]);
  });
});
