import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, it } from 'mocha';
import { maxAnswerLength } from '../../../../src/core/api/stream/blocks.ts';
import { apiOf, data, delta, failureOf, heard, on, question, start, useServer } from '../harness.ts';

const never = { 'x-should-retry': 'false' };

function* forever(text: string) {
  for (;;) yield text;
}

describe('a body without an end', () => {
  const server = useServer();
  const api = () => apiOf(server.url(), { idleTimeoutSeconds: 0 });
  const run = () => heard(api().answer(question(), on));

  /** Resolves when the client has closed the connection of the next request. */
  function endless(status: number, type: string, text: string, begin = ''): Promise<void> {
    return new Promise((resolve) => {
      server.handle((_, response) => {
        response.once('close', resolve);
        response.writeHead(status, { ...never, 'content-type': type });
        response.write(begin);
        Readable.from(forever(text)).pipe(response);
      });
    });
  }

  it('is an error by its status', async () => {
    for (const type of ['application/json', 'text/html', 'text/plain']) {
      const closed = endless(413, type, '<'.repeat(65_536));
      const { failure } = await run();
      assert.equal(failure?.kind, 'requestTooLarge');
      assert.ok(failure.detail.length <= 2000);
      await closed;
    }
  });

  it('is too long for one event', async () => {
    const closed = endless(
      200,
      'text/event-stream',
      'x'.repeat(65_536),
      `${data(start, delta('Yes'))}data: `,
    );
    const { failure, text } = await run();
    assert.deepEqual([failure?.kind, text], ['answerTooLong', 'Yes']);
    await closed;
  });

  it('is too long for an event of many lines', async () => {
    const closed = endless(200, 'text/event-stream', `data: ${'x'.repeat(65_536)}\n`);
    assert.equal((await run()).failure?.kind, 'answerTooLong');
    await closed;
  });

  it('is too long for an answer, of which the beginning is kept', async () => {
    const closed = endless(200, 'text/event-stream', data(delta('x'.repeat(9999))), data(start));
    const { failure, text } = await run();
    assert.equal(failure?.kind, 'answerTooLong');
    assert.equal(text.length, maxAnswerLength);
    await closed;
  });

  it('is too long for an answer that says nothing', async () => {
    const comment = `: ${'x'.repeat(65_536)}\n\n`;
    const closed = endless(200, 'text/event-stream', comment, data(start));
    assert.equal((await run()).failure?.kind, 'answerTooLong');
    await closed;
  });

  it('is too long for an answer in one piece, and for a list', async () => {
    for (const ask of [async () => (await run()).failure, () => failureOf(api().listModels(on))]) {
      const closed = endless(200, 'application/json', ' '.repeat(65_536));
      assert.equal((await ask())?.kind, 'answerTooLong');
      await closed;
    }
  });

  it('is too long for a result of a batch', async () => {
    const closed = endless(200, 'application/x-jsonl', 'x'.repeat(65_536));
    assert.equal((await failureOf(api().batchResults('batch', on))).kind, 'answerTooLong');
    await closed;
  });
});

describe('a small body that unpacks to a large one', () => {
  const server = useServer();
  const bomb = gzipSync(Buffer.alloc(200_000_000, '<'));

  it('is read no further than an error or an answer goes', async () => {
    for (const [status, kind] of [
      [500, 'serverError'],
      [200, 'answerTooLong'],
    ] as const) {
      server.handle((_, response) => {
        const headers = { ...never, 'content-encoding': 'gzip', 'content-type': 'application/json' };
        response.writeHead(status, headers).end(bomb);
      });
      const before = process.memoryUsage.rss();
      assert.equal((await heard(apiOf(server.url()).answer(question(), on))).failure?.kind, kind);
      assert.ok(process.memoryUsage.rss() - before < 150e6);
    }
  });
});

describe('the wait that a server asks for', () => {
  const server = useServer();

  for (const [value, seconds] of [
    ['-5', undefined],
    ['Infinity', undefined],
    ['1e999', undefined],
    ['9'.repeat(400), undefined],
    ['NaN', undefined],
    ['', undefined],
    ['999999999', 86_400],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 86_400],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['120', 120],
  ] as const)
    it(`is ${seconds} for "${value.slice(0, 40)}"`, async () => {
      server.handle((_, response) => response.writeHead(429, { ...never, 'retry-after': value }).end());
      const { failure } = await heard(apiOf(server.url()).answer(question(), on));
      assert.equal(failure?.retryAfter, seconds);
    });
});
