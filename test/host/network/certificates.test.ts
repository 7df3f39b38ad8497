import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { after, afterEach, before, describe, it } from 'mocha';
import { type Authority, createAuthority } from './parts/authority.ts';
import { failureOf } from './parts/failing.ts';
import { closeAll } from './parts/listening.ts';
import { editorTo, makeFetch } from './parts/networkFetch.ts';
import { startProxy } from './parts/proxy.ts';
import { startServer } from './parts/server.ts';

describe('certificates', () => {
  let authority: Authority;
  let folder: string;
  let pem: string;
  before(async () => {
    authority = await createAuthority('Test Authority');
    folder = await mkdtemp(join(tmpdir(), 'ask-claude-'));
    pem = join(folder, 'authority.pem');
    await writeFile(pem, authority.certificate);
  });
  after(() => rm(folder, { recursive: true }));
  afterEach(closeAll);

  const startSecure = async (...hosts: string[]) =>
    startServer(undefined, await authority.issue(...(hosts.length > 0 ? hosts : ['localhost'])));

  it('trusts the authorities it is given', async () => {
    const { port } = await startSecure();
    const { fetch } = makeFetch({ certificates: () => [...tls.rootCertificates, authority.certificate] });
    assert.equal(await (await fetch(`https://localhost:${port}/`)).text(), 'hello');
  });

  it('trusts an authority of NODE_EXTRA_CA_CERTS', async () => {
    const { port } = await startSecure();
    assert.equal(await ask(port, { NODE_EXTRA_CA_CERTS: pem }), 'hello');
  });

  // Node asks the system since 22.15 only; before, OpenSSL's own store has to stand in for it.
  it('trusts an authority that only the system knows', async () => {
    const { port } = await startSecure();
    const flags = typeof tls.getCACertificates === 'function' ? [] : ['--use-openssl-ca'];
    assert.equal(await ask(port, { SSL_CERT_FILE: pem }, flags), 'hello');
  });

  it('trusts nobody else', async () => {
    const { port, heads } = await startSecure();
    assert.equal(await ask(port, {}), 'certificate');
    assert.deepEqual(heads, []);
  });

  it('asks the editor when a certificate is not trusted, and says which and why when it knows no better', async () => {
    const { port, heads } = await startSecure();
    const { fetch, editorCalls } = makeFetch({ certificates: () => [] });
    const failure = await failureOf(fetch(`https://localhost:${port}/`));
    assert.equal(failure.kind, 'certificate');
    assert.match(failure.detail, new RegExp(`UNABLE_TO_VERIFY_LEAF_SIGNATURE \\(localhost:${port}\\)`));
    assert.equal(editorCalls.length, 1);
    assert.deepEqual(heads, []);
  });

  it('takes the answer of an editor that trusts more', async () => {
    const { port } = await startSecure();
    const behind = await startServer();
    const { fetch } = makeFetch({ certificates: () => [], editor: editorTo(behind.port) });
    assert.equal(await (await fetch(`https://localhost:${port}/`)).text(), 'hello');
    assert.equal(fetch.transportOf(`localhost:${port}`)?.because?.kind, 'certificate');
  });

  it('refuses a certificate for another name, directly and through a proxy', async () => {
    const { port, heads } = await startSecure('other.test');
    const proxy = await startProxy({ names: { 'api.test:443': port } });
    const settings = { proxy: `http://127.0.0.1:${proxy.port}` };
    const { fetch } = makeFetch({ settings, certificates: () => [authority.certificate] });
    for (const url of [`https://localhost:${port}/`, 'https://api.test/']) {
      const { kind, detail } = await failureOf(fetch(url));
      assert.equal(kind, 'certificate');
      assert.match(detail, /ERR_TLS_CERT_ALTNAME_INVALID/);
    }
    assert.deepEqual(heads, []);
  });

  it('accepts any certificate with http.proxyStrictSSL: false, directly and through a proxy', async () => {
    const { port } = await startSecure('other.test');
    const proxy = await startProxy({
      names: { 'api.test:443': port },
      identity: await authority.issue('other.test'),
    });
    const settings = { proxyStrictSSL: false, proxy: `https://127.0.0.1:${proxy.port}` };
    const { fetch } = makeFetch({ settings });
    for (const url of [`https://localhost:${port}/`, 'https://api.test/'])
      assert.equal(await (await fetch(url)).text(), 'hello');
    assert.equal(proxy.requests.length, 1);
  });

  it('does not ask the system with http.systemCertificates: false', async () => {
    const { port } = await startSecure();
    const { fetch } = makeFetch({
      settings: { systemCertificates: false },
      certificates: () => [authority.certificate],
    });
    assert.equal((await failureOf(fetch(`https://localhost:${port}/`))).kind, 'certificate');
  });

  it('goes by the editor when the certificates of the system are damaged', async () => {
    const behind = await startServer();
    const certificates = () => ['-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----'];
    const { fetch } = makeFetch({ certificates, editor: editorTo(behind.port) });
    assert.equal(await (await fetch('https://api.test/')).text(), 'hello');
  });
});

/** Asks in a process whose environment says what is trusted. */
async function ask(
  port: number,
  env: Record<string, string>,
  flags: readonly string[] = [],
): Promise<string> {
  const script = fileURLToPath(new URL('parts/ask.ts', import.meta.url));
  const args = [...flags, '--import', 'tsx', script, `https://localhost:${port}/`];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    env: { PATH: process.env['PATH'], ...env },
  });
  return stdout;
}
