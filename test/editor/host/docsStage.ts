import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, beforeEach } from 'mocha';
import * as vscode from 'vscode';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';

/** Makes a server the one that is asked, with a key; without one it is the real API, which no key leads to. */
export async function useServer(baseUrl: string | undefined): Promise<void> {
  if (baseUrl === undefined) delete process.env['ANTHROPIC_API_KEY'];
  else process.env['ANTHROPIC_API_KEY'] = 'sk-ant-test';
  await vscode.workspace
    .getConfiguration('askClaude')
    .update('baseUrl', baseUrl, vscode.ConfigurationTarget.Global);
}

/** Sets the house style of alt texts. */
export async function useStyle(style: string | undefined): Promise<void> {
  await vscode.workspace
    .getConfiguration('askClaude')
    .update('altText.style', style, vscode.ConfigurationTarget.Global);
}

/** A stand-in that is asked by all tests of a `describe`, with every editor closed after each. */
export function useEmulator(): () => Emulator {
  let emulator: Emulator;

  before(async () => {
    emulator = await startEmulator();
    await useServer(emulator.url);
    await wake();
  });

  // Answers are kept: no test is to be given the one of an earlier test.
  beforeEach(() => useStyle(`Of the test ${randomUUID()}`));

  afterEach(async () => {
    await closeAll();
    emulator.reset();
  });

  after(async () => {
    await useServer(undefined);
    await useStyle(undefined);
    await emulator.close();
  });

  return () => emulator;
}

/** What the server says when it is asked for an alt text. */
export function scriptAlt(emulator: Emulator, alt: string, more: object = {}): void {
  emulator.script({ kind: 'answer', text: altJson(alt, more) });
}

export function altJson(alt: string, more: object = {}): string {
  return JSON.stringify({
    ...{ alt, decorative: false, confidence: 'high' },
    ...more,
  });
}

export function sampleUri(path: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'no folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Wakes the extension, and the editor's own Markdown features: neither is waited for when a hover is asked for. */
async function wake(): Promise<void> {
  for (const id of ['vscode.markdown-language-features', 'ask-claude.ask-claude-images'])
    await vscode.extensions.getExtension(id)?.activate();
}

/** Shows a new file of the samples with this text; its editor is the active one. */
export async function open(text: string, ending = 'md'): Promise<vscode.TextEditor> {
  const uri = sampleUri(`docs/${randomUUID()}.${ending}`);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
}

/** Puts the cursor before the first occurrence of `text`. */
export function cursorAt(editor: vscode.TextEditor, text: string): vscode.Position {
  const offset = editor.document.getText().indexOf(text);
  assert.ok(offset >= 0, `the document has no ${text}`);
  const position = editor.document.positionAt(offset);
  editor.selection = new vscode.Selection(position, position);
  return position;
}

/** What the light bulb offers. The editor cancels a request whenever one more provider comes up: then it is asked anew. */
export async function codeActionsAt(
  editor: vscode.TextEditor,
  text: string,
): Promise<readonly vscode.CodeAction[]> {
  const position = cursorAt(editor, text);
  for (;;) {
    try {
      return await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        editor.document.uri,
        new vscode.Range(position, position),
      );
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'Canceled') throw error;
    }
  }
}

/** Does what choosing the code action in the menu does. */
export async function perform(actions: readonly vscode.CodeAction[], title: string): Promise<void> {
  const action = actions.find((one) => one.title === title);
  assert.ok(action, `"${title}" is not offered, but ${actions.map((one) => one.title).join(', ')}`);
  assert.equal(action.disabled, undefined);
  if (action.edit) await vscode.workspace.applyEdit(action.edit);
  if (action.command)
    await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
}

/** Leaves no editor open and no change behind that would ask to be saved. */
export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('notifications.clearAll');
}
