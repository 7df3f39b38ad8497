import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, it } from 'mocha';

async function call(script: string, ...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', `scripts/${script}.ts`, ...args]);
  const [out, err, code] = await Promise.all([
    buffer(child.stdout),
    buffer(child.stderr),
    new Promise((resolve) => child.once('close', resolve)),
  ]);
  return { out: out.toString(), err: err.toString(), code };
}

describe('documents from the command line', () => {
  const words = '\uFEFF# Tide\r\n\r\n![old](chart.png "At noon")\r\n';
  let folder = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ask-claude-docs-'));
    await mkdir(join(folder, 'deep'));
    await writeFile(join(folder, 'deep/page.md'), words);
    await writeFile(join(folder, 'deep/chart.png'), '');
    await writeFile(join(folder, 'notes.zip'), '');
  });

  after(() => rm(folder, { recursive: true, force: true }));

  it('lists references with their places, and goes on after a path that is not there', async () => {
    const { out, err, code } = await call('findImages', join(folder, 'nowhere'), folder);
    const lines = out.trim().split('\n');
    assert.equal(lines.length, 1);
    const found = JSON.parse(lines[0] ?? '');
    assert.deepEqual(words.slice(...found.range), '![old](chart.png "At noon")');
    assert.deepEqual(words.slice(...found.alt.range), 'old');
    assert.equal(found.resolved, 'deep/chart.png');
    assert.match(err.trim(), /nowhere: ENOENT: no such file or directory[^\n]*$/);
    assert.equal(code, 1);
  });

  it('prints a document with one alt text changed, and leaves the file as it is', async () => {
    const file = join(folder, 'deep/page.md');
    const { out, code } = await call('setAlt', file, String(words.indexOf('chart')), 'High [tide]');
    assert.equal(out, words.replace('old', 'High \\[tide\\]'));
    assert.equal(code, 0);
    assert.equal(await readFile(file, 'utf8'), words);
  });

  it('says in one line why it cannot', async () => {
    const file = join(folder, 'deep/page.md');
    for (const [args, reason] of [
      [[file, '0', 'x'], 'there is no image reference at 0'],
      [[join(folder, 'notes.zip'), '0', 'x'], 'it is in no syntax that is known here'],
    ] as const) {
      const { out, err, code } = await call('setAlt', ...args);
      assert.deepEqual({ out, err, code }, { out: '', err: `${args[0]}: ${reason}\n`, code: 1 });
    }
    assert.deepEqual((await call('setAlt', file)).code, 2);
  });
});
