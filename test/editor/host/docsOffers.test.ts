import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { codeActionsAt, cursorAt, open, perform, sampleUri, scriptAlt, useEmulator } from './docsStage.ts';

describe('what a document offers about its images', () => {
  const emulator = useEmulator();

  it('tells in a hover what the image is, what a question costs and what can be done', async () => {
    const editor = await open('# A\n\n![](../images/dashboard.png)\n');
    const text = await hoverAt(editor, '](../images');
    assert.match(text, /!\[\]\([^)]*dashboard\.png\|width=\d+,height=\d+\)/);
    assert.match(text, /dashboard\\\.png/);
    assert.match(text, /\d+ × \d+, \d+ kB/);
    assert.match(text, /tokens/);
    assert.match(text, /\[Write alt text\]\(command:askClaude\.writeAltText\?/);
    assert.deepEqual(emulator().requests, []);
  });

  it('says in a hover that a file is missing', async () => {
    const editor = await open('![](../images/dashbord.png)\n');
    assert.match(await hoverAt(editor, 'dashbord'), /did you mean images\\\/dashboard\\\.png/);
  });

  it('runs the link of a hover', async () => {
    const editor = await open('Text ![](../images/dashboard.png)\n');
    const link = /command:(askClaude\.writeAltText)\?([^)]*)/.exec(await hoverAt(editor, '../images'));
    scriptAlt(emulator(), 'Levels');
    await vscode.commands.executeCommand(link?.[1] ?? '', ...JSON.parse(decodeURIComponent(link?.[2] ?? '')));
    assert.equal(editor.document.getText(), 'Text ![Levels](../images/dashboard.png)\n');
  });

  it('completes an empty alt text', async () => {
    const editor = await open('![](../images/shipping-flow_v2.png)\n');
    const position = cursorAt(editor, '](');
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      editor.document.uri,
      position,
    );
    const write = items.find(({ label }) => label === 'Write alt text with Claude');
    assert.equal(write?.command?.command, 'askClaude.writeAltText');
    assert.equal(items.find(({ detail }) => detail === 'From the name of the file')?.label, 'Shipping flow');
  });

  it('completes nothing where there are words', async () => {
    const editor = await open('![Boats](../images/coast.jpg)\n');
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      editor.document.uri,
      cursorAt(editor, 'oats'),
    );
    assert.equal(
      items.some(({ label }) => label === 'Write alt text with Claude'),
      false,
    );
  });

  it('inserts a table below the image, inside its list, and one undo takes it away', async () => {
    const text = '- Berths\n\n  ![](../images/berths.png)\n- Next\n';
    const editor = await open(text);
    emulator().script({ kind: 'answer', text: '| a | b |\n|---|---|\n| <b> | 2 |' });
    await perform(await codeActionsAt(editor, '![]'), 'Extract table below this image');
    assert.equal(
      editor.document.getText(),
      '- Berths\n\n  ![](../images/berths.png)\n\n  | a | b |\n  | - | - |\n  | \\<b> | 2 |\n\n- Next\n',
    );
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), text);
  });

  it('leaves the document alone when the model refuses, and does not ask twice', async () => {
    const image = await copyOfImage();
    const text = `![](../images/${image})\n`;
    const editor = await open(text);
    emulator().script({ kind: 'answer', text: 'no', stopReason: 'refusal' });
    await vscode.commands.executeCommand('askClaude.altTextEverywhere', sampleUri(`images/${image}`));
    assert.equal(editor.document.getText(), text);
    assert.equal(emulator().requests.filter(({ path }) => path === '/v1/messages').length, 1);
  });
});

async function hoverAt(editor: vscode.TextEditor, text: string): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    editor.document.uri,
    cursorAt(editor, text),
  );
  const contents = hovers.flatMap((hover) => hover.contents);
  return contents.map((one) => (typeof one === 'string' ? one : one.value)).join('\n\n');
}

/** The name of an image that no other document shows. */
async function copyOfImage(): Promise<string> {
  const name = `${randomUUID()}.png`;
  await vscode.workspace.fs.copy(sampleUri('images/snippet.png'), sampleUri(`images/${name}`));
  return name;
}
