import * as vscode from 'vscode';
import { showInformation } from '../../ui/dialogs.ts';
import { number, plural } from '../../ui/quantities.ts';

/** Offers to save those of these documents that are not saved, where the editor does not save by itself. */
export async function offerSave(documents: readonly string[]): Promise<void> {
  const wanted = new Set(documents);
  const unsaved = vscode.workspace.textDocuments.filter(
    ({ isDirty, uri }) => isDirty && wanted.has(uri.toString()),
  );
  const savesItself = vscode.workspace.getConfiguration('files').get('autoSave', 'off') !== 'off';
  if (unsaved.length === 0 || savesItself) return;
  const save = vscode.l10n.t('Save');
  const text = plural(
    unsaved.length,
    vscode.l10n.t('{0} changed document is not saved yet.', number(unsaved.length)),
    vscode.l10n.t('{0} changed documents are not saved yet.', number(unsaved.length)),
  );
  if ((await showInformation(text, save)) === save)
    for (const { uri } of unsaved) await vscode.workspace.save(uri);
}
