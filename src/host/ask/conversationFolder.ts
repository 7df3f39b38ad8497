import * as vscode from 'vscode';
import type { StoredFiles } from './conversationFile.ts';

/** The files of a folder, through the editor's file systems. */
export function conversationFolder(folder: vscode.Uri): StoredFiles {
  const { fs } = vscode.workspace;
  const uriOf = (name: string) => vscode.Uri.joinPath(folder, name);
  return {
    list: async () => ((await unlessMissing(fs.readDirectory(folder))) ?? []).map(([name]) => name),
    read: async (name) => {
      const bytes = await unlessMissing(fs.readFile(uriOf(name)));
      return bytes && new TextDecoder().decode(bytes);
    },
    write: async (name, text) => {
      // A crash in the middle leaves the file as it was, and two windows do not write into each other's draft.
      const draft = uriOf(`${name}.${crypto.randomUUID()}.tmp`);
      await fs.writeFile(draft, new TextEncoder().encode(text));
      await fs.rename(draft, uriOf(name), { overwrite: true });
    },
    rename: async (from, to) => {
      const renamed = fs.rename(uriOf(from), uriOf(to), { overwrite: true }).then(() => true);
      return (await unlessMissing(renamed)) ?? false;
    },
    remove: async (name) => {
      await unlessMissing(fs.delete(uriOf(name), { useTrash: false }));
    },
    modified: async (name) => (await unlessMissing(fs.stat(uriOf(name))))?.mtime,
  };
}

async function unlessMissing<T>(result: Thenable<T>): Promise<T | undefined> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}
