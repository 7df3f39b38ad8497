import * as vscode from 'vscode';
import { type Place, placeAt, read } from './parsedDocument.ts';

/**
 * The reference that a command is about: `(uri, offset)` from a code action or a hover, where links make text of the
 * address, else the one at the cursor. Says so when there is none.
 */
export async function targetOf(args: readonly unknown[]): Promise<Place | undefined> {
  const [where, at] = args;
  const uri = typeof where === 'string' ? vscode.Uri.parse(where) : where;
  const named = uri instanceof vscode.Uri && typeof at === 'number';
  const place = named ? await placeAt(await vscode.workspace.openTextDocument(uri), at) : await atCursor();
  if (!place) void vscode.window.showInformationMessage('There is no image at the cursor.');
  return place;
}

/** The reference around a position, else the only one that begins on its line. */
export async function placeNear(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<Place | undefined> {
  const place = await placeAt(document, document.offsetAt(position));
  if (place) return place;
  const reading = await read(document);
  const onLine = reading?.references.filter(({ line }) => line === position.line) ?? [];
  const [reference] = onLine;
  return reading && reference && onLine.length === 1 ? { reading, reference } : undefined;
}

function atCursor(): Promise<Place | undefined> | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor && placeNear(editor.document, editor.selection.active);
}
