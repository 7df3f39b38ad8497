import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { storedFiles } from '../../../src/host/storedFiles.ts';

describe('files that are stored', () => {
  const folder = vscode.Uri.file(join(tmpdir(), `stored-${randomUUID()}`));
  const files = storedFiles(folder);
  after(() => vscode.workspace.fs.delete(folder, { recursive: true }));

  it('are never missing while a new version takes their place', async () => {
    await files.write('one.json', 'version 0');
    const written = (async () => {
      for (let version = 1; version <= 30; version += 1) await files.write('one.json', `version ${version}`);
      return 'written';
    })();
    let missing = 0;
    while ((await Promise.race([written, files.read('one.json')])) !== 'written')
      if ((await files.read('one.json')) === undefined) missing += 1;
    assert.equal(missing, 0);
    assert.deepEqual(await files.list(), ['one.json']);
  });

  it('are renamed over another, and a missing one is said to be missing', async () => {
    await files.write('a.json', 'a');
    await files.write('b.json', 'b');
    assert.equal(await files.rename('a.json', 'b.json'), true);
    assert.equal(await files.read('b.json'), 'a');
    assert.equal(await files.rename('a.json', 'b.json'), false);
    assert.equal(await files.read('a.json'), undefined);
  });
});
