import * as vscode from 'vscode';
import { showInformation } from '../../ui/dialogs.ts';
import { type ImageLocation, locationAt, parseDocument } from './parsedDocument.ts';

/**
 * The reference that a command is about: `(uri, offset)` from a code action or a hover, where links make text of the
 * address, else the one at the cursor. Says so when there is none.
 */
export async function targetOf(args: readonly unknown[]): Promise<ImageLocation | undefined> {
  const [where, at] = args;
  const uri = typeof where === 'string' ? vscode.Uri.parse(where) : where;
  const named = uri instanceof vscode.Uri && typeof at === 'number';
  const location = named
    ? await locationAt(await vscode.workspace.openTextDocument(uri), at)
    : await atCursor();
  if (!location) void showInformation(vscode.l10n.t('There is no image at the cursor.'));
  return location;
}

/** The reference around a position, else the only one that begins on its line. */
export async function locationNear(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<ImageLocation | undefined> {
  const location = await locationAt(document, document.offsetAt(position));
  if (location) return location;
  const parsed = await parseDocument(document);
  const onLine = parsed?.references.filter(({ line }) => line === position.line) ?? [];
  const [reference] = onLine;
  return parsed && reference && onLine.length === 1 ? { parsed, reference } : undefined;
}

function atCursor(): Promise<ImageLocation | undefined> | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor && locationNear(editor.document, editor.selection.active);
}
