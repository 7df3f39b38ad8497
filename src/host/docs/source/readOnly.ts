import * as vscode from 'vscode';
import { type ParsedDocument, rangeOf, savedText } from './parsedDocument.ts';

/**
 * Takes edits back in those of these documents that are read-only, which are returned. The editor shows an edit in such a
 * document, but never saves it. Each is given as it was before the edit.
 */
export async function takeBackReadOnly(
  edited: Iterable<ParsedDocument>,
): Promise<ReadonlySet<ParsedDocument>> {
  const readOnly = new Set<ParsedDocument>();
  const back = new vscode.WorkspaceEdit();
  for (const before of edited) {
    const { document, text } = before;
    if (!(await isReadOnly(document))) continue;
    readOnly.add(before);
    back.replace(document.uri, rangeOf(document, { start: 0, end: document.getText().length }), text);
  }
  if (readOnly.size > 0) await vscode.workspace.applyEdit(back);
  return readOnly;
}

/** An edited document counts as changed until it is saved; only where it cannot be saved it never does. */
async function isReadOnly(document: vscode.TextDocument): Promise<boolean> {
  const { uri, isDirty, isUntitled } = document;
  if (isDirty || isUntitled || uri.scheme === 'vscode-notebook-cell') return false;
  return (await savedText(uri)) !== document.getText();
}
