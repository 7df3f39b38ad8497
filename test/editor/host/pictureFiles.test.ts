import assert from 'node:assert/strict';
import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { createStoredImages, type StoredImages } from '../../../src/host/images/storedImages.ts';

describe('pictures that were pasted', () => {
  let storage: string;

  beforeEach(async () => {
    storage = await mkdtemp(join(tmpdir(), 'pictures-'));
  });
  afterEach(() => rm(storage, { recursive: true }));

  /** One for each window: all of them that have no folder share a storage. */
  const window = () => createStoredImages(vscode.Uri.file(storage));

  const paste = async (files: StoredImages) => files.save('image.png', Uint8Array.of(1, 2, 3));
  const folder = (uri: vscode.Uri) => vscode.Uri.joinPath(uri, '..', '..');
  const isThere = async (uri: vscode.Uri) =>
    vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );

  it('are deleted with their folder, and stay for another window, though they are the same', async () => {
    const [one, other] = [window(), window()];
    const [mine, theirs] = [await paste(one), await paste(other)];
    await one.delete([mine]);
    assert.deepEqual(await Promise.all([mine, theirs].map(isThere)), [false, true]);
    assert.deepEqual(await Promise.all([folder(mine), folder(theirs)].map(isThere)), [false, true]);
  });

  it('go with a conversation that was begun before the window was reloaded', async () => {
    const before = await paste(window());
    await window().delete([before]);
    assert.equal(await isThere(before), false);
  });

  it('are only deleted themselves, never an image of the workspace', async () => {
    const file = vscode.Uri.file(join(storage, 'plan.png'));
    await vscode.workspace.fs.writeFile(file, Uint8Array.of(1));
    await window().delete([file]);
    assert.equal(await isThere(file), true);
  });

  it('stay however old they are, while thumbnails of earlier windows go after a month', async () => {
    const thumbnail = () => window().saveThumbnail('image.png', Uint8Array.of(1, 2, 3));
    const files = [await thumbnail(), await thumbnail(), await paste(window())];
    const ages = [31, 29, 31];
    for (const [index, uri] of files.entries()) {
      const day = new Date(Date.now() - (ages[index] ?? 0) * 24 * 3600 * 1000);
      await utimes(folder(uri).fsPath, day, day);
    }
    await thumbnail();
    await until(async () => !(await isThere(files[0]!)));
    assert.deepEqual(await Promise.all(files.map(isThere)), [false, true, true]);
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
}
