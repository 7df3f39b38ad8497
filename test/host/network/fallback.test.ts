import assert from 'node:assert/strict';
import { once } from 'node:events';
import net, { type Socket } from 'node:net';
import { afterEach, describe, it } from 'mocha';
import type { Fetch } from '../../../src/core/api/answerTypes.ts';
import { createAuthority } from './parts/authority.ts';
import { failureOf } from './parts/failing.ts';
import { closeAll, listening } from './parts/listening.ts';
import { editorTo, makeFetch } from './parts/networkFetch.ts';
import { startServer } from './parts/server.ts';

describe('the fallback to the editor', () => {
  afterEach(closeAll);

  it('gives the editor a host that nobody else can reach, whole and once, and remembers it', async () => {
    const server = await startServer();
    const { fetch, editorCalls, lines } = makeFetch({ editor: editorTo(server.port) });
    const init = { method: 'POST', headers: { 'x-api-key': 'secret' }, body: '{"a":1}' };
    assert.equal(await (await fetch('https://api.test/v1/messages', init)).text(), 'hello');
    const [received] = server.received;
    assert.equal(`${received?.method} ${received?.url}`, 'POST /v1/messages');
    assert.equal(received?.headers['x-api-key'], 'secret');
    assert.equal(received?.body.toString(), '{"a":1}');
    const used = fetch.transportOf('api.test');
    assert.equal(used?.transport, 'editor');
    assert.equal(used?.because?.kind, 'noConnection');
    await (await fetch('https://api.test/v1/messages', init)).text();
    assert.deepEqual(fetch.transportOf('api.test'), used);
    assert.equal(editorCalls.length, 2);
    assert.equal(lines.length, 1, 'the second request did not try undici again');
    assert.match(lines[0] ?? '', /api\.test/);
    assert.doesNotMatch(lines[0] ?? '', /secret/);
  });

  it('tries undici again after the editor failed on a host', async () => {
    const server = await startServer();
    let editor: Fetch = editorTo(server.port);
    const { fetch, lines } = makeFetch({ editor: (...args) => editor(...args) });
    await (await fetch('https://api.test/')).text();
    editor = async () => {
      throw new TypeError('fetch failed');
    };
    assert.equal((await failureOf(fetch('https://api.test/'))).kind, 'noConnection');
    assert.equal(fetch.transportOf('api.test'), undefined);
    await failureOf(fetch('https://api.test/'));
    assert.equal(lines.length, 2);
  });

  it('remembers each host by itself', async () => {
    const server = await startServer();
    const { fetch } = makeFetch({ editor: editorTo(server.port) });
    const local = `127.0.0.1:${server.port}`;
    await Promise.all(
      ['https://api.test/', `http://${local}/`].map(async (url) => (await fetch(url)).text()),
    );
    assert.equal(fetch.transportOf('api.test')?.transport, 'editor');
    assert.deepEqual(fetch.transportOf(local), { transport: 'undici' });
  });

  it('asks the editor when nobody listens', async () => {
    const port = await listening(net.createServer());
    await closeAll();
    const { fetch, editorCalls } = makeFetch({});
    const failure = await failureOf(fetch(`http://127.0.0.1:${port}/`));
    assert.equal(failure.kind, 'noConnection');
    assert.match(
      failure.detail,
      new RegExp(`^ECONNREFUSED \\(127\\.0\\.0\\.1:${port}\\); the editor: ENOTFOUND`),
    );
    assert.equal(editorCalls.length, 1);
  });

  it('asks the editor when a server takes the connection and says nothing', async () => {
    const port = await listening(net.createServer());
    const { fetch, editorCalls, lines } = makeFetch({ connectTimeout: 200 });
    assert.equal((await failureOf(fetch(`https://127.0.0.1:${port}/`))).kind, 'noConnection');
    assert.match(lines.join(), /UND_ERR_CONNECT_TIMEOUT/);
    assert.equal(editorCalls.length, 1);
  });

  it('tells the precise reason of the editor', async () => {
    const editor: Fetch = async () => {
      throw new TypeError('fetch failed', {
        cause: new Error('Proxy response (407) !== 200 when HTTP Tunneling'),
      });
    };
    const { fetch } = makeFetch({ editor });
    assert.equal((await failureOf(fetch('https://api.test/'))).kind, 'proxyAuthentication');
  });

  it('leaves a mistake of the caller a mistake', async () => {
    const { fetch, editorCalls } = makeFetch({});
    await assert.rejects(fetch('no address'), TypeError);
    await assert.rejects(fetch('http://127.0.0.1/', { headers: { 'a b': 'c' } }), TypeError);
    assert.deepEqual(editorCalls, []);
  });
});

