import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { AnswerFiles } from '../../../src/host/panel/answer/answerFiles.ts';
import { answerPartHandlers } from '../../../src/host/panel/answer/answerHandlers.ts';
import { languageId } from '../../../src/host/panel/answer/languageIds.ts';
import { createInserter, type Inserter } from '../../../src/host/panel/insert.ts';
import { closeAll, cursorAt, open, sampleUri } from './docsStage.ts';

describe('the files that an answer names', () => {
  let files: AnswerFiles;

  before(() => {
    files = new AnswerFiles();
  });
  after(() => files.dispose());
  afterEach(closeAll);

  it('are those that are there inside the workspace, and nothing else', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.name ?? '';
    const there = [
      'README.md',
      './docs/visitors.md:12',
      'docs\\visitors.md#L3-L5',
      `${folder}/README.md:1:2`,
    ];
    const outside = sampleUri('README.md').fsPath;
    const others = ['none.md', 'docs', '../README.md', 'docs/../../etc/passwd', '/etc/passwd', outside];
    const schemes = ['file:///etc/passwd', 'command:workbench.action.openSettings', '//server/share/a.md'];
    let changes = 0;
    const listening = files.onDidChange(() => changes++);
    await files.check([...there, ...others, ...schemes]);
    await files.check(there);
    listening.dispose();
    assert.deepEqual(files.found, there);
    assert.equal(changes, 1);
  });

  it('open with their lines selected', async () => {
    const opened = async (reference: string) => {
      await files.open(reference);
      const editor = vscode.window.activeTextEditor;
      assert.ok(editor);
      const { start, end } = editor.selection;
      const name = vscode.workspace.asRelativePath(editor.document.uri, false);
      return [name, start.line + 1, start.character + 1, end.line + 1];
    };
    assert.deepEqual(await opened('docs/visitors.md:12'), ['docs/visitors.md', 12, 1, 12]);
    assert.deepEqual(await opened('docs/visitors.md:3:5'), ['docs/visitors.md', 3, 5, 3]);
    assert.deepEqual(await opened('docs/visitors.md#L3-L5'), ['docs/visitors.md', 3, 1, 5]);
    assert.deepEqual(await opened('README.md:9999'), [
      'README.md',
      (await vscode.workspace.openTextDocument(sampleUri('README.md'))).lineCount,
      1,
      (await vscode.workspace.openTextDocument(sampleUri('README.md'))).lineCount,
    ]);
  });

  it('are forgotten once they have gone', async () => {
    const uri = sampleUri('docs/short-lived.md');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('# Gone soon\n'));
    await files.check(['docs/short-lived.md']);
    assert.ok(files.found.includes('docs/short-lived.md'));
    await vscode.workspace.fs.delete(uri);
    await files.open('docs/short-lived.md');
    assert.equal(files.found.includes('docs/short-lived.md'), false);
    assert.equal(vscode.window.activeTextEditor, undefined);
  });
});

describe('the code of an answer', () => {
  let inserter: Inserter;
  let files: AnswerFiles;

  before(async () => {
    await closeAll();
    inserter = createInserter();
    files = new AnswerFiles();
  });
  after(() => vscode.Disposable.from(inserter, files).dispose());
  afterEach(closeAll);

  it('has the language of the editor whose name stands at its fence', async () => {
    const names = {
      ts: 'typescript',
      'C++': 'cpp',
      sh: 'shellscript',
      YML: 'yaml',
      css: 'css',
      txt: 'plaintext',
    };
    for (const [name, id] of Object.entries(names)) assert.equal(await languageId(name), id);
    for (const name of ['', 'klingon', 'constructor', '__proto__'])
      assert.equal(await languageId(name), 'plaintext');
  });

  it('opens as a document of that language, also by Insert where no editor is open', async () => {
    const { openCode, insertCode } = answerPartHandlers(inserter, files);
    for (const show of [openCode, insertCode]) {
      await show({ text: 'one = 1\n', language: 'py' });
      const document = vscode.window.activeTextEditor?.document;
      assert.deepEqual([document?.getText(), document?.languageId], ['one = 1\n', 'python']);
      await closeAll();
    }
  });

  it('replaces what is selected to the letter, in Markdown too, as one step of undo', async () => {
    const editor = await open('# Levels\n\n- here\n');
    const at = cursorAt(editor, 'here');
    editor.selection = new vscode.Selection(at, at.translate(0, 4));
    const { insertCode } = answerPartHandlers(inserter, files);
    await insertCode({ text: '# not a heading\n<b>\n', language: 'sh' });
    assert.equal(editor.document.getText(), '# Levels\n\n- # not a heading\n<b>\n');
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), '# Levels\n\n- here\n');
  });
});
