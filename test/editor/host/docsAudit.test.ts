import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { codeActionsAt, open, perform, sampleUri, scriptAlt, useEmulator } from './docsStage.ts';

describe('the audit of alt texts', () => {
  const emulator = useEmulator();

  before(() => audit());

  it('lists what is wrong in the documents of the workspace, and asks nobody', () => {
    assert.deepEqual(codes('docs/how-it-works.md'), [
      '5 alt-placeholder',
      '9 alt-file-name',
      '13 alt-missing',
    ]);
    assert.deepEqual(codes('README.md'), ['5 alt-empty']);
    // Decoration that is declared and good words are no problem.
    assert.deepEqual(codes('docs/visitors.md'), ['13 alt-vague']);
    assert.deepEqual(emulator().requests, []);
  });

  it('follows the text, and its quick fix writes what is missing', async () => {
    const editor = await open('# Tides\n\nText.\n');
    const { uri } = editor.document;
    await audit();
    await editor.edit((edit) => edit.insert(new vscode.Position(3, 0), '\n![](../images/coast.jpg)\n'));
    await become(uri, '5 alt-empty');
    scriptAlt(emulator(), 'The quay at low tide');
    const actions = await codeActionsAt(editor, '![](');
    const fix = actions.find(({ title }) => title === 'Write alt text with Claude');
    assert.equal(fix?.kind?.value, vscode.CodeActionKind.QuickFix.value);
    await perform(actions, 'Write alt text with Claude');
    await become(uri);
  });

  it('misses files, and no longer once they are there', async () => {
    const name = `${randomUUID()}.png`;
    const { uri } = (await open(`![Boats in the harbour](../images/${name})\n`)).document;
    await audit();
    await become(uri, '1 file-missing');
    const image = sampleUri(`images/${name}`);
    await vscode.workspace.fs.copy(sampleUri('images/snippet.png'), image);
    await become(uri);
    await vscode.workspace.fs.delete(image);
    await become(uri, '1 file-missing');
  });

  it('corrects the name of a file that was misspelt', async () => {
    const editor = await open('![Boats in the harbour](../images/caost.jpg)\n');
    const { uri } = editor.document;
    await audit();
    await become(uri, '1 file-missing');
    await perform(await codeActionsAt(editor, 'caost'), 'Change the file name to coast.jpg');
    assert.equal(editor.document.getText(), '![Boats in the harbour](../images/coast.jpg)\n');
    await become(uri);
  });

  it('follows a document to its new name, and forgets it with its folder', async () => {
    const { uri } = (await open('![](../images/coast.jpg)\n')).document;
    await audit();
    await become(uri, '1 alt-empty');
    const folder = sampleUri(randomUUID());
    const renamed = vscode.Uri.joinPath(folder, 'a.md');
    await vscode.workspace.fs.rename(uri, renamed);
    await become(uri);
    await become(renamed, '1 alt-empty');
    await vscode.workspace.fs.delete(folder, { recursive: true });
    await become(renamed);
  });

  it('leaves out what the workspace hides from a search', async () => {
    const folder = `site-${randomUUID()}`;
    const bytes = new TextEncoder().encode('![](a.png)\n');
    for (const path of ['built/a.md', 'built/kept.md', 'node_modules/a/a.md', 'a.md'])
      await vscode.workspace.fs.writeFile(sampleUri(`${folder}/${path}`), bytes);
    await vscode.workspace.fs.writeFile(
      sampleUri(`${folder}/.gitignore`),
      new TextEncoder().encode('built/*\n!kept.md\n'),
    );
    await audit();
    const listed = vscode.languages
      .getDiagnostics()
      .filter(([uri, all]) => uri.path.includes(folder) && all.length > 0)
      .map(([uri]) => uri.path.slice(uri.path.indexOf(folder) + folder.length));
    assert.deepEqual(listed.sort(), ['/a.md', '/built/kept.md']);
    await vscode.workspace.fs.delete(sampleUri(folder), { recursive: true });
  });

  it('looks at one folder or document, by the rules of its project', async () => {
    const folder = `project-${randomUUID()}`;
    const write = (path: string, text: string) =>
      vscode.workspace.fs.writeFile(sampleUri(`${folder}/${path}`), new TextEncoder().encode(text));
    const rules = (vague: string) =>
      write(
        '.askclauderc.json',
        `{ "rules": { "vague": "${vague}", "missingFile": "off" }, "exclude": ["drafts/"] }`,
      );
    await rules('error');
    await write('a.md', '![chart](a.png)\n\n<!-- ask-claude-ignore -->\n![plot](b.png)\n');
    await write('sub/b.md', '![graph](a.png)\n');
    await write('drafts/c.md', '![diagram](a.png)\n');
    await audit(sampleUri(`${folder}/sub`));
    assert.deepEqual(codes(`${folder}/sub/b.md`), ['1 alt-vague']);
    await audit(sampleUri(`${folder}/a.md`));
    assert.deepEqual(codes(`${folder}/a.md`), ['1 alt-vague']);
    const [first] = vscode.languages.getDiagnostics(sampleUri(`${folder}/a.md`));
    assert.equal(first?.severity, vscode.DiagnosticSeverity.Error);
    await audit(sampleUri(folder));
    assert.deepEqual(codes(`${folder}/drafts/c.md`), []);
    await rules('off');
    await become(sampleUri(`${folder}/a.md`));
    await vscode.workspace.fs.delete(sampleUri(folder), { recursive: true });
  });

  it('is content with what was marked as decorative in Markdown', async () => {
    const editor = await open('Words\n\n![](../images/coast.jpg)\n');
    const { uri } = editor.document;
    await audit(uri);
    await become(uri, '3 alt-empty');
    await perform(await codeActionsAt(editor, '![]'), 'Mark image as decorative');
    assert.equal(
      editor.document.getText(),
      'Words\n\n<!-- ask-claude-decorative -->\n![](../images/coast.jpg)\n',
    );
    await become(uri);
    assert.deepEqual(emulator().requests, []);
  });

  it('ignores a rule at an image by a comment, and leads to all texts of its kind', async () => {
    const editor = await open('![](../images/coast.jpg)\n\n![](../images/berths.png)\n');
    const { uri } = editor.document;
    await audit(uri);
    await become(uri, '1 alt-empty', '3 alt-empty');
    const actions = await codeActionsAt(editor, '![]');
    const command = (title: string) => actions.find((one) => one.title === title)?.command;
    const all = command('Write all alt texts of this document…');
    assert.equal(all?.command, 'askClaude.writeDocument');
    assert.equal(String(all?.arguments?.[0]), uri.toString());
    const rule = command('Write all alt texts with this problem in the workspace…');
    assert.deepEqual([rule?.command, ...(rule?.arguments ?? [])], ['askClaude.writeRule', 'empty']);
    await perform(actions, 'Ignore alt-empty here');
    await become(uri, '4 alt-empty');
    const [first] = editor.document.getText().split('\n');
    assert.equal(first, '<!-- ask-claude-ignore empty -->');
    // What is the only one is written by itself.
    const left = await codeActionsAt(editor, '![](../images/berths');
    assert.ok(!left.some(({ title }) => title === 'Write all alt texts of this document…'));
  });

  it('looks at each of several documents, and at what is in two of the places only once', async () => {
    const folder = `several-${randomUUID()}`;
    const write = (path: string) =>
      vscode.workspace.fs.writeFile(sampleUri(`${folder}/${path}`), new TextEncoder().encode('![](a.png)\n'));
    for (const path of ['a/a.md', 'b/b.md', 'c/c.md']) await write(path);
    const places = ['a', 'a/a.md', 'b/b.md'].map((path) => sampleUri(`${folder}/${path}`));
    await vscode.commands.executeCommand('askClaude.auditAltText', places[0], places);
    const found = (path: string) => codes(`${folder}/${path}`).filter((code) => code.endsWith('alt-empty'));
    assert.deepEqual(
      [found('a/a.md'), found('b/b.md'), found('c/c.md')],
      [['1 alt-empty'], ['1 alt-empty'], []],
    );
    await vscode.workspace.fs.delete(sampleUri(folder), { recursive: true });
  });
});

async function audit(target?: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('askClaude.auditAltText', target);
}

/** "line code" of each problem of a document, lines as the editor counts them. */
function codes(where: string | vscode.Uri): readonly string[] {
  const uri = typeof where === 'string' ? sampleUri(where) : where;
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === 'Ask Claude')
    .map(({ range, code }) => `${range.start.line + 1} ${code}`);
}

/** Waits until these are the problems of a document. */
function become(uri: vscode.Uri, ...expected: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const isSo = () => codes(uri).join() === expected.join();
    if (isSo()) return resolve();
    const listening = vscode.languages.onDidChangeDiagnostics(() => {
      if (!isSo()) return;
      listening.dispose();
      resolve();
    });
  });
}