describe('a request is never sent twice', () => {
  afterEach(closeAll);

  /** A server that destroys the connection when `enough` holds of what it has read. */
  async function breaking(enough: (read: string) => boolean) {
    const seen: string[] = [];
    const server = net.createServer((socket: Socket) => {
      const index = seen.push('') - 1;
      socket.on('error', () => socket.destroy());
      if (enough('')) socket.destroy();
      socket.on('data', (data) => {
        seen[index] += data.toString('latin1');
        if (enough(seen[index] ?? '')) socket.resetAndDestroy();
      });
    });
    return { port: await listening(server), seen };
  }

  const body = 'x'.repeat(3_000_000);
  const breaks: readonly [string, (read: string) => boolean][] = [
    ['the first byte', (read) => read.length > 0],
    ['the head', (read) => read.includes('\r\n\r\n')],
    ['half the body', (read) => read.length > body.length / 2],
    ['the whole request', (read) => read.endsWith(`\r\n\r\n${body}`)],
  ];
  for (const [what, enough] of breaks)
    it(`when the server breaks off after ${what}`, async () => {
      const { port, seen } = await breaking(enough);
      const { fetch, editorCalls } = makeFetch({});
      const failure = await failureOf(fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body }));
      assert.equal(failure.kind, 'noConnection');
      assert.deepEqual(editorCalls, []);
      assert.equal(seen.filter((read) => read !== '').length, 1);
    });

  it('when the server breaks off at once: whoever may have sent a byte is the only one', async () => {
    const { port, seen } = await breaking(() => true);
    const { fetch, editorCalls } = makeFetch({});
    await failureOf(fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'x' }));
    assert.ok(seen.length + editorCalls.length <= 2);
    assert.ok(editorCalls.length === 0 || seen.every((read) => read === ''));
  });

  it('when the server leaves a kept connection just as it is used again', async () => {
    const server = await startServer((_, response) => {
      if (server.received.length === 1) response.end('first');
      else response.destroy();
    });
    const { fetch, editorCalls } = makeFetch({});
    const url = `http://127.0.0.1:${server.port}/`;
    await (await fetch(url, { method: 'POST', body: 'one' })).text();
    assert.equal((await failureOf(fetch(url, { method: 'POST', body: 'two' }))).kind, 'noConnection');
    assert.deepEqual(
      server.received.map((request) => request.body.toString()),
      ['one', 'two'],
    );
    assert.deepEqual(editorCalls, []);
  });

  it('when the server says that it is the wrong one', async () => {
    const server = await startServer((_, response) => response.writeHead(421, 'Misdirected').end('not here'));
    const { fetch, editorCalls } = makeFetch({});
    const response = await fetch(`http://127.0.0.1:${server.port}/`, { method: 'POST', body: 'x' });
    assert.deepEqual([response.status, await response.text()], [421, 'not here']);
    assert.equal(server.received.length, 1);
    assert.deepEqual(editorCalls, []);
  });

  it('when the server breaks off inside TLS', async () => {
    const authority = await createAuthority('Test Authority');
    const identity = await authority.issue('localhost');
    const server = await startServer((_, response) => response.destroy(), identity);
    const { fetch, editorCalls } = makeFetch({ certificates: () => [authority.certificate] });
    const url = `https://localhost:${server.port}/`;
    assert.equal((await failureOf(fetch(url, { method: 'POST', body: 'x' }))).kind, 'noConnection');
    assert.equal(server.heads.length, 1);
    assert.deepEqual(editorCalls, []);
  });

  it('when a server redirects to one that cannot be reached', async () => {
    const server = await startServer((_, response) =>
      response.writeHead(307, { location: 'https://api.test/' }).end(),
    );
    const { fetch, editorCalls } = makeFetch({});
    await failureOf(fetch(`http://127.0.0.1:${server.port}/`, { method: 'POST', body: 'x' }));
    assert.equal(server.heads.length, 1);
    assert.deepEqual(editorCalls, []);
  });
});

describe('an abort', () => {
  afterEach(closeAll);

  const reason = new Error('stopped by the user');

  it('while connecting ends the request; the editor is not asked', async () => {
    const silent = net.createServer();
    const port = await listening(silent);
    const connected = once(silent, 'connection');
    const controller = new AbortController();
    const { fetch, editorCalls } = makeFetch({});
    const promise = fetch(`https://127.0.0.1:${port}/`, { signal: controller.signal });
    await Promise.all([assert.rejects(promise, reason), connected.then(() => controller.abort(reason))]);
    assert.deepEqual(editorCalls, []);
  });

  it('while waiting for the head ends the request', async () => {
    const controller = new AbortController();
    const server = await startServer(() => controller.abort(reason));
    const { fetch, editorCalls } = makeFetch({});
    await assert.rejects(fetch(`http://127.0.0.1:${server.port}/`, { signal: controller.signal }), reason);
    assert.equal(server.heads.length, 1);
    assert.deepEqual(editorCalls, []);
  });

  it('while the body arrives ends the body, and the connection', async () => {
    const controller = new AbortController();
    let closed: Promise<unknown> | undefined;
    const server = await startServer((_, response) => {
      response.write('first');
      closed = once(response, 'close');
    });
    const { fetch } = makeFetch({});
    const response = await fetch(`http://127.0.0.1:${server.port}/`, { signal: controller.signal });
    const reader = response.body!.getReader();
    assert.equal(Buffer.from((await reader.read()).value!).toString(), 'first');
    controller.abort(reason);
    await assert.rejects(reader.read(), reason);
    await closed;
  });

  it('before the start asks nobody', async () => {
    const server = await startServer();
    const { fetch, editorCalls } = makeFetch({});
    const url = `http://127.0.0.1:${server.port}/`;
    await assert.rejects(fetch(url, { signal: AbortSignal.abort(reason) }), reason);
    assert.deepEqual([server.heads, editorCalls], [[], []]);
  });

  it('while the editor is asked stays an abort and forgets no transport', async () => {
    const controller = new AbortController();
    const server = await startServer((request, response) => {
      if (request.url === '/wait') controller.abort(reason);
      else response.end('hello');
    });
    const { fetch } = makeFetch({ editor: editorTo(server.port) });
    await (await fetch('https://api.test/')).text();
    await assert.rejects(fetch('https://api.test/wait', { signal: controller.signal }), reason);
    assert.equal(fetch.transportOf('api.test')?.transport, 'editor');
  });
});
