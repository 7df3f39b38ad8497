import assert from 'node:assert/strict';
import { after, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { parseDocument } from '../../../src/host/docs/source/parsedDocument.ts';
import type { Proposal } from '../../../src/host/docs/write/proposals.ts';
import { writeAccepted } from '../../../src/host/docs/write/writeAccepted.ts';
import { closeAll, open } from './docsStage.ts';

describe('texts that are written together', () => {
  after(closeAll);

  it('reach their documents though one of these was deleted meanwhile', async () => {
    const editors = [await open('![](a.png)\n'), await open('![](b.png)\n'), await open('![](c.png)\n')];
    const proposals = await Promise.all(
      editors.map(({ document }, index) => proposal(document, `Text ${index}`)),
    );
    const [first, second, third] = editors.map(({ document }) => document);
    assert.ok(first && second && third);
    await vscode.workspace.fs.delete(second.uri);
    await closed(second);
    await writeAccepted(proposals);
    const texts = [first, third].map((document) => document.getText());
    assert.deepEqual(texts, ['![Text 0](a.png)\n', '![Text 2](c.png)\n']);
  });
});

async function proposal(document: vscode.TextDocument, text: string): Promise<Proposal> {
  const parsed = await parseDocument(document);
  const [reference] = parsed?.references ?? [];
  assert.ok(parsed && reference);
  return { location: { parsed, reference }, kind: 'alt', text, picked: true };
}

/** Closes the tab of a document, so that the editor has to open it again by its address. */
async function closed(document: vscode.TextDocument): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const tab = tabs.find(
    ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === document.uri.toString(),
  );
  if (tab) await vscode.window.tabGroups.close(tab);
}
