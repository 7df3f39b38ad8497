import * as vscode from 'vscode';

/** Whether there is a file or folder. */
export async function exists(uri: vscode.Uri): Promise<boolean> {
  return (await unlessMissing(vscode.workspace.fs.stat(uri))) !== undefined;
}

/** Undefined for a file or folder that is not there. */
export async function unlessMissing<T>(result: Thenable<T>): Promise<T | undefined> {
  try {
    return await result;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** The words of the editor and of the operating system; a path may also lead through something that is no folder. */
function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error && error.code;
  return code === 'FileNotFound' || code === 'FileNotADirectory' || code === 'ENOENT' || code === 'ENOTDIR';
}
