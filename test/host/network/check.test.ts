import assert from 'node:assert/strict';
import net from 'node:net';
import { afterEach, before, describe, it } from 'mocha';
import {
  type CheckRequest,
  type ConnectionFinding,
  checkConnection,
} from '../../../src/host/network/connectionCheck.ts';
import type { NetworkFetch } from '../../../src/host/network/fetch.ts';
import { type Authority, createAuthority } from './parts/authority.ts';
import { closeAll, listening } from './parts/listening.ts';
import { editorTo, makeFetch } from './parts/networkFetch.ts';
import { startProxy } from './parts/proxy.ts';
import { startServer } from './parts/server.ts';

describe('the check of the connection', () => {
  let authority: Authority;
  before(async () => {
    authority = await createAuthority('Test Authority');
  });
  afterEach(closeAll);

  const modelServer = (identity?: { key: string; cert: string }) =>
    startServer(({ headers }, response) => {
      const known = headers['x-api-key'] === 'secret-key';
      response.writeHead(known ? 200 : 401).end(known ? '{"data":[{"id":"one"},{"id":"two"}]}' : '{}');
    }, identity);

  async function check(fetch: NetworkFetch, url: string, request: Partial<CheckRequest> = {}) {
    const usual = { headers: { 'x-api-key': 'secret-key' }, keySource: 'stored', model: 'two' } as const;
    const whole = { ...usual, ...request, baseUrl: url };
    const report = await checkConnection(fetch, whole, new AbortController().signal);
    assert.doesNotMatch(JSON.stringify(report), /secret|Basic/);
    return report.findings;
  }

  function find<Kind extends ConnectionFinding['kind']>(findings: readonly ConnectionFinding[], kind: Kind) {
    return findings.find((finding): finding is ConnectionFinding & { kind: Kind } => finding.kind === kind);
  }

  it('reports the whole way through a proxy to a model', async () => {
    const server = await modelServer(await authority.issue('api.test'));
    const proxy = await startProxy({ names: { 'api.test:443': server.port } });
    const { fetch } = makeFetch({
      settings: { proxy: `http://ann:secret@127.0.0.1:${proxy.port}` },
      certificates: () => [authority.certificate],
    });
    const findings = await check(fetch, 'https://api.test');
    assert.deepEqual(
      findings.map(({ kind, good }) => [kind, good]),
      ['key', 'route', 'certificate', 'transport', 'answer', 'model'].map((kind) => [kind, true]),
    );
    const route = { kind: 'proxy', host: `127.0.0.1:${proxy.port}`, from: 'setting' };
    assert.deepEqual(find(findings, 'route')?.route, route);
    const { subject, issuer, root, validTo, problem } = find(findings, 'certificate')?.certificate ?? {};
    assert.deepEqual([subject, issuer, root], ['api.test', 'Test Authority', 'Test Authority']);
    assert.ok(Date.parse(validTo ?? '') > Date.now());
    assert.equal(problem, undefined);
    assert.equal(find(findings, 'answer')?.status, 200);
    assert.equal(find(findings, 'model')?.listed, 2);
    assert.equal(server.heads.length, 1, 'looking at the certificate sends no request');
  });

  it('names the authority that is not trusted, and the failure', async () => {
    const server = await modelServer(await authority.issue('localhost'));
    const { fetch } = makeFetch({ certificates: () => [] });
    const findings = await check(fetch, `https://localhost:${server.port}`);
    const certificate = find(findings, 'certificate');
    assert.equal(certificate?.good, false);
    assert.equal(certificate?.certificate.issuer, 'Test Authority');
    assert.equal(certificate?.certificate.problem, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    assert.equal(find(findings, 'unreachable')?.failure.kind, 'certificate');
  });

  it('finds nothing wrong with an untrusted certificate that the editor trusts', async () => {
    const server = await modelServer(await authority.issue('localhost'));
    const behind = await modelServer();
    const { fetch } = makeFetch({ certificates: () => [], editor: editorTo(behind.port) });
    const findings = await check(fetch, `https://localhost:${server.port}`);
    assert.ok(findings.every(({ good }) => good));
    assert.ok(find(findings, 'certificate')?.certificate.problem);
    assert.equal(find(findings, 'transport')?.used.because?.kind, 'certificate');
  });

  it('tells a refused key, a missing one, and a server that needs none', async () => {
    const server = await modelServer();
    const { fetch } = makeFetch({});
    const url = `http://127.0.0.1:${server.port}`;
    const refused = await check(fetch, url, { headers: {} });
    assert.deepEqual([find(refused, 'answer')?.good, find(refused, 'answer')?.status], [false, 401]);
    assert.equal(find(refused, 'model'), undefined);
    const missing = await check(fetch, url, { headers: {}, keySource: 'missing' });
    assert.equal(find(missing, 'key')?.good, false);
    assert.equal(find(await check(fetch, url, { keySource: 'missing' }), 'key')?.good, true);
  });

  it('tells a model that is not in the list, and an answer that is no list', async () => {
    const server = await modelServer();
    const page = await startServer((_, response) => response.end('<html>Sign in to the network</html>'));
    const { fetch } = makeFetch({});
    const other = find(await check(fetch, `http://127.0.0.1:${server.port}`, { model: 'three' }), 'model');
    assert.deepEqual(other, { kind: 'model', good: false, model: 'three', listed: 2 });
    const none = find(await check(fetch, `http://127.0.0.1:${page.port}`), 'model');
    assert.deepEqual(none, { kind: 'model', good: false, model: 'two', listed: 0 });
  });

  it('knows a model by its name without the date that the list has', async () => {
    const data = [{ id: 'claude-haiku-4-5-20251001' }];
    const server = await startServer((_, response) => response.end(JSON.stringify({ data })));
    const findings = await check(makeFetch({}).fetch, `http://127.0.0.1:${server.port}`, {
      model: 'claude-haiku-4-5',
    });
    assert.equal(find(findings, 'model')?.good, true);
  });

  it('tells a server without a list of models from a wrong address by an empty question', async () => {
    const server = await startServer(({ method, url }, response) => {
      const known = method === 'POST' && url === '/right/v1/messages';
      response.writeHead(known ? 400 : 404).end('{}');
    });
    const { fetch } = makeFetch({});
    const right = await check(fetch, `http://127.0.0.1:${server.port}/right`);
    assert.deepEqual([find(right, 'answer')?.good, find(right, 'answer')?.status], [true, 400]);
    assert.deepEqual(find(right, 'model'), { kind: 'model', good: true, model: 'two' });
    assert.equal(server.received.at(-1)?.body.toString(), '{}');
    const wrong = await check(fetch, `http://127.0.0.1:${server.port}/wrong`);
    assert.deepEqual([find(wrong, 'answer')?.good, find(wrong, 'answer')?.status], [false, 404]);
    assert.equal(find(wrong, 'model'), undefined);
  });

  it('does not wait for ever for a server that says nothing, or not all', async () => {
    const mute = await startServer(() => undefined);
    const halting = await startServer((_, response) => response.writeHead(200).write('{"data":['));
    for (const { port } of [mute, halting]) {
      const findings = await check(makeFetch({}).fetch, `http://127.0.0.1:${port}`, { timeoutSeconds: 0.1 });
      assert.equal(find(findings, 'unreachable')?.failure.kind, 'silentStream');
    }
  });

  it('does not take the key to where a server redirects', async () => {
    const target = await modelServer();
    const location = `http://127.0.0.1:${target.port}/`;
    const server = await startServer((_, response) => response.writeHead(307, { location }).end());
    const findings = await check(makeFetch({}).fetch, `http://127.0.0.1:${server.port}`);
    assert.deepEqual([find(findings, 'answer')?.good, find(findings, 'answer')?.status], [false, 307]);
    assert.deepEqual(target.heads, []);
  });

  it('tells a proxy that wants a password', async () => {
    const proxy = await startProxy({ names: {}, authorization: 'Basic x' });
    const { fetch } = makeFetch({ settings: { proxy: `http://127.0.0.1:${proxy.port}` } });
    const findings = await check(fetch, 'https://api.test');
    assert.equal(find(findings, 'certificate'), undefined);
    assert.equal(find(findings, 'unreachable')?.failure.kind, 'proxyAuthentication');
  });

  it('ends with an abort while it waits for a certificate', async () => {
    const controller = new AbortController();
    const reason = new Error('stopped by the user');
    const port = await listening(net.createServer(() => controller.abort(reason)));
    const { fetch } = makeFetch({});
    const request = {
      baseUrl: `https://127.0.0.1:${port}`,
      headers: {},
      keySource: 'stored',
      model: 'one',
    } as const;
    await assert.rejects(checkConnection(fetch, request, controller.signal), reason);
  });
});
