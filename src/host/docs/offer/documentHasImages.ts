import * as vscode from 'vscode';
import { parseDocument } from '../source/parsedDocument.ts';

/** Milliseconds without a change before the text is read again. */
const pause = 300;

/**
 * Tells the editor's menus whether the active document shows images (`askClaude.documentHasImages`). Where the mouse is,
 * no condition of a menu can know.
 */
export function followDocumentHasImages(): vscode.Disposable {
  let timer: NodeJS.Timeout | undefined;
  const update = async () => {
    const document = vscode.window.activeTextEditor?.document;
    const parsed = document && (await parseDocument(document));
    if (document !== vscode.window.activeTextEditor?.document) return;
    const value = parsed !== undefined && parsed.references.length > 0;
    await vscode.commands.executeCommand('setContext', 'askClaude.documentHasImages', value);
  };
  void update();
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document !== vscode.window.activeTextEditor?.document) return;
      clearTimeout(timer);
      timer = setTimeout(update, pause);
    }),
    { dispose: () => clearTimeout(timer) },
  );
}
