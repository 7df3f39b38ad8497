import assert from 'node:assert/strict';
import { afterEach, before, describe, it } from 'mocha';
import { type Authority, createAuthority } from './parts/authority.ts';
import { failureOf } from './parts/failing.ts';
import { closeAll } from './parts/listening.ts';
import { editorTo, makeFetch } from './parts/networkFetch.ts';
import { type ProxyOptions, startProxy, type TestProxy } from './parts/proxy.ts';
import { startServer } from './parts/server.ts';

const credentials = `Basic ${Buffer.from('ann:p@ss word').toString('base64')}`;

describe('proxies', () => {
  let authority: Authority;
  before(async () => {
    authority = await createAuthority('Test Authority');
  });
  afterEach(closeAll);

  const certificates = () => [authority.certificate];
  const secureServer = async () => startServer(undefined, await authority.issue('api.test'));
  const proxyTo = (port: number, options: Partial<ProxyOptions> = {}) =>
    startProxy({ names: { 'api.test:443': port, 'api.test:80': port }, ...options });
  const at = ({ port }: TestProxy, user = '') => `http://${user}127.0.0.1:${port}`;

  it('tunnels https through http.proxy to a name that only the proxy knows', async () => {
    const server = await secureServer();
    const proxy = await proxyTo(server.port);
    const { fetch, editorCalls } = makeFetch({ settings: { proxy: at(proxy) }, certificates });
    const response = await fetch('https://api.test/v1/messages?x=1', { method: 'POST', body: 'text' });
    assert.equal(await response.text(), 'hello');
    assert.equal(response.url, 'https://api.test/v1/messages?x=1');
    assert.deepEqual(proxy.requests, ['CONNECT api.test:443']);
    assert.equal(server.received[0]?.body.toString(), 'text');
    assert.deepEqual(fetch.transportOf('api.test'), { transport: 'undici' });
    assert.deepEqual(editorCalls, []);
  });

  it('keeps tunnels for further requests', async () => {
    const proxy = await proxyTo((await secureServer()).port);
    const { fetch } = makeFetch({ settings: { proxy: at(proxy) }, certificates });
    for (let i = 0; i < 5; i++) await (await fetch('https://api.test/')).text();
    // undici opens a second connection when asked again before the first has seen the end of its answer.
    assert.ok(proxy.requests.length <= 2, `${proxy.requests.length} tunnels`);
  });

  it('sends user and password of the address to the proxy, and to nobody else', async () => {
    const server = await secureServer();
    const proxy = await proxyTo(server.port, { authorization: credentials });
    const settings = { proxy: at(proxy, 'ann:p%40ss%20word@') };
    const { fetch } = makeFetch({ settings, certificates });
    assert.equal(await (await fetch('https://api.test/')).text(), 'hello');
    assert.equal(server.received[0]?.headers['proxy-authorization'], undefined);
  });

  it('prefers http.proxyAuthorization to the address', async () => {
    const proxy = await proxyTo((await secureServer()).port, { authorization: 'Bearer token' });
    const settings = { proxy: at(proxy, 'ann:wrong@'), proxyAuthorization: 'Bearer token' };
    const { fetch } = makeFetch({ settings, certificates });
    assert.equal(await (await fetch('https://api.test/')).text(), 'hello');
  });

  it('reports a refused password as such, once the editor has been asked, and never shows it', async () => {
    const server = await secureServer();
    const proxy = await proxyTo(server.port, { authorization: credentials });
    const settings = { proxy: at(proxy, 'ann:secret-word@') };
    const { fetch, editorCalls, lines } = makeFetch({ settings, certificates });
    const headers = { 'x-api-key': 'secret-key' };
    const failure = await failureOf(fetch('https://api.test/', { headers }));
    assert.equal(failure.kind, 'proxyAuthentication');
    assert.match(failure.detail, new RegExp(`407 \\(127\\.0\\.0\\.1:${proxy.port}\\)`));
    assert.deepEqual(editorCalls, ['https://api.test/']);
    assert.equal(lines.length, 1);
    assert.doesNotMatch(JSON.stringify([failure, lines]), /secret|YW5u/);
    assert.deepEqual(server.heads, []);
  });

  it('leaves a proxy that wants more than a password to the editor', async () => {
    const server = await secureServer();
    const proxy = await proxyTo(server.port, { authorization: 'Negotiate ticket' });
    const behind = await startServer();
    const { fetch } = makeFetch({
      ...{ settings: { proxy: at(proxy) }, certificates },
      editor: editorTo(behind.port),
    });
    assert.equal(await (await fetch('https://api.test/', { method: 'POST', body: 'once' })).text(), 'hello');
    assert.deepEqual(
      behind.received.map(({ body }) => body.toString()),
      ['once'],
    );
    assert.equal(fetch.transportOf('api.test')?.because?.kind, 'proxyAuthentication');
  });

  it('gives plain http to the proxy with the whole address', async () => {
    const server = await startServer();
    const proxy = await proxyTo(server.port, { authorization: credentials });
    const settings = { proxy: at(proxy, 'ann:p%40ss%20word@') };
    const { fetch } = makeFetch({ settings });
    const response = await fetch('http://api.test/v1/models?limit=1', { headers: { 'x-own': 'kept' } });
    assert.equal(await response.text(), 'hello');
    assert.deepEqual(proxy.requests, ['GET http://api.test/v1/models?limit=1']);
    const [received] = server.received;
    assert.equal(received?.url, '/v1/models?limit=1');
    assert.equal(received?.headers.host, 'api.test');
    assert.equal(received?.headers['x-own'], 'kept');
  });

  it('does not repeat a plain http request that the proxy refused: its bytes have left', async () => {
    const proxy = await proxyTo((await startServer()).port, { authorization: credentials });
    const { fetch, editorCalls } = makeFetch({ settings: { proxy: at(proxy) } });
    const failure = await failureOf(fetch('http://api.test/', { method: 'POST', body: 'x' }));
    assert.equal(failure.kind, 'proxyAuthentication');
    assert.deepEqual(editorCalls, []);
    assert.equal(proxy.requests.length, 1);
  });

  it('reaches a proxy that itself speaks TLS', async () => {
    const server = await secureServer();
    const proxy = await proxyTo(server.port, { identity: await authority.issue('127.0.0.1') });
    const settings = { proxy: `https://127.0.0.1:${proxy.port}` };
    const { fetch } = makeFetch({ settings, certificates });
    assert.equal(await (await fetch('https://api.test/')).text(), 'hello');
    assert.deepEqual(proxy.requests, ['CONNECT api.test:443']);
  });

  it('takes the proxy of the environment when the setting is empty', async () => {
    const proxy = await proxyTo((await secureServer()).port);
    const { fetch } = makeFetch({ env: { https_proxy: at(proxy) }, certificates });
    assert.equal(await (await fetch('https://api.test/')).text(), 'hello');
    assert.equal(proxy.requests.length, 1);
  });

  it('goes past the proxy to hosts of http.noProxy and of this machine', async () => {
    const server = await startServer();
    const proxy = await proxyTo(server.port);
    const settings = { proxy: at(proxy), noProxy: ['api.test'] };
    const { fetch } = makeFetch({ settings });
    assert.equal((await failureOf(fetch('https://api.test/'))).kind, 'noConnection');
    assert.equal(await (await fetch(`http://localhost:${server.port}/`)).text(), 'hello');
    assert.equal(await (await fetch(`http://127.0.0.1:${server.port}/`)).text(), 'hello');
    assert.deepEqual(proxy.requests, []);
  });

  it('obeys http.proxySupport: off, for the environment too', async () => {
    const proxy = await proxyTo((await secureServer()).port);
    const settings = { proxy: at(proxy), proxySupport: 'off' };
    const { fetch } = makeFetch({ settings, env: { HTTPS_PROXY: at(proxy) }, certificates });
    assert.equal((await failureOf(fetch('https://api.test/'))).kind, 'noConnection');
    assert.deepEqual(proxy.requests, []);
  });

  for (const proxy of ['socks5://127.0.0.1:1', 'http://[broken', 'pac+http://127.0.0.1/x'])
    it(`leaves ${proxy} to the editor instead of going past it`, async () => {
      const behind = await startServer();
      const direct = await startServer();
      const { fetch } = makeFetch({ settings: { proxy }, editor: editorTo(behind.port) });
      assert.equal(await (await fetch('http://api.test/')).text(), 'hello');
      assert.equal(behind.received.length, 1);
      assert.equal(direct.received.length, 0);
    });

  const misbehaving: readonly [string, NonNullable<ProxyOptions['connect']>, RegExp][] = [
    ['hangs up on CONNECT', (socket) => socket.destroy(), /proxy hung up/],
    ['refuses CONNECT', (socket) => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n'), /proxy 403/],
    ['never answers CONNECT', () => {}, /no answer to CONNECT/],
    ['talks nonsense', (socket) => socket.end('ICY 200 OK\r\n\r\n'), /no HTTP/],
    [
      'hangs up after the tunnel stands',
      (socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'),
      /ECONNRESET|UND_ERR_SOCKET/,
    ],
  ];
  for (const [what, connect, detail] of misbehaving)
    it(`asks the editor, once, when the proxy ${what}`, async () => {
      const proxy = await startProxy({ names: {}, connect });
      const { fetch, editorCalls, lines } = makeFetch({
        settings: { proxy: at(proxy) },
        connectTimeout: 300,
      });
      assert.equal((await failureOf(fetch('https://api.test/'))).kind, 'noConnection');
      assert.match(lines.join(), detail);
      assert.equal(editorCalls.length, 1);
      assert.equal(proxy.requests.length, 1);
    });

  it('makes new connections when the settings change', async () => {
    const server = await secureServer();
    const [first, second] = [await proxyTo(server.port), await proxyTo(server.port)];
    let proxy = at(first);
    const { fetch } = makeFetch({ settings: () => ({ proxy }), certificates });
    await (await fetch('https://api.test/')).text();
    proxy = at(second);
    assert.equal(fetch.transportOf('api.test'), undefined);
    await (await fetch('https://api.test/')).text();
    assert.deepEqual([first.requests.length, second.requests.length], [1, 1]);
  });
});
