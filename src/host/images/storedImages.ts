import { createHash, randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { fileName } from './fileName.ts';

/** Age at which thumbnails go, in ms: they are made again. */
const longestKept = 30 * 24 * 3600 * 1000;

/** Files made of bytes that have no address of their own: pasted images, and thumbnails. */
export interface StoredImages {
  /** A file that stays until it is deleted. */
  readonly save: (name: string, bytes: Uint8Array) => Promise<vscode.Uri>;
  /** A file that nobody misses after this window. */
  readonly saveThumbnail: (name: string, bytes: Uint8Array) => Promise<vscode.Uri>;
  /** Deletes what `save` has made, in this window or an earlier one; other files stay. */
  readonly delete: (files: readonly vscode.Uri[]) => Promise<void>;
}

/** Each window has folders of its own, so that no other one deletes what it is about to use. */
export function createStoredImages(storage: vscode.Uri): StoredImages {
  const pictures = vscode.Uri.joinPath(storage, 'pictures');
  const thumbnails = vscode.Uri.joinPath(storage, 'thumbnails');
  const window = randomUUID();
  let cleared: Promise<void> | undefined;
  return {
    save: (name, bytes) => write(vscode.Uri.joinPath(pictures, window), name, bytes),
    saveThumbnail: async (name, bytes) => {
      // Another window may be deleting the same ones.
      cleared ??= removeOld(thumbnails).catch(() => undefined);
      await cleared;
      return write(vscode.Uri.joinPath(thumbnails, window), name, bytes);
    },
    delete: async (files) => {
      for (const file of files) if (contains(pictures, file)) await removeWithFolders(file, pictures);
    },
  };
}

async function write(folder: vscode.Uri, name: string, bytes: Uint8Array): Promise<vscode.Uri> {
  // The hash as folder: two images of one name stay apart, the same image saved twice is one file.
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const uri = vscode.Uri.joinPath(folder, hash, fileName(name));
  await vscode.workspace.fs.writeFile(uri, bytes);
  return uri;
}

/** The file and the folders below `home` that are empty without it. */
async function removeWithFolders(file: vscode.Uri, home: vscode.Uri): Promise<void> {
  await remove(file);
  let folder = vscode.Uri.joinPath(file, '..');
  while (contains(home, folder)) {
    if ((await namesIn(folder)).length > 0) return;
    await remove(folder);
    folder = vscode.Uri.joinPath(folder, '..');
  }
}

async function removeOld(home: vscode.Uri): Promise<void> {
  for (const name of await namesIn(home)) {
    const folder = vscode.Uri.joinPath(home, name);
    const { mtime = Date.now() } = (await statOf(folder)) ?? {};
    if (Date.now() - mtime > longestKept) await remove(folder);
  }
}

async function namesIn(folder: vscode.Uri): Promise<readonly string[]> {
  if (!(await statOf(folder))) return [];
  return (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
}

async function remove(uri: vscode.Uri): Promise<void> {
  if (await statOf(uri)) await vscode.workspace.fs.delete(uri, { recursive: true, useTrash: false });
}

async function statOf(uri: vscode.Uri): Promise<vscode.FileStat | undefined> {
  try {
    return await vscode.workspace.fs.stat(uri);
  } catch {
    // The file systems of the editor have no other way to ask.
    return undefined;
  }
}

/** True for what is below the folder, at whatever depth. */
export function contains(folder: vscode.Uri, uri: vscode.Uri): boolean {
  return (
    folder.scheme === uri.scheme &&
    folder.authority === uri.authority &&
    uri.path.startsWith(`${folder.path.replace(/\/$/, '')}/`)
  );
}
