import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import { picture } from '../fixtures/picture.ts';
import { installNode } from '../launch/edition.ts';
import { type RunOptions, runProgram, useProgram } from './program.ts';

describe('writing alt texts where something is in the way', () => {
  const program = useProgram();
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator();
  });
  after(() => emulator.close());
  afterEach(() => emulator.reset());

  const project = async (files: Readonly<Record<string, string | Uint8Array>>): Promise<string> =>
    program.folderWith({ 'quay.png': await picture(300, 200).png().toBuffer(), ...files });
  const write = (cwd: string, args: readonly string[], options: Partial<RunOptions> = {}) =>
    runProgram(program.file, ['write', ...args], {
      ...{ cwd, ...options },
      env: {
        ...{ ANTHROPIC_API_KEY: 'sk-test', ANTHROPIC_BASE_URL: emulator.url },
        ...{ XDG_CACHE_HOME: join(cwd, 'cache'), ...options.env },
      },
    });
  const answering = (answered: () => Promise<void> = async () => undefined) => {
    const text = JSON.stringify({ alt: 'Boats at the quay', decorative: false, confidence: 'high' });
    void emulator.request(0).then(answered);
    emulator.play(() => ({ kind: 'answer', text }));
  };
  const asked = () => emulator.requests.filter(({ path }) => path === '/v1/messages').length;
  const pages = (many: number) =>
    Object.fromEntries(
      Array.from({ length: many }, (_, index) => [`p${index}.md`, `Page ${index} ![](quay.png)\n`]),
    );
  const isWritten = async (folder: string, file: string) =>
    (await readFile(join(folder, file), 'utf8')).includes('![Boats at the quay]');

  it('leaves out an image that is a folder, and writes the others', async () => {
    const folder = await project({ 'a.md': '![](x.png)\n\nQuay ![](quay.png)\n', 'x.png/y': '' });
    answering();
    for (const mode of ['--dry-run', '--apply']) {
      const { code, error } = await write(folder, ['.', mode]);
      assert.equal(code, 1);
      assert.match(error, /a\.md:1: x\.png cannot be sent: folder/);
    }
    assert.ok(await isWritten(folder, 'a.md'));
  });

  it('pays for nothing in a document that it cannot write', async () => {
    const latin1 = Buffer.from('Gr\u00fc\u00dfe ![](quay.png)\n', 'latin1');
    const folder = await project({ 'a.md': latin1, 'sub/b.txt': '' });
    answering();
    for (const mode of ['--apply', '--patch']) {
      const { code, out, error } = await write(folder, ['a.md', mode]);
      assert.equal(code, 1);
      assert.equal(out, '');
      assert.match(error, /a\.md is not UTF-8, so it was left as it is\./);
    }
    await writeFile(join(folder, 'a.md'), '![](quay.png)\n');
    const outside = await write(join(folder, 'sub'), ['../a.md', '--patch']);
    assert.equal(outside.code, 1);
    assert.match(outside.error, /a\.md is not below the working folder, so no patch can name it\./);
    assert.equal(asked(), 0);
  });

  it('writes the other documents when one is gone meanwhile', async () => {
    const folder = await project(pages(3));
    answering(() => rm(join(folder, 'p1.md')));
    const { code, error } = await write(folder, ['.', '--apply']);
    assert.equal(code, 1);
    assert.match(error, /p1\.md could not be read again: ENOENT: no such file or directory\./);
    assert.ok((await isWritten(folder, 'p0.md')) && (await isWritten(folder, 'p2.md')));
  });

  it('leaves a document as it was when the disk has no room for it', async function () {
    if (process.platform === 'win32') this.skip();
    const text = `![](quay.png)\n${'x'.repeat(8175)}\n`;
    const folder = await project({ 'a.md': text });
    const bash = await program.folderWith({ bash: '#!/bin/bash\nulimit -f 8\nexec node "$@"\n' });
    await chmod(join(bash, 'bash'), 0o755);
    answering();
    const { code, error } = await write(folder, ['.', '--apply'], { node: join(bash, 'bash') });
    assert.equal(code, 1);
    assert.match(error, /a\.md could not be written: EFBIG: file too large\.\n/);
    assert.equal(await readFile(join(folder, 'a.md'), 'utf8'), text);
  });

  it('writes what it has paid for when answers cannot be kept, and says that once', async () => {
    const folder = await project({ ...pages(3), cache: 'a file' });
    answering();
    const { code, error } = await write(folder, ['.', '--apply']);
    assert.equal(code, 0, error);
    assert.equal(error.match(/folder for caches cannot be used/g)?.length, 1);
    assert.match(error, /3 questions for \$0\.0\d+; nothing of it is kept\./);
    assert.ok(await isWritten(folder, 'p2.md'));
  });

  it('writes every document when nobody reads what it says', async () => {
    const folder = await project(pages(30));
    answering();
    const { code, error } = await write(folder, ['.', '--apply'], { stopsReading: true });
    assert.equal(code, 0, error);
    for (const file of Object.keys(pages(30))) assert.ok(await isWritten(folder, file), file);
  });

  it('writes what is kept when the server gives up, without a key', async () => {
    const folder = await project(pages(4));
    answering();
    await write(folder, ['p0.md', 'p1.md', '--patch']);
    emulator.script({ kind: 'status', status: 402 }, { kind: 'status', status: 402 });
    const refused = await write(folder, ['.', '--apply']);
    assert.equal(refused.code, 2);
    assert.match(refused.error, /could not be asked \(billing\)/);
    const kept = await write(folder, ['.', '--apply', '--max-cost', '0'], {
      env: { ANTHROPIC_API_KEY: '', ANTHROPIC_BASE_URL: emulator.url },
    });
    assert.equal(kept.code, 1);
    assert.match(kept.error, /2 alt texts written\.[\s\S]*2 alt texts left out/);
    assert.ok((await isWritten(folder, 'p0.md')) && !(await isWritten(folder, 'p3.md')));
  });

  it('says that the server asks to wait, and can be interrupted meanwhile', async () => {
    const folder = await project(pages(1));
    emulator.script({ kind: 'status', status: 429, headers: { 'retry-after': '30' } });
    const controller = new AbortController();
    const { code, error } = await write(folder, ['.', '--apply'], {
      interrupt: controller.signal,
      said: (words) => {
        if (words.includes('(rateLimited); going on in')) controller.abort();
      },
    });
    assert.equal(code, 2, error);
    assert.match(error, /going on in (?:30|29) s\.[\s\S]*Interrupted; nothing was written\./);
  });

  it('goes through the proxy of the environment, but not to this computer', async function () {
    this.timeout(120_000);
    const through: string[] = [];
    const proxy = createServer().listen(0, '127.0.0.1');
    proxy.on('connect', ({ url = '' }, socket) => {
      through.push(url);
      const server = connect(Number(new URL(emulator.url).port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        server.pipe(socket).pipe(server);
      });
      for (const one of [socket, server]) one.on('error', () => undefined);
    });
    await once(proxy, 'listening');
    const { port } = proxy.address() as AddressInfo;
    const env = { HTTP_PROXY: `http://127.0.0.1:${port}` };
    answering();
    const folder = await project(pages(5));
    const local = await write(folder, ['p0.md', '--apply'], { env });
    assert.equal(local.code, 0, local.error);
    assert.deepEqual(through, []);
    const elsewhere = { ...env, ANTHROPIC_BASE_URL: 'http://claude.example.test' };
    // Node's fetch takes the dispatcher of another undici in each of them.
    for (const [file, node] of [
      ['p1.md', process.execPath],
      ['p2.md', await installNode('oldest')],
      ['p3.md', await installNode('newest')],
    ] as const) {
      const far = await write(folder, [file, '--apply'], { env: elsewhere, node });
      assert.equal(far.code, 0, far.error);
      assert.ok(await isWritten(folder, file));
    }
    proxy.close();
    const odd = await write(folder, ['.', '--apply'], { env: { ...elsewhere, HTTP_PROXY: 'nonsense' } });
    assert.equal(odd.code, 2);
    assert.match(odd.error, /HTTP_PROXY or HTTPS_PROXY is no address of a proxy/);
    assert.deepEqual(through, Array(3).fill('claude.example.test:80'));
  });

  it('says a sum of nothing as such, and takes no model without a name', async () => {
    const folder = await project({ 'c.rst': '.. figure:: quay.png\n\n   Tides of March\n' });
    assert.match((await write(folder, ['.'])).out, /0 of them to be asked of \S+, at most about \$0\.00\./);
    assert.equal((await write(folder, ['.', '--model', ''])).code, 2);
  });
});
