import assert from 'node:assert/strict';
import { after, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { ReviewRow } from '../../../src/core/docs/review/review.ts';
import { applyRows } from '../../../src/host/docs/review/applyRows.ts';
import { rowOf } from '../../../src/host/docs/review/reviewRows.ts';
import { parseDocument } from '../../../src/host/docs/source/parsedDocument.ts';
import { closeAll, open } from './docsStage.ts';

describe('texts that are written together', () => {
  after(closeAll);

  it('reach their documents though one of these was deleted meanwhile', async () => {
    const editors = [await open('![](a.png)\n'), await open('![](b.png)\n'), await open('![](c.png)\n')];
    const rows = await Promise.all(editors.map(({ document }, index) => row(document, `Text ${index}`)));
    const [first, second, third] = editors.map(({ document }) => document);
    assert.ok(first && second && third);
    await vscode.workspace.fs.delete(second.uri);
    await closed(second);
    const { written } = await applyRows(rows);
    assert.ok(written.includes(rows[0]?.id ?? '') && written.includes(rows[2]?.id ?? ''));
    const texts = [first, third].map((document) => document.getText());
    assert.deepEqual(texts, ['![Text 0](a.png)\n', '![Text 2](c.png)\n']);
  });

  it('never overwrite what somebody has written since, and keep Windows line ends', async () => {
    const { document } = await open('![](a.png)\r\n\r\n![](b.png) ![](b.png)\r\n');
    const rows = [await row(document, 'One'), await row(document, 'Second of two', 2)];
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 2), 'Mine');
    edit.insert(document.uri, new vscode.Position(0, 0), 'Above\r\n\r\n');
    await vscode.workspace.applyEdit(edit);
    const { left } = await applyRows(rows);
    assert.deepEqual([...left.keys()], [rows[0]?.id]);
    assert.equal(
      document.getText(),
      'Above\r\n\r\n![Mine](a.png)\r\n\r\n![](b.png) ![Second of two](b.png)\r\n',
    );
  });
});

async function row(document: vscode.TextDocument, text: string, place = 0): Promise<ReviewRow> {
  const parsed = await parseDocument(document);
  const reference = parsed?.references[place];
  assert.ok(parsed && reference);
  return { ...rowOf({ parsed, reference }), status: 'answered', text, decision: 'accepted' };
}

/** Closes the tab of a document, so that the editor has to open it again by its address. */
async function closed(document: vscode.TextDocument): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const tab = tabs.find(
    ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === document.uri.toString(),
  );
  if (tab) await vscode.window.tabGroups.close(tab);
}
