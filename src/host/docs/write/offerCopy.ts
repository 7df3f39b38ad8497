import * as vscode from 'vscode';
import { showWarning } from '../../ui/dialogs.ts';

/** Says why a text was not written and offers it for the clipboard. */
export async function offerCopy(message: string, text: string): Promise<void> {
  const copy = vscode.l10n.t('Copy Text');
  if ((await showWarning(message, copy)) === copy) await vscode.env.clipboard.writeText(text);
}
