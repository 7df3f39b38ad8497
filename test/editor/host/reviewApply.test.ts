import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { ReviewRow } from '../../../src/core/docs/review/review.ts';
import { rowOf } from '../../../src/host/docs/review/reviewRows.ts';
import { ReviewSession } from '../../../src/host/docs/review/reviewSession.ts';
import { parseDocument } from '../../../src/host/docs/source/parsedDocument.ts';
import { closeAll, open } from './docsStage.ts';

describe('what a review writes', () => {
  afterEach(closeAll);

  /** A review of all images of a new document, each with a text of its own; nothing is asked. */
  async function begin(text: string, ending?: string) {
    const { document } = await open(text, ending);
    const parsed = (await parseDocument(document)) ?? assert.fail();
    const rows = parsed.references.map((reference) => rowOf({ parsed, reference }));
    const review = { id: 'r', title: 'Docs', created: 1, rows, spent: 0 };
    const session = new ReviewSession({ changed: () => undefined } as never, review);
    for (const [index, { id }] of rows.entries())
      session.dispatch({ type: 'edited', row: id, text: `Words ${index}` });
    const row = (index: number): ReviewRow => session.review.rows[index] ?? assert.fail('no such row');
    return { document, session, row };
  }

  async function change(document: vscode.TextDocument, from: string, to: string): Promise<void> {
    const start = document.getText().indexOf(from);
    const range = new vscode.Range(document.positionAt(start), document.positionAt(start + from.length));
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, range, to);
    assert.ok(await vscode.workspace.applyEdit(edit));
  }

  const image = '![](a.png)';

  it('goes to the image it was made for when an equal one before it is gone', async () => {
    const { document, session, row } = await begin(`# A\n\n${image}\n\n# B\n\n${image}\n\n# C\n\n${image}\n`);
    await change(document, `# A\n\n${image}\n\n`, '');
    await session.apply();
    assert.equal(document.getText(), '# B\n\n![Words 1](a.png)\n\n# C\n\n![Words 2](a.png)\n');
    assert.match(row(0).problem ?? '', /no longer stands in the document/);
  });

  it('never goes twice into one place', async () => {
    const { document, session, row } = await begin(`${image}\n\n# B\n\n${image}\n`);
    const twice = { ...session.review, rows: [row(0), { ...row(0), id: 'twin' }] };
    const both = new ReviewSession({ changed: () => undefined } as never, twice);
    await both.apply();
    assert.equal(document.getText(), `${image}\n\n# B\n\n${image}\n`);
    assert.match(both.review.rows[1]?.problem ?? '', /unclear which of its images/);
  });

  it('is written once when Apply is pressed twice', async () => {
    const { document, session, row } = await begin(`# A\n\n${image}\n`);
    await Promise.all([session.apply(), session.apply()]);
    assert.equal(document.getText(), '# A\n\n![Words 0](a.png)\n');
    assert.deepEqual([row(0).status, row(0).problem], ['written', undefined]);
  });

  it('leaves alone what somebody has called decorative meanwhile', async () => {
    const { document, session, row } = await begin(`# A\n\n${image}\n`);
    await change(document, image, `<!-- ask-claude-decorative -->\n${image}`);
    await session.apply();
    assert.equal(document.getText(), `# A\n\n<!-- ask-claude-decorative -->\n${image}\n`);
    assert.match(row(0).problem ?? '', /Somebody has changed/);
  });

  it('does not bring back a document that was deleted', async () => {
    const { document, session, row } = await begin(`# A\n\n${image}\n`);
    await vscode.workspace.fs.delete(document.uri);
    await session.apply();
    assert.match(row(0).problem ?? '', /The document is gone/);
    assert.equal(document.isDirty, false);
  });

  it('is taken back where the editor would never save it', async () => {
    const files = vscode.workspace.getConfiguration('files');
    const { document, session, row } = await begin(`# A\n\n${image}\n`);
    const own = { [`**/${document.uri.path.split('/').at(-1)}`]: true };
    await files.update('readonlyInclude', own, vscode.ConfigurationTarget.Global);
    try {
      await session.apply();
      assert.match(row(0).problem ?? '', /The document is read-only/);
      assert.equal(document.getText(), `# A\n\n${image}\n`);
    } finally {
      await files.update('readonlyInclude', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('is not written into the file of a notebook whose cells are not saved', async () => {
    const cell = { cell_type: 'markdown', metadata: {}, source: ['# A\n', '\n', image] };
    const text = JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 });
    const { document, session, row } = await begin(text, 'ipynb');
    const notebook = await vscode.workspace.openNotebookDocument(document.uri);
    await change(notebook.cellAt(0).document, '# A', '# B');
    await session.apply();
    assert.equal(document.getText(), text);
    assert.match(row(0).problem ?? '', /The notebook has changes that are not saved/);
    await notebook.save();
    await session.apply();
    assert.equal(row(0).status, 'written');
  });

  it('has its long description written once', async () => {
    const { document, session, row } = await begin(`# A\n\n${image}\n\nText\n`);
    const answer = { alt: 'Quay', decorative: false, confidence: 'high', shortened: false } as const;
    const { id } = row(0);
    session.dispatch({ type: 'asking', rows: [id] });
    session.dispatch({ type: 'answered', row: id, answer: { ...answer, longDescription: 'Long.' } });
    session.dispatch({ type: 'describes', row: id, describes: true });
    await session.apply();
    session.dispatch({ type: 'edited', row: id, text: 'Quay by night' });
    await session.apply();
    assert.equal(document.getText(), '# A\n\n![Quay by night](a.png)\n\nLong.\n\nText\n');
  });

  it('is heard, though the image was marked as decorative before', async () => {
    const { document, session, row } = await begin(`# A\n\n${image}\n`);
    session.dispatch({ type: 'decorative', row: row(0).id });
    await session.apply();
    session.dispatch({ type: 'edited', row: row(0).id, text: 'Words' });
    await session.apply();
    assert.equal(document.getText(), '# A\n\n![Words](a.png)\n');
  });

  for (const [ending, text] of [
    ['md', `# A\n\n${image}\n`],
    ['html', '<p><img src="a.png"></p>\n'],
    ['adoc', '= A\n\nimage::a.png[]\n'],
  ] as const)
    it(`is no longer called written once a decoration is undone: ${ending}`, async () => {
      const { document, session, row } = await begin(text, ending);
      session.dispatch({ type: 'decorative', row: row(0).id });
      await session.apply();
      assert.notEqual(document.getText(), text);
      await session.follow(document.uri.toString());
      assert.equal(row(0).status, 'written');
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), text);
      await session.follow(document.uri.toString());
      assert.equal(row(0).status, 'answered');
      await vscode.commands.executeCommand('redo');
      await session.follow(document.uri.toString());
      assert.equal(row(0).status, 'written');
    });

  it('is no longer called written once the changes of its document were thrown away', async () => {
    const { document, session, row } = await begin(`# A\n\n${image}\n`);
    await session.apply();
    assert.equal(row(0).status, 'written');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    while (vscode.workspace.textDocuments.some((one) => one === document && one.isDirty))
      await setImmediate();
    await session.followAll();
    assert.equal(row(0).status, 'answered');
  });
});
