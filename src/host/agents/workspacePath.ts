import * as vscode from 'vscode';
import { exists } from '../missingFile.ts';

/**
 * A file or folder of the workspace by the path that a model gave: relative to a workspace folder, absolute, or an
 * address. Undefined for anything outside of the workspace, whatever `..` or another scheme would lead there.
 */
export async function workspacePath(path: string): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const candidates = isAddress(path)
    ? [vscode.Uri.parse(path)]
    : folders.flatMap(({ uri, name }) => [
        vscode.Uri.joinPath(uri, path),
        // As the editor names the files of several folders.
        ...(path.startsWith(`${name}/`) ? [vscode.Uri.joinPath(uri, path.slice(name.length + 1))] : []),
        ...(isAbsolute(path) ? [uri.with({ path: withSlashes(path) })] : []),
      ]);
  const inside = candidates.filter((uri) => vscode.workspace.getWorkspaceFolder(uri));
  for (const uri of inside) if (await exists(uri)) return uri;
  return undefined;
}

function isAddress(path: string): boolean {
  return /^[a-z][a-z\d+.-]+:\/\//i.test(path);
}

function isAbsolute(path: string): boolean {
  return /^(?:\/|[a-z]:[\\/])/i.test(path);
}

function withSlashes(path: string): string {
  const slashes = path.replaceAll('\\', '/');
  return slashes.startsWith('/') ? slashes : `/${slashes}`;
}
