import * as vscode from 'vscode';

/** Where the extension may store files of this workspace. */
export function storageOf(context: vscode.ExtensionContext): vscode.Uri {
  return context.storageUri ?? context.globalStorageUri;
}

/** The folders that the panel may load images from: those of the workspace, and that of stored images. */
export function imageFolders(storage: vscode.Uri): readonly vscode.Uri[] {
  return [storage, ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri)];
}
