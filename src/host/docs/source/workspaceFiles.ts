import * as vscode from 'vscode';
import { createFindSyntax, type FindSyntax } from '../../../core/docs/dialects.ts';
import { nameOf } from '../../../core/docs/files/paths.ts';
import { createResolve, type Resolution } from '../../../core/docs/files/resolve.ts';
import type { Files } from '../../../core/docs/files/sites.ts';
import type { DocumentSyntax, ImageReference } from '../../../core/docs/imageReference.ts';
import { imageExtensions } from '../../../core/image/fileNames.ts';
import { readSettings } from '../../settings.ts';

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

/** Tells the syntax of a file, which the configuration of its site may decide; undefined when nothing here reads it. */
export type FindFileSyntax = (file: vscode.Uri, signal: AbortSignal) => Promise<DocumentSyntax | undefined>;

/** It remembers every folder that it has seen: make one for each action. */
export function createFindFileSyntax(): FindFileSyntax {
  const roots = new Map<string, FindSyntax>();
  return (file, signal) => {
    const root = rootOf(file);
    const find = roots.get(root.toString()) ?? createFindSyntax(filesIn(root));
    roots.set(root.toString(), find);
    return find(pathIn(root, file), signal);
  };
}

/** A whole file system is not searched for the name of a file. */
function resolveIn(root: vscode.Uri): ReturnType<typeof createResolve> {
  const { staticFolders } = readSettings().altText;
  const isFolder = vscode.workspace.getWorkspaceFolder(root) !== undefined;
  return createResolve(filesIn(root), { staticFolders, ...(isFolder && { find: createFind(root) }) });
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

/** Finds files by their names alone, in a list of all images that is made when it is first needed. */
function createFind(root: vscode.Uri): (name: string) => Promise<readonly string[]> {
  let index: Promise<ReadonlyMap<string, readonly string[]>> | undefined;
  return async (name) => {
    index ??= imagesByName(root);
    return (await index).get(name) ?? [];
  };
}

async function imagesByName(root: vscode.Uri): Promise<ReadonlyMap<string, readonly string[]>> {
  const pattern = new vscode.RelativePattern(root, `**/*.{${endings.join(',')}}`);
  const names = new Map<string, string[]>();
  for (const uri of await vscode.workspace.findFiles(pattern, '**/node_modules/**')) {
    const path = pathIn(root, uri);
    names.set(nameOf(path), [...(names.get(nameOf(path)) ?? []), path]);
  }
  return names;
}

/** In either case: `[pP][nN][gG]`. */
const endings = [...imageExtensions, 'pdf'].map((ending) =>
  ending.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`),
);

function pathIn(root: vscode.Uri, uri: vscode.Uri): string {
  return uri.path.slice(root.path.endsWith('/') ? root.path.length : root.path.length + 1);
}
