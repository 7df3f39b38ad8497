import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createClient } from '../../../../src/core/api/client.ts';
import { dialectOf } from '../../../../src/core/api/dialects.ts';
import { cancelBatches } from '../../../../src/core/docs/batch/cancelBatches.ts';
import { followBatches } from '../../../../src/core/docs/batch/followBatches.ts';
import { submitRows } from '../../../../src/core/docs/batch/submitRows.ts';
import { openBatches } from '../../../../src/core/docs/review/reviewBatch.ts';
import { readReview, reviewText } from '../../../../src/core/docs/review/storedReview.ts';
import { claudeApi, key, on, useEmulator } from '../../api/harness.ts';
import {
  billed,
  openWindow,
  playAltTexts,
  reviewOf,
  rowsOf,
  splitting,
  submit,
  timesAsked,
} from './batching.ts';

describe('a review that Message Batches answer', () => {
  const emulator = useEmulator({ batchPolls: 2 });
  const server = (requests: number) => {
    const api = claudeApi(emulator().url);
    const dialect = dialectOf(api.baseUrl);
    const client = createClient({ baseUrl: emulator().url, key, dialect, fetch: globalThis.fetch });
    const context = { baseUrl: api.baseUrl, client, dialect, key, models: [], idleMs: 20_000 };
    return splitting(api, context, requests);
  };
  const reloaded = (review: ReturnType<typeof reviewOf>) =>
    readReview(reviewText(review)) ?? assert.fail('it was not stored');

  it('has 2,500 answers, each where it belongs and paid for once, though it was reloaded half-way', async function () {
    this.timeout(60_000);
    playAltTexts(emulator());
    const asks = { 'row-1200': 'emulator: hang once', 'row-7': 'emulator: status 400' };
    const reload = new AbortController();
    const first = openWindow(server(1000), reviewOf(rowsOf(2500)), {
      asks,
      heard: ({ type }) => type === 'settled' && reload.abort(),
    });
    const batches = await submit(first);
    assert.equal(batches.length, 3);
    assert.equal(openBatches(first.review.batches).length, 3);
    await assert.rejects(followBatches(first.engine, reload.signal), { name: 'AbortError' });
    assert.ok(first.review.rows.some(({ status }) => status === 'answered'));

    const second = openWindow(server(1000), reloaded(first.review), { asks });
    assert.ok(second.review.rows.some(({ status }) => status === 'asking'));
    await followBatches(second.engine, on);

    const { rows, spent, batches: kept = [] } = second.review;
    for (const { id, status, text, problem } of rows)
      if (id === 'row-7') assert.deepEqual([status, problem], ['failed', 'row-7.png: badRequest']);
      else assert.deepEqual([id, status, text], [id, 'answered', `Alt of ${id}`]);
    assert.equal(kept.length, 4);
    assert.deepEqual(openBatches(kept), []);
    const times = await timesAsked(emulator());
    assert.equal(times.size, 2500);
    for (const [id, count] of times) assert.equal(count, id === 'row-1200' ? 2 : 1, id);
    const books = await billed(
      emulator(),
      kept.map(({ id }) => id),
    );
    assert.ok(books > 0 && Math.abs(spent - books) < 1e-9, `${spent} instead of ${books}`);
  });

  it('asks once more what expired, and names what expires again', async () => {
    playAltTexts(emulator());
    const window = openWindow(server(10), reviewOf(rowsOf(3)), { asks: { 'row-1': 'emulator: hang' } });
    await submit(window);
    await followBatches(window.engine, on);
    assert.deepEqual(
      window.review.rows.map(({ status, problem }) => problem ?? status),
      ['answered', 'row-1.png: expired twice', 'answered'],
    );
    assert.equal((await timesAsked(emulator())).get('row-1'), 2);
  });

  it('asks again about what had expired when it was reloaded before that', async () => {
    playAltTexts(emulator());
    const asks = { 'row-1': 'emulator: hang once' };
    const reload = new AbortController();
    const first = openWindow(server(10), reviewOf(rowsOf(3)), {
      asks,
      heard: ({ type }) => type === 'settled' && reload.abort(),
    });
    await submit(first);
    await assert.rejects(followBatches(first.engine, reload.signal), { name: 'AbortError' });
    const second = openWindow(server(10), reloaded(first.review), { asks });
    await followBatches(second.engine, on);
    assert.equal(second.review.rows[1]?.text, 'Alt of row-1');
    assert.equal((await timesAsked(emulator())).get('row-0'), 1);
  });

  it('asks once about one image in one context, and gives the answer to every row', async () => {
    playAltTexts(emulator());
    const window = openWindow(server(10), reviewOf(rowsOf(4)));
    const { tasks } = window.engine;
    const same = openWindow(window.engine.api as ReturnType<typeof server>, window.review, {
      engine: {
        tasks: async (rows, signal) =>
          (await tasks(rows, signal)).map((task, index) => (index === 2 ? task : { ...task, key: 'same' })),
      },
    });
    await submit(same);
    await followBatches(same.engine, on);
    assert.deepEqual(
      same.review.rows.map(({ text }) => text),
      ['Alt of row-0', 'Alt of row-0', 'Alt of row-2', 'Alt of row-0'],
    );
    assert.deepEqual([...(await timesAsked(emulator())).keys()], ['row-0', 'row-2']);
  });

  it('leaves out an image that cannot be sent, and asks about the others', async () => {
    playAltTexts(emulator());
    const plain = openWindow(server(10), reviewOf(rowsOf(3)));
    const window = openWindow(server(10), plain.review, {
      engine: {
        tasks: async (rows, signal) =>
          (await plain.engine.tasks(rows, signal)).map((task) =>
            task.row === 'row-1' ? { ...task, build: () => Promise.reject(new RangeError('damaged')) } : task,
          ),
      },
    });
    await submit(window);
    await followBatches(window.engine, on);
    assert.deepEqual(
      window.review.rows.map(({ text, problem }) => problem ?? text),
      ['Alt of row-0', 'row-1.png: damaged', 'Alt of row-2'],
    );
  });

  it('can be canceled: its rows wait, and nothing is asked again', async () => {
    const window = openWindow(server(2), reviewOf(rowsOf(3)));
    const batches = await submit(window);
    assert.equal(batches.length, 2);
    await cancelBatches(window.engine, on);
    assert.ok(window.review.batches?.every(({ state }) => state === 'canceling'));
    await followBatches(window.engine, on);
    assert.deepEqual(
      window.review.rows.map(({ status }) => status),
      ['waiting', 'waiting', 'waiting'],
    );
    assert.deepEqual(openBatches(window.review.batches), []);
    assert.equal(emulator().requests.filter(({ path }) => path === '/v1/messages/batches').length, 2);
  });

  it('keeps a batch that was being created when it was paused', async () => {
    playAltTexts(emulator());
    const window = openWindow(server(2), reviewOf(rowsOf(4)));
    const pause = new AbortController();
    void emulator()
      .request(0, '/v1/messages/batches')
      .then(() => pause.abort());
    await assert.rejects(
      async () => {
        for await (const _ of submitRows(window.engine, window.review.rows, { again: false }, pause.signal));
      },
      { name: 'AbortError' },
    );
    await followBatches(window.engine, on);
    assert.deepEqual(
      window.review.rows.map(({ status }) => status),
      ['answered', 'answered', 'waiting', 'waiting'],
    );
  });

  it('keeps what a person settled while it was asked', async () => {
    playAltTexts(emulator());
    const window = openWindow(server(10), reviewOf(rowsOf(2)));
    await submit(window);
    window.engine.dispatch({ type: 'decorative', row: 'row-0' });
    window.engine.dispatch({ type: 'stopped' });
    await followBatches(window.engine, on);
    assert.deepEqual(
      window.review.rows.map(({ text, decorative }) => [text, decorative]),
      [
        ['', true],
        ['Alt of row-1', false],
      ],
    );
  });

  it('is not followed at another server than the one that has it', async () => {
    const window = openWindow(server(10), reviewOf(rowsOf(1)));
    await submit(window);
    emulator().reset();
    const elsewhere = { ...window.engine, api: { ...window.engine.api, baseUrl: 'https://other.example' } };
    await followBatches(elsewhere, on);
    assert.equal(window.review.rows[0]?.status, 'asking');
    await cancelBatches(elsewhere, on);
    assert.equal(window.review.rows[0]?.status, 'waiting');
    assert.deepEqual(emulator().requests, []);
  });

  it('gives up a batch that nobody knows any more when it is canceled', async () => {
    const window = openWindow(server(10), reviewOf(rowsOf(1)));
    await submit(window);
    emulator().reset();
    await cancelBatches(window.engine, on);
    assert.equal(window.review.rows[0]?.status, 'waiting');
    assert.deepEqual(openBatches(window.review.batches), []);
  });
});
