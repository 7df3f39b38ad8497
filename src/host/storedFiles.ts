import { rename } from 'node:fs/promises';
import * as vscode from 'vscode';
import { unlessMissing } from './missingFile.ts';

/** Files of one folder. */
export interface StoredFiles {
  /** The names of all files; empty when there is no folder. */
  readonly list: () => Promise<readonly string[]>;
  /** Undefined when there is no such file. */
  readonly read: (name: string) => Promise<string | undefined>;
  /** Writes the whole file or nothing of it. */
  readonly write: (name: string, text: string) => Promise<void>;
  /** False when there is no such file. */
  readonly rename: (from: string, to: string) => Promise<boolean>;
  readonly remove: (name: string) => Promise<void>;
  /** When the file was last changed, in ms since 1970; undefined when there is none. */
  readonly modified: (name: string) => Promise<number | undefined>;
}

/** The files of a folder, through the editor's file systems. */
export function storedFiles(folder: vscode.Uri): StoredFiles {
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
      await replace(draft, uriOf(name));
    },
    rename: async (from, to) =>
      (await unlessMissing(replace(uriOf(from), uriOf(to)).then(() => true))) ?? false,
    remove: async (name) => {
      await unlessMissing(fs.delete(uriOf(name), { useTrash: false }));
    },
    modified: async (name) => (await unlessMissing(fs.stat(uriOf(name))))?.mtime,
  };
}

/** The editor deletes a file before it renames another to its name; the operating system replaces it in one step. */
async function replace(from: vscode.Uri, to: vscode.Uri): Promise<void> {
  if (from.scheme === 'file') await rename(from.fsPath, to.fsPath);
  else await vscode.workspace.fs.rename(from, to, { overwrite: true });
}
