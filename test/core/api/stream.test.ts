import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { apiOf, data, delta, heard, on, question, start, stop, streaming, useServer } from './harness.ts';

describe('a stream of a server that is not quite right', () => {
  const server = useServer();
  const run = (options = {}) => heard(apiOf(server.url(), options).answer(question(), on));

  it('may leave out event names, pings and usage', async () => {
    server.handle(streaming(data(start, delta('A '), delta('cat.'), stop)));
    const { text, events, failure } = await run();
    assert.equal(failure, undefined);
    assert.equal(text, 'A cat.');
    assert.deepEqual(events.at(-1), { type: 'end', reason: 'complete' });
  });

  it('may cut its bytes anywhere, inside a letter and inside a line end', async () => {
    const stream = data(start, delta('Größe 日本 🐈'), stop).replaceAll('\n', '\r\n');
    server.handle((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const byte of Buffer.from(stream)) response.write(Buffer.of(byte));
      response.end();
    });
    assert.equal((await run()).text, 'Größe 日本 🐈');
  });

  it('may send comments, events nobody knows, and what is no JSON', async () => {
    server.handle(
      streaming(
        ': welcome\n\n',
        data(start, { type: 'brand_new' }),
        'event: x\ndata: [DONE]\n\n',
        data(delta('Yes'), stop),
      ),
    );
    const { text, failure } = await run();
    assert.equal(failure, undefined);
    assert.equal(text, 'Yes');
  });

  it('may forget the blank line after its last event', async () => {
    server.handle(streaming(data(start, delta('Yes')), `data: ${JSON.stringify(stop)}`));
    assert.equal((await run()).failure, undefined);
  });

  it('may hold the connection open after the end of the answer', async () => {
    server.handle((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(data(start, delta('Yes'), stop));
    });
    const { failure, events } = await run();
    assert.equal(failure, undefined);
    assert.equal(events.at(-1)?.type, 'end');
  });

  it('may go on with pings for ever after the end of the answer', async () => {
    let pings: NodeJS.Timeout | undefined;
    server.handle((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(data(start, delta('Yes'), stop));
      pings = setInterval(() => response.write(data({ type: 'ping' })), 20);
    });
    const { failure, events } = await run();
    clearInterval(pings);
    assert.equal(failure, undefined);
    assert.equal(events.at(-1)?.type, 'end');
  });

  it('may put text into the start of a block', async () => {
    const block = { type: 'content_block_start', index: 0, content_block: { type: 'text', text: 'Yes' } };
    server.handle(streaming(data(start, block, stop)));
    assert.equal((await run()).text, 'Yes');
  });

  it('may tell the input only at the end', async () => {
    const end = {
      type: 'message_delta',
      delta: { stop_reason: 'end_turn' },
      usage: { input_tokens: 7, output_tokens: 2 },
    };
    server.handle(streaming(data(start, delta('Yes'), end, stop)));
    const usage = (await run()).events.find((event) => event.type === 'usage');
    assert.deepEqual(usage?.usage, { input: 7, output: 2, cacheRead: 0, cacheWrite: 0 });
  });

  it('may leave out of its last report what it has told before', async () => {
    const usage = {
      input_tokens: 7,
      output_tokens: 1,
      cache_read_input_tokens: 5,
      cache_creation_input_tokens: 3,
    };
    const end = { type: 'message_delta', delta: {}, usage: { output_tokens: 2 } };
    server.handle(
      streaming(data({ ...start, message: { ...start.message, usage } }, delta('Yes'), end, stop)),
    );
    const last = (await run()).events.findLast((event) => event.type === 'usage');
    assert.deepEqual(last?.usage, { input: 7, output: 2, cacheRead: 5, cacheWrite: 3 });
  });

  it('may think without saying that it begins to, and refuse without explaining', async () => {
    const thought = {
      type: 'content_block_delta',
      index: 0,
      delta: { type: 'thinking_delta', thinking: 'Hm' },
    };
    const stop_details = { type: 'refusal', category: 'bio', explanation: null };
    const end = { type: 'message_delta', delta: { stop_reason: 'refusal', stop_details } };
    server.handle(streaming(data(start, thought, end, stop)));
    const { events } = await run();
    assert.deepEqual(events.slice(1), [
      { type: 'thinking' },
      { type: 'end', reason: 'refusal', explanation: 'bio' },
    ]);
  });

  it('may answer in one piece', async () => {
    const message = {
      ...{ type: 'message', model: 'local', stop_reason: 'max_tokens' },
      content: [
        { type: 'thinking', thinking: 'hm' },
        { type: 'text', text: 'Yes' },
      ],
      usage: { input_tokens: 5, output_tokens: 1 },
    };
    server.handle((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(message));
    });
    const { text, events } = await run();
    assert.equal(text, 'Yes');
    assert.deepEqual(events.at(-1), { type: 'end', reason: 'outputLimit' });
  });

  it('is told when it sends an error under the status 200, in whatever form', async () => {
    for (const error of [
      { type: 'error', error: { type: 'api_error', message: 'Broken' } },
      { error: { message: 'Broken' } },
    ]) {
      server.handle(streaming(data(start, error)));
      const { failure } = await run();
      assert.equal(failure?.kind, 'serverError');
      assert.equal(failure?.detail, 'Broken');
    }
  });

  it('is told by the type of an error event, which has no status', async () => {
    const kinds = {
      ...{ authentication_error: 'keyRefused', billing_error: 'billing', permission_error: 'forbidden' },
      ...{ request_too_large: 'requestTooLarge', rate_limit_error: 'rateLimited', api_error: 'serverError' },
      ...{ overloaded_error: 'overloaded', timeout_error: 'serverError', brand_new_error: 'serverError' },
    };
    for (const [type, kind] of Object.entries(kinds)) {
      server.handle(streaming(data(start, { type: 'error', error: { type, message: 'No.' } })));
      assert.equal((await run()).failure?.kind, kind, type);
    }
  });

  it('is no API at all when it answers with a page', async () => {
    server.handle((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<title>Log in</title>');
    });
    assert.equal((await run()).failure?.kind, 'wrongAddress');
  });

  it('is cut when it ends without a word', async () => {
    server.handle(streaming());
    assert.equal((await run()).failure?.kind, 'cutStream');
  });

  it('is cut when the last event is only half there', async () => {
    server.handle(streaming(data(start, delta('Yes')), 'data: {"type":"message_'));
    const { failure, text } = await run();
    assert.equal(failure?.kind, 'cutStream');
    assert.equal(failure?.requestId, 'req_raw');
    assert.equal(text, 'Yes');
  });
});
