import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { advanceReview, type Review, type ReviewRow } from '../../../src/core/docs/review/review.ts';
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

  const manyRows = Array.from(
    { length: 1000 },
    (_, index): ReviewRow => ({
      ...{ id: `row-${index}`, document: 'file:///a.md', image: { name: 'a.png' }, headings: [] },
      place: { source: 'a.png', occurrence: index, total: 1000, start: index, line: index },
      context: { before: 'Before. '.repeat(20), after: '' },
      current: { state: 'empty', text: '' },
      ...{ status: 'answered', text: `Words ${index}`, decorative: false, decision: 'open' },
    }),
  );
  const begun = (): Review => ({
    ...{ id: randomUUID(), title: 'Many', created: Date.now() + 1000, rows: manyRows, spent: 0 },
  });
  const decide = (review: Review, ...rows: string[]) =>
    rows.reduce((now, row) => advanceReview(now, { type: 'decided', row, decision: 'accepted' }), review);
  const opened = (): ReviewStore => new ReviewStore(storage, (line) => assert.fail(line));
  const sizes = async ({ id }: Review) => {
    const files = ['json', 'changes.json'].map((end) =>
      vscode.Uri.joinPath(storage, 'reviews', `${id}.${end}`),
    );
    return Promise.all(files.map(async (file) => (await vscode.workspace.fs.stat(file)).size));
  };

  it('are written whole once, and then only what was decided', async () => {
    const store = opened();
    const whole = begun();
    store.save(whole);
    await store.flush();
    const decided = decide(whole, 'row-7', 'row-9');
    store.save(decided);
    await store.flush();
    const [all = 0, changes = 0] = await sizes(whole);
    assert.ok(changes > 0 && changes < all / 100, `${changes} of ${all} bytes`);
    assert.deepEqual(await opened().get(whole.id), decided);
    const much = decide(decided, ...manyRows.slice(0, 300).map(({ id }) => id));
    store.save(much);
    await store.flush();
    assert.deepEqual(await opened().get(whole.id), much);
    store.save(decide(much, 'row-900'));
    await store.flush();
    assert.ok(((await sizes(whole))[1] ?? all) < all / 100);
    assert.equal((await opened().get(whole.id))?.rows[900]?.decision, 'accepted');
  });

  it('keep what is decided while they are being written', async () => {
    const store = opened();
    let review = begun();
    store.save(review);
    const writing = store.flush();
    for (const { id } of manyRows.slice(0, 20)) {
      review = decide(review, id);
      store.save(review);
      void store.flush();
    }
    await writing;
    assert.deepEqual(await opened().get(review.id), review);
  });

  it('keep what is decided after another window has written them', async () => {
    const [store, other] = [opened(), opened()];
    const review = begun();
    store.save(review);
    await store.flush();
    other.save(decide(review, 'row-1'));
    await other.flush();
    const decided = decide(review, 'row-2');
    store.save(decided);
    await store.flush();
    assert.deepEqual(await opened().get(review.id), decided);
  });

  it('say whether something is left to do, as they are now', async () => {
    const store = opened();
    for (const { id } of await store.load())
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(storage, 'reviews', `${id}.json`));
    assert.equal(await store.hasOpen(), false);
    const review = { ...begun(), rows: manyRows.slice(0, 2) };
    store.save(review);
    await store.flush();
    assert.equal(await store.hasOpen(), true);
    store.save(advanceReview(review, { type: 'written', rows: ['row-0', 'row-1'] }));
    await store.flush();
    assert.equal(await store.hasOpen(), false);
    store.save(review);
    await store.flush();
    assert.equal(await store.hasOpen(), true);
  });
});
