import * as vscode from 'vscode';
import { takesBlocks } from '../../../core/docs/block/blockIn.ts';
import type { ReviewRow } from '../../../core/docs/review/review.ts';
import { showInformation } from '../../ui/dialogs.ts';
import { number, plural } from '../../ui/quantities.ts';
import { altReplacement, applyEverywhere, blockBelow, type PendingEdit } from '../source/applyEdit.ts';
import type { ParsedDocument } from '../source/parsedDocument.ts';
import { locate } from './reviewRows.ts';

/** Ids of the rows whose text stands in its document now, and of those that were left out. */
export interface Applied {
  readonly written: readonly string[];
  readonly left: readonly string[];
}

/**
 * Writes the texts of rows into their documents, all with one edit that one undo takes back where the editor can. A text
 * whose place is gone, or was changed by somebody else, is left out and nothing is overwritten. Nothing is saved but what
 * the editor saves by itself.
 */
export async function applyRows(rows: readonly ReviewRow[]): Promise<Applied> {
  const edits = new Map<PendingEdit, { readonly row: string; readonly parsed: ParsedDocument }>();
  for (const row of rows) {
    const location = await locate(row);
    if (!location) continue;
    const { parsed, reference } = location;
    const replacement = altReplacement(row.decorative ? '' : row.text);
    edits.set({ reference, replacement }, { row: row.id, parsed });
    const description = row.describes ? row.answer?.longDescription : undefined;
    if (description !== undefined && takesBlocks(parsed.syntax))
      edits.set({ reference, replacement: blockBelow(description) }, { row: row.id, parsed });
  }
  const done = await applyEverywhere([...edits].map(([edit, { parsed }]) => ({ parsed, edit })));
  const written = [...edits].flatMap(([edit, { row }]) => (done.has(edit) ? [row] : []));
  return { written, left: rows.map(({ id }) => id).filter((id) => !written.includes(id)) };
}

/** Offers to save the documents of rows, where the editor does not save by itself. */
export async function offerSave(rows: readonly ReviewRow[]): Promise<void> {
  const documents = new Set(rows.map(({ document }) => document));
  const unsaved = vscode.workspace.textDocuments.filter(
    ({ isDirty, uri }) => isDirty && documents.has(uri.toString()),
  );
  const savesItself = vscode.workspace.getConfiguration('files').get('autoSave', 'off') !== 'off';
  if (unsaved.length === 0 || savesItself) return;
  const save = vscode.l10n.t('Save');
  const text = plural(
    unsaved.length,
    vscode.l10n.t('{0} document with new alt texts is not saved yet.', number(unsaved.length)),
    vscode.l10n.t('{0} documents with new alt texts are not saved yet.', number(unsaved.length)),
  );
  if ((await showInformation(text, save)) === save)
    for (const { uri } of unsaved) await vscode.workspace.save(uri);
}
