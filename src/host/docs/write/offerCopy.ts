import * as vscode from 'vscode';

/** Says why a text was not written and offers it for the clipboard. */
export async function offerCopy(message: string, text: string): Promise<void> {
  const copy = 'Copy Text';
  if ((await vscode.window.showWarningMessage(message, copy)) === copy)
    await vscode.env.clipboard.writeText(text);
}
