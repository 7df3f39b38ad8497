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
  let last = vscode.window.activeTextEditor;
  // The panel and image previews are not text editors: while one of them is active, the last one is still meant.
  const following = vscode.window.onDidChangeActiveTextEditor((editor) => {
    if (editor) last = editor;
  });
  return {
    insert: async (text) => {
      const editor = last && (await shown(last));
      if (!editor || !(await insertAnswer(editor, text))) await showMarkdown(text);
    },
    insertCode: async (code) => {
      const editor = last && (await shown(last));
      return (await editor?.edit((edit) => edit.replace(editor.selection, code.replace(/\n$/, '')))) ?? false;
    },
    dispose: () => following.dispose(),
  };
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
  return editor.edit((edit) => edit.replace(place, text));
}

/** The editor itself while it is visible, else its document shown again with the old selection; none once closed. */
async function shown(editor: vscode.TextEditor): Promise<vscode.TextEditor | undefined> {
  if (vscode.window.visibleTextEditors.includes(editor)) return editor;
  if (editor.document.isClosed) return undefined;
  return vscode.window.showTextDocument(editor.document, { selection: editor.selection, preview: false });
}
