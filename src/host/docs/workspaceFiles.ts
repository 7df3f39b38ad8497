import * as vscode from 'vscode';
import { createResolve, type Resolution } from '../../core/docs/resolve.ts';
import type { Files } from '../../core/docs/sites.ts';
import type { ImageReference } from '../../core/docs/types.ts';
import { readSettings } from '../settings.ts';

/** Finds the files that references show, through the file systems of the editor. */
export type FindFile = (
  reference: ImageReference,
  document: vscode.Uri,
  signal: AbortSignal,
) => Promise<Exclude<Resolution, { state: 'found' }> | { readonly state: 'found'; readonly uri: vscode.Uri }>;

/** It remembers every folder that it has seen: make one for each action. */
export function createFindFile(): FindFile {
  const resolves = new Map<string, ReturnType<typeof createResolve>>();
  return async (reference, document, signal) => {
    const root = rootOf(document);
    const resolve = resolves.get(root.toString()) ?? resolveIn(root);
    resolves.set(root.toString(), resolve);
    const found = await resolve(reference, pathIn(root, document), signal);
    return found.state === 'found' ? { state: 'found', uri: vscode.Uri.joinPath(root, found.path) } : found;
  };
}

function resolveIn(root: vscode.Uri): ReturnType<typeof createResolve> {
  const { staticFolders } = readSettings().altText;
  return createResolve(filesIn(root), { staticFolders, find: (name) => filesNamed(root, name) });
}

/** The workspace folder; a document outside of all is looked at from the root of its file system. */
function rootOf(document: vscode.Uri): vscode.Uri {
  return vscode.workspace.getWorkspaceFolder(document)?.uri ?? document.with({ path: '/' });
}

function filesIn(root: vscode.Uri): Files {
  return {
    list: async (folder) => {
      try {
        const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(root, folder));
        return entries.map(([name]) => name);
      } catch {
        // A folder that does not exist or may not be read holds nothing for us.
        return [];
      }
    },
    read: async (path) => {
      try {
        return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(root, path)));
      } catch {
        // The same goes for a file.
        return undefined;
      }
    },
  };
}

async function filesNamed(root: vscode.Uri, name: string): Promise<readonly string[]> {
  const pattern = new vscode.RelativePattern(root, `**/${name.replace(/[[\]{}*?]/g, '[$&]')}`);
  const found = await vscode.workspace.findFiles(pattern, '**/node_modules/**', 10);
  return found.map((uri) => pathIn(root, uri));
}

function pathIn(root: vscode.Uri, uri: vscode.Uri): string {
  return uri.path.slice(root.path.endsWith('/') ? root.path.length : root.path.length + 1);
}
