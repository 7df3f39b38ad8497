import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { describe, it } from 'mocha';
import { followBatches, pollPause } from '../../../../src/core/docs/batch/followBatches.ts';
import { openBatches } from '../../../../src/core/docs/review/reviewBatch.ts';
import { claudeApi, failureOf, key, on, useServer } from '../../api/harness.ts';
import { altJson, openWindow, reviewOf, rowsOf, submit } from './batching.ts';

describe('the results of a batch', () => {
  const server = useServer();
  const stranger = useServer();
  const counts = { processing: 0, succeeded: 3, errored: 0, canceled: 0, expired: 0 };
  const ended = (more: object = {}) =>
    JSON.stringify({ id: 'msgbatch_1', processing_status: 'ended', request_counts: counts, ...more });
  const answer = (custom_id: string, alt: string, more: object = {}) =>
    JSON.stringify({ custom_id, result: { type: 'succeeded', message: message(altJson(alt), more) } });
  const message = (text: string, more: object) => ({
    ...{ type: 'message', role: 'assistant', model: 'claude-sonnet-5-5', stop_reason: 'end_turn' },
    content: [{ type: 'text', text }],
    usage: { input_tokens: 1000, output_tokens: 100 },
    ...more,
  });

  /** Serves these results; each time they are asked for, the next ones. */
  function serve(...results: readonly string[]): { readonly asked: IncomingMessage[] } {
    const asked: IncomingMessage[] = [];
    let reads = 0;
    server.handle((request, response) => {
      asked.push(request);
      if (!request.url?.endsWith('/results'))
        return response.end(ended({ results_url: `${stranger.url()}/results` }));
      const body = results[Math.min(reads, results.length - 1)] ?? '';
      reads += 1;
      if (reads === results.length) return response.end(body);
      response.writeHead(200, { 'content-length': '99999' });
      return response.write(body, () => response.destroy());
    });
    return { asked };
  }

  async function read(rows: number) {
    const window = openWindow(claudeApi(server.url()), reviewOf(rowsOf(rows)));
    await submit(window);
    await followBatches(window.engine, on);
    return window;
  }

  it('may hold a damaged line and lines of strangers: the others count, and the row without one says so', async () => {
    serve(
      [
        answer('row-2', 'Third'),
        '{"custom_id":"row-1","result":{"type":"succ',
        answer('row-98', 'Nobody'),
        '[]',
        '{"custom_id":"__proto__","result":{"type":"expired"}}',
        answer('row-0', 'First'),
        answer('row-0', 'First again'),
      ].join('\n'),
    );
    const { review, said } = await read(3);
    assert.deepEqual(
      review.rows.map(({ text, problem }) => problem ?? text),
      ['First', 'row-1.png: no answer', 'Third'],
    );
    assert.ok(said.some((line) => line.includes('row-98')));
    assert.ok(said.some((line) => line.includes('cannot be read')));
    // Two answers of the three rows, at half of $2 and $10 for a million tokens.
    assert.ok(Math.abs(review.spent - (2 * (1000 * 2 + 100 * 10)) / 2e6) < 1e-12);
  });

  it('are read again after the connection broke, and nothing counts twice', async () => {
    serve(`${answer('row-1', 'Second')}\n`, [answer('row-1', 'Other'), answer('row-0', 'First')].join('\n'));
    const { review } = await read(2);
    assert.deepEqual(
      review.rows.map(({ text }) => text),
      ['First', 'Second'],
    );
    assert.ok(Math.abs(review.spent - (2 * (1000 * 2 + 100 * 10)) / 2e6) < 1e-12);
  });

  it('name a refusal, a cut answer, and an answer that is no alt text', async () => {
    serve(
      [
        answer('row-0', 'No', { stop_reason: 'refusal' }),
        answer('row-1', 'Half', { stop_reason: 'max_tokens' }),
        answer('row-2', 'Words', { content: [{ type: 'text', text: 'A boat.' }] }),
        answer('row-3', 'Nothing', { content: [] }),
      ].join('\n'),
    );
    const { review } = await read(4);
    assert.deepEqual(
      review.rows.map(({ problem }) => problem),
      ['refusal', 'outputLimit', 'unexpected', 'emptyAnswer'].map((kind, at) => `row-${at}.png: ${kind}`),
    );
    assert.ok(review.spent > 0);
  });

  it('come from the server that was chosen, which alone gets the key, whatever address the batch names', async () => {
    const heard: (string | undefined)[] = [];
    stranger.handle((request, response) => {
      heard.push(request.url);
      response.end();
    });
    const { asked } = serve(answer('row-0', 'First'));
    const { review } = await read(1);
    assert.equal(review.rows[0]?.text, 'First');
    assert.deepEqual(heard, []);
    assert.ok(
      asked.some(({ url, headers }) => url?.endsWith('/results') && headers.authorization?.includes(key)),
    );
  });

  it('are waited for over faults that pass, and not where the server knows no such batch', async () => {
    const window = openWindow(claudeApi(server.url()), reviewOf(rowsOf(1)));
    serve(answer('row-0', 'First'));
    await submit(window);
    server.handle((_, response) => response.writeHead(404).end('{"error":{"type":"not_found_error"}}'));
    assert.equal((await failureOf(followBatches(window.engine, on))).status, 404);
    assert.equal(openBatches(window.review.batches).length, 1);
    let faults = 0;
    const { asked } = serve(answer('row-0', 'First'));
    const working = claudeApi(server.url());
    const followBatch: typeof working.followBatch = (...args) => {
      faults += 1;
      if (faults > 2) return working.followBatch(...args);
      return claudeApi('http://127.0.0.1:1').followBatch(...args);
    };
    await followBatches({ ...window.engine, api: { ...working, followBatch } }, on);
    assert.equal(window.review.rows[0]?.text, 'First');
    assert.ok(asked.length > 0);
  }).timeout(20_000);

  it('may be gone when they are asked for too late, which the rows say', async () => {
    const window = openWindow(claudeApi(server.url()), reviewOf(rowsOf(1)));
    serve('');
    await submit(window);
    server.handle((request, response) => {
      if (request.url?.endsWith('/results')) response.writeHead(404).end('{}');
      else response.end(ended());
    });
    await followBatches(window.engine, on);
    assert.equal(window.review.rows[0]?.problem, 'row-0.png: no answer');
  });

  it('are asked for at longer and longer pauses, a minute at most', () => {
    assert.deepEqual([1, 2, 3, 4, 5, 2000].map(pollPause), [5, 10, 20, 40, 60, 60]);
  });
});
