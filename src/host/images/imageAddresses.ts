import * as vscode from 'vscode';
import { isImageName } from './commandTargets.ts';

/**
 * In a remote window the webview hands over addresses as the browser side knows them: the same path under the scheme
 * of the workspace is the file that the host can read.
 */
export function hostAddress(address: string): vscode.Uri | undefined {
  const uri = vscode.Uri.parse(address);
  if (uri.scheme !== 'vscode-remote') return uri.scheme === '' ? undefined : uri;
  return absolute(uri.path);
}

/** The images that a text names, one in a line: by an address, or by a path, absolute or in a folder of the workspace. */
export async function namedImages(text: string): Promise<readonly vscode.Uri[]> {
  const lines = text.split(/\r?\n/).slice(0, mostLines);
  // Windows copies a path with quotes around it.
  const names = lines.map((line) => line.trim().replace(/^"(.*)"$/, '$1')).filter(isImageName);
  const found = await Promise.all(names.map((name) => firstFile(placesOf(name))));
  return found.filter((uri) => uri !== undefined);
}

/** Whoever copies a long text does not mean a list of files. */
const mostLines = 100;

function placesOf(name: string): readonly vscode.Uri[] {
  // One letter before the colon is a drive.
  if (/^[a-z][a-z\d+.-]+:\//i.test(name)) return [hostAddress(name)].filter((uri) => uri !== undefined);
  if (/^(?:[a-z]:)?[\\/]/i.test(name)) return [absolute(name)];
  const path = name.replaceAll('\\', '/');
  return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => vscode.Uri.joinPath(uri, path));
}

function absolute(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder && folder.scheme !== 'file' ? folder.with({ path }) : vscode.Uri.file(path);
}

async function firstFile(places: readonly vscode.Uri[]): Promise<vscode.Uri | undefined> {
  for (const uri of places) {
    try {
      const { type } = await vscode.workspace.fs.stat(uri);
      if (type & vscode.FileType.File) return uri;
    } catch {
      // Nothing is there: the editor has no other way to ask.
    }
  }
  return undefined;
}
