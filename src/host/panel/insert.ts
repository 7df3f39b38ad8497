import * as vscode from 'vscode';
import { showMarkdown } from '../ui/showMarkdown.ts';

/** Puts text at the cursor of the last active text editor, as one step of undo. */
export interface Inserter extends vscode.Disposable {
  /**
   * In a document, a block goes in as a block of its syntax and what stood in a picture is shown, not obeyed. Without a
   * text editor, or into one that refuses, the text opens as a new Markdown document.
   */
  readonly insert: (text: string) => Promise<void>;
  /** Puts code there to the letter, whatever the language of the editor; false without a text editor that takes it. */
  readonly insertCode: (code: string) => Promise<boolean>;
}

export function createInserter(): Inserter {
  let last = [vscode.window.activeTextEditor].find(takesText);
  // The panel and image previews are not text editors: while one of them is active, the last one is still meant.
  const following = vscode.window.onDidChangeActiveTextEditor((editor) => {
    if (takesText(editor)) last = editor;
  });
  return {
    insert: async (text) => {
      const editor = last && (await shown(last));
      if (!editor || !(await insertAnswer(editor, text))) await showMarkdown(text);
    },
    insertCode: async (code) => {
      const editor = last && (await shown(last));
      return editor ? replaced(editor, editor.selection, code.replace(/\n$/, '')) : false;
    },
    dispose: () => following.dispose(),
  };
}

/** Logs and the files of a commit are shown in text editors as well. */
function takesText(editor: vscode.TextEditor | undefined): editor is vscode.TextEditor {
  const { scheme } = editor?.document.uri ?? {};
  if (scheme === undefined || scheme === 'output') return false;
  return vscode.workspace.fs.isWritableFileSystem(scheme) !== false;
}

async function insertAnswer(editor: vscode.TextEditor, answer: string): Promise<boolean> {
  const { document, selection } = editor;
  const [{ answerInsertion }, { documentSyntax }] = await Promise.all([
    import('../docs/source/answerInsertion.ts'),
    import('../docs/source/parsedDocument.ts'),
  ]);
  const selected = { start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) };
  const { range, text } = answerInsertion(document.getText(), documentSyntax(document), selected, answer);
  const place = new vscode.Range(document.positionAt(range.start), document.positionAt(range.end));
  return replaced(editor, place, text);
}

/** False where the document does not take the text. */
async function replaced(editor: vscode.TextEditor, range: vscode.Range, text: string): Promise<boolean> {
  const { document } = editor;
  const { version } = document;
  if (isVisible(editor)) await editor.edit((edit) => edit.replace(range, text));
  else {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, range, text);
    await vscode.workspace.applyEdit(edit);
  }
  // Of a document that is read-only the editor says that it was edited.
  return document.version !== version;
}

/**
 * The editor itself while it is visible, else its document shown again with the old selection; none once closed. A cell
 * is shown with its notebook, where it may have no editor: then the old one says the place.
 */
async function shown(editor: vscode.TextEditor): Promise<vscode.TextEditor | undefined> {
  const { document, selection } = editor;
  if (document.isClosed) return undefined;
  const notebook = notebookOf(document);
  if (!notebook)
    return isVisible(editor)
      ? editor
      : vscode.window.showTextDocument(document, { selection, preview: false });
  // The editors of its cells count as visible while it is hidden.
  if (!vscode.window.visibleNotebookEditors.some((one) => one.notebook === notebook))
    await vscode.window.showNotebookDocument(notebook);
  return editor;
}

function isVisible(editor: vscode.TextEditor): boolean {
  return vscode.window.visibleTextEditors.includes(editor);
}

function notebookOf(document: vscode.TextDocument): vscode.NotebookDocument | undefined {
  return vscode.workspace.notebookDocuments.find((one) =>
    one.getCells().some((cell) => cell.document === document),
  );
}
