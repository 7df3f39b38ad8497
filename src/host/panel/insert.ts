import * as vscode from 'vscode';
import { showMarkdown } from '../ui/showMarkdown.ts';

/** Puts text at the cursor of the last active text editor, as one step of undo. */
export interface Inserter extends vscode.Disposable {
  /**
   * In Markdown, a block goes in as a block and what stood in a picture is shown, not obeyed. Without a text editor, or
   * into one that refuses, the text opens as a new Markdown document.
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
      const written = editor && (await textFor(editor, text));
      const done =
        written !== undefined && (await editor?.edit((edit) => edit.replace(editor.selection, written)));
      if (!done) await showMarkdown(text);
    },
    insertCode: async (code) => {
      const editor = last && (await shown(last));
      return (await editor?.edit((edit) => edit.replace(editor.selection, code.replace(/\n$/, '')))) ?? false;
    },
    dispose: () => following.dispose(),
  };
}

/** The text as the language of the editor takes it: Markdown by its syntax, any other as it is. */
async function textFor({ document, selection }: vscode.TextEditor, text: string): Promise<string> {
  const { languageId } = document;
  if (languageId !== 'markdown' && languageId !== 'mdx' && languageId !== 'quarto') return text;
  const [{ answerMarkdown }, { insertionAt }] = await Promise.all([
    import('../../core/docs/answerMarkdown.ts'),
    import('../docs/source/blockInsertion.ts'),
  ]);
  const content = answerMarkdown(text, { syntax: languageId === 'mdx' ? 'mdx' : 'markdown' });
  const range = { start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) };
  return insertionAt(document.getText(), range, content);
}

/** The editor itself while it is visible, else its document shown again with the old selection; none once closed. */
async function shown(editor: vscode.TextEditor): Promise<vscode.TextEditor | undefined> {
  if (vscode.window.visibleTextEditors.includes(editor)) return editor;
  if (editor.document.isClosed) return undefined;
  return vscode.window.showTextDocument(editor.document, { selection: editor.selection, preview: false });
}
