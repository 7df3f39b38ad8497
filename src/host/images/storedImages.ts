import { createHash, randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { AttachedImage } from '../../core/ask/question.ts';
import { fileName } from './fileName.ts';

/** Age at which the files of any conversation go, in ms: the windows that have no folder share one storage. */
const longestKept = 30 * 24 * 3600 * 1000;

/** Files made of bytes that have no address of their own: pasted images, and thumbnails. */
export interface StoredImages {
  readonly save: (name: string, bytes: Uint8Array) => Promise<vscode.Uri>;
  /** Deletes the files that were made for a conversation with these images, and what nobody has used for long. */
  readonly clear: (images: readonly AttachedImage[]) => Promise<void>;
}

/** Each conversation has a folder of its own, so that its end takes no picture away from another. */
export function createStoredImages(storage: vscode.Uri): StoredImages {
  const home = vscode.Uri.joinPath(storage, 'pictures');
  let own = vscode.Uri.joinPath(home, randomUUID());
  return {
    save: async (name, bytes) => {
      // The hash as folder: two images of one name stay apart, the same image saved twice is one file.
      const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
      const uri = vscode.Uri.joinPath(own, hash, fileName(name));
      await vscode.workspace.fs.writeFile(uri, bytes);
      return uri;
    },
    clear: async (images) => {
      const ended = [own, ...images.map(({ uri }) => folderOf(home, vscode.Uri.parse(uri)))];
      // At once: what is pasted while the old files go belongs to the next conversation.
      own = vscode.Uri.joinPath(home, randomUUID());
      const gone = [...ended, ...(await oldFolders(home))].filter((folder) => folder !== undefined);
      await Promise.all([...new Set(gone.map(String))].map((folder) => remove(vscode.Uri.parse(folder))));
    },
  };
}

/** The folder below `home` in which a file is: that of its conversation, maybe of an earlier window. */
function folderOf(home: vscode.Uri, file: vscode.Uri): vscode.Uri | undefined {
  if (!contains(home, file)) return undefined;
  const [name = ''] = file.path.slice(home.path.length + 1).split('/');
  return vscode.Uri.joinPath(home, name);
}

async function oldFolders(home: vscode.Uri): Promise<readonly vscode.Uri[]> {
  if (!(await statOf(home))) return [];
  const names = (await vscode.workspace.fs.readDirectory(home)).map(([name]) => name);
  const folders = names.map((name) => vscode.Uri.joinPath(home, name));
  const stats = await Promise.all(folders.map(statOf));
  return folders.filter((_, index) => Date.now() - (stats[index]?.mtime ?? Date.now()) > longestKept);
}

/** Nothing was ever pasted, or nothing needed a thumbnail, where there is no folder. */
async function remove(folder: vscode.Uri): Promise<void> {
  if (await statOf(folder)) await vscode.workspace.fs.delete(folder, { recursive: true, useTrash: false });
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
