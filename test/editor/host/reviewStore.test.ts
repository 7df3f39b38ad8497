import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Review } from '../../../src/core/docs/review/review.ts';
import { locate, rowOf } from '../../../src/host/docs/review/reviewRows.ts';
import { ReviewStore } from '../../../src/host/docs/review/reviewStore.ts';
import { parseDocument } from '../../../src/host/docs/source/parsedDocument.ts';
import { closeAll, open } from './docsStage.ts';

describe('reviews that are kept', () => {
  const storage = vscode.Uri.file(join(tmpdir(), `reviews-${randomUUID()}`));
  after(async () => {
    await closeAll();
    await vscode.workspace.fs.delete(storage, { recursive: true });
  });

  it('come back with the places of their rows', async () => {
    const { document } = await open('# A\n\n![](a.png) ![](a.png)\n\n<img src="b.png">\n');
    const parsed = await parseDocument(document);
    assert.ok(parsed);
    const rows = parsed.references.map((reference) => rowOf({ parsed, reference, rule: 'empty' }));
    const review: Review = { id: randomUUID(), title: 'Docs', created: Date.now(), rows, spent: 0 };
    const said: string[] = [];
    const store = new ReviewStore(storage, (line) => said.push(line));
    assert.deepEqual(await store.load(), []);
    store.save(review);
    await store.flush();
    assert.deepEqual(said, []);
    const [kept] = await store.load();
    assert.deepEqual(kept, review);
    const places = await Promise.all(rows.map(async (row) => (await locate(row))?.reference.range));
    assert.deepEqual(
      places,
      parsed.references.map(({ range }) => range),
    );
  });
});
