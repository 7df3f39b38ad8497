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
  const attached = (uri: vscode.Uri) => ({ id: uri.path, name: 'image.png', uri: uri.toString() });
  const isThere = async (uri: vscode.Uri) =>
    vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );

  it('go with their conversation, and stay for that of another window, though they are the same', async () => {
    const [one, other] = [window(), window()];
    const [mine, theirs] = [await paste(one), await paste(other)];
    await one.clear([attached(mine)]);
    assert.deepEqual(await Promise.all([mine, theirs].map(isThere)), [false, true]);
  });

  it('go with a conversation that was begun before the window was reloaded', async () => {
    const before = await paste(window());
    await window().clear([attached(before)]);
    assert.equal(await isThere(before), false);
  });

  it('are only deleted themselves, never an image of the workspace', async () => {
    const file = vscode.Uri.file(join(storage, 'plan.png'));
    await vscode.workspace.fs.writeFile(file, Uint8Array.of(1));
    await window().clear([attached(file)]);
    assert.equal(await isThere(file), true);
  });

  it('go after a month when nobody ended their conversation', async () => {
    const [old, recent] = [await paste(window()), await paste(window())];
    const days = (count: number) => new Date(Date.now() - count * 24 * 3600 * 1000);
    const folder = (uri: vscode.Uri) => vscode.Uri.joinPath(uri, '..', '..').fsPath;
    await utimes(folder(old), days(31), days(31));
    await utimes(folder(recent), days(29), days(29));
    await window().clear([]);
    assert.deepEqual(await Promise.all([old, recent].map(isThere)), [false, true]);
  });
});
