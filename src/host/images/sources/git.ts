import * as vscode from 'vscode';

/** As much of the Git extension's API (version 1) as is used here. */
export interface GitApi {
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: vscode.Event<GitApi['state']>;
  getRepository(uri: vscode.Uri): GitRepository | null;
  /** Finds the repository that holds a folder. */
  openRepository(folder: vscode.Uri): Promise<GitRepository | null>;
}

export interface GitRepository {
  readonly state: { readonly HEAD?: { readonly commit?: string } | undefined };
  /** The contents of a file. It rejects when the commit has no such file. */
  buffer(commit: string, path: string): Promise<Uint8Array>;
}

interface GitExtension {
  getAPI(version: 1): GitApi;
}

/** Milliseconds that the Git extension has to find the repositories of the workspace. */
const findingTimeout = 15_000;

/** The API of the Git extension once it knows the repositories; undefined where there is no Git, or it is switched off. */
export async function gitApi(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  try {
    const api = (await extension?.activate())?.getAPI(1);
    if (api) await initialized(api);
    return api;
  } catch {
    // It throws where no Git is installed, and where `git.enabled` is off.
    return undefined;
  }
}

function initialized(api: GitApi): Promise<void> {
  if (api.state === 'initialized') return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      listening.dispose();
      resolve();
    };
    const timer = setTimeout(done, findingTimeout);
    const listening = api.onDidChangeState((state) => state === 'initialized' && done());
  });
}

/** The file that an address of the Git extension is a version of; any other address is that of the file itself. */
export function workingFile(uri: vscode.Uri): vscode.Uri {
  if (uri.scheme !== 'git') return uri;
  try {
    const query: unknown = JSON.parse(uri.query);
    const path = typeof query === 'object' && query !== null && 'path' in query ? query.path : undefined;
    return typeof path === 'string' ? vscode.Uri.file(path) : uri;
  } catch {
    // Not as the Git extension writes it: it is read as it stands.
    return uri;
  }
}
