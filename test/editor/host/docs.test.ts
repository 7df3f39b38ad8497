import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import {
  altJson,
  codeActionsAt,
  cursorAt,
  open,
  perform,
  scriptAlt,
  useEmulator,
  useServer,
} from './docsStage.ts';

const page = `---
title: Harbour
---

# Levels

The board in the harbour office.\t

![](../images/dashboard.png "board")   and ![chart](../images/rainfall.png)

* [![](../images/coast.jpg)](visitors.md)
`;

describe('alt text in a document', () => {
  const emulator = useEmulator();

  it('is written into its location alone, and one undo takes it away', async () => {
    const editor = await open(page);
    scriptAlt(emulator(), 'Water at 3.2 m [rising]');
    await perform(await codeActionsAt(editor, '![](../images/dash'), 'Write alt text with Claude');
    assert.equal(
      editor.document.getText(),
      page.replace('![](../images/dash', '![Water at 3.2 m \\[rising\\]](../images/dash'),
    );
    assert.equal(editor.document.isDirty, true);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), page);
  });

  it('keeps Windows line ends', async () => {
    const text = page.replaceAll('\n', '\r\n');
    const editor = await open(text);
    scriptAlt(emulator(), 'The coast');
    await perform(await codeActionsAt(editor, '![](../images/coast'), 'Write alt text with Claude');
    assert.equal(
      editor.document.getText(),
      text.replace('![](../images/coast', '![The coast](../images/coast'),
    );
  });

  it('is asked for with the picture and with what stands around it', async () => {
    const editor = await open(page);
    scriptAlt(emulator(), 'Water at 3.2 m');
    await perform(await codeActionsAt(editor, '![](../images/dash'), 'Write alt text with Claude');
    const { body } = await emulator().request(0);
    const sent = JSON.stringify(body);
    assert.match(sent, /"type":"image"/);
    assert.match(sent, /Levels/);
    assert.match(sent, /The board in the harbour office/);
  });

  it('is improved where there is one, in HTML too', async () => {
    const editor = await open(
      `<p>\n<img alt='Rain by month, 2025'\n  src="../images/rainfall.png"></p>\n`,
      'html',
    );
    scriptAlt(emulator(), "Rain: 3 mm in May, it's dry");
    await perform(await codeActionsAt(editor, '<img'), 'Improve alt text with Claude');
    assert.equal(
      editor.document.getText(),
      `<p>\n<img alt='Rain: 3 mm in May, it&#39;s dry'\n  src="../images/rainfall.png"></p>\n`,
    );
  });

  it('finds its place in a document that was edited meanwhile', async () => {
    const editor = await open(page);
    emulator().script({ kind: 'answer', text: altJson('The coast at dusk'), held: true });
    const written = perform(await codeActionsAt(editor, '![](../images/coast'), 'Write alt text with Claude');
    await emulator().request(0);
    await editor.edit((edit) => edit.insert(new vscode.Position(4, 0), 'New words above.\n\n'));
    emulator().release();
    await written;
    const expected = page
      .replace('# Levels', 'New words above.\n\n# Levels')
      .replace('![](../images/coast', '![The coast at dusk](../images/coast');
    assert.equal(editor.document.getText(), expected);
  });

  it('is not written when its reference was edited meanwhile', async () => {
    const editor = await open(page);
    emulator().script({ kind: 'answer', text: altJson('The coast at dusk'), held: true });
    const position = cursorAt(editor, '![](../images/coast').translate(0, 2);
    const written = perform(await codeActionsAt(editor, '![](../images/coast'), 'Write alt text with Claude');
    await emulator().request(0);
    await editor.edit((edit) => edit.insert(position, 'mine'));
    emulator().release();
    await written;
    assert.equal(editor.document.getText(), page.replace('![](../images/coast', '![mine](../images/coast'));
  });

  it('leaves the document alone when the server fails', async () => {
    const editor = await open(page);
    emulator().script({ kind: 'status', status: 400, message: 'no' });
    await perform(await codeActionsAt(editor, '![](../images/dash'), 'Write alt text with Claude');
    assert.equal(editor.document.getText(), page);
    assert.equal(editor.document.isDirty, false);
  });

  it('leaves the document alone when there is no key', async () => {
    await useServer(undefined);
    try {
      const editor = await open(page);
      await perform(await codeActionsAt(editor, '![](../images/dash'), 'Write alt text with Claude');
      assert.equal(editor.document.getText(), page);
    } finally {
      await useServer(emulator().url);
    }
    assert.deepEqual(emulator().requests, []);
  });

  it('does not throw words away for an image that is taken for decoration', async () => {
    const text = '![The quay at low tide, with two boats](../images/coast.jpg)\n';
    const editor = await open(text);
    scriptAlt(emulator(), '', { decorative: true });
    await perform(await codeActionsAt(editor, '!['), 'Improve alt text with Claude');
    assert.equal(editor.document.getText(), text);
  });

  it('is taken from the caption, or away, without asking anybody', async () => {
    const figure =
      '<figure>\n<img src="../images/coast.jpg">\n<figcaption>The quay</figcaption>\n</figure>\n';
    const editor = await open(figure, 'html');
    await perform(await codeActionsAt(editor, '<img'), 'Use the caption as alt text');
    const withAlt = editor.document.getText();
    assert.match(withAlt, /<img [^>]*alt="The quay"/);
    await perform(await codeActionsAt(editor, '<img'), 'Mark image as decorative');
    // Under a caption an empty text alone may have been forgotten.
    const decorative = withAlt.replace('<img', '<img role="presentation"');
    assert.equal(editor.document.getText(), decorative.replace('alt="The quay"', 'alt=""'));
    assert.deepEqual(emulator().requests, []);
  });

  it('is never written where code decides', async () => {
    const editor = await open('<template><img src="../images/coast.jpg" :alt="words"></template>\n', 'vue');
    const titles = (await codeActionsAt(editor, '<img')).map(({ title }) => title);
    assert.ok(titles.includes('Ask Claude about this image'));
    assert.deepEqual(
      titles.filter((title) => /alt text|decorative/.test(title)),
      [],
    );
    await vscode.commands.executeCommand('askClaude.writeAltText');
    assert.equal(editor.document.isDirty, false);
    assert.deepEqual(emulator().requests, []);
  });
});
