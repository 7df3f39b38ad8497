import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import Anthropic from '@anthropic-ai/sdk';
import type { Message } from '@anthropic-ai/sdk/resources/messages/messages';
import { describe, it } from 'mocha';
import { directive } from '../../emulator/directives.ts';
import * as faults from '../../emulator/faults.ts';
import type { Scripted } from '../../emulator/script.ts';
import { State } from '../../emulator/state.ts';
import { clientOf, question, useEmulator } from './harness.ts';

type ErrorClass = new (...args: never[]) => Error;

describe('the stand-in plays faults the SDK knows', () => {
  const emulator = useEmulator();

  const ask = (text?: string): Promise<Message> =>
    clientOf(emulator()).messages.stream(question(text)).finalMessage();

  const failure = async (asked: Promise<unknown>): Promise<InstanceType<typeof Anthropic.APIError>> => {
    const error = await asked.then(
      () => assert.fail('nothing failed'),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof Anthropic.AnthropicError, String(error));
    return error as InstanceType<typeof Anthropic.APIError>;
  };

  const statuses: readonly (readonly [number, ErrorClass, string])[] = [
    [400, Anthropic.BadRequestError, 'invalid_request_error'],
    [401, Anthropic.AuthenticationError, 'authentication_error'],
    [402, Anthropic.APIError, 'billing_error'],
    [403, Anthropic.PermissionDeniedError, 'permission_error'],
    [404, Anthropic.NotFoundError, 'not_found_error'],
    [409, Anthropic.ConflictError, 'conflict_error'],
    [413, Anthropic.APIError, 'request_too_large'],
    [429, Anthropic.RateLimitError, 'rate_limit_error'],
    [500, Anthropic.InternalServerError, 'api_error'],
    [504, Anthropic.InternalServerError, 'timeout_error'],
    [529, Anthropic.InternalServerError, 'overloaded_error'],
  ];

  for (const [code, expected, type] of statuses) {
    it(`status ${code} is ${expected.name} of type ${type}`, async () => {
      emulator().script(faults.status(code, 'As scripted'));
      const error = await failure(ask());
      assert.ok(error instanceof expected);
      assert.equal(error.status, code);
      assert.equal(error.type, type);
      assert.equal(error.apiMessage, 'As scripted');
      assert.match(error.requestID ?? '', /^req_/);
    });
  }

  it('a fault comes once, then the usual answer', async () => {
    emulator().script(faults.overloaded());
    await failure(ask());
    assert.equal((await ask()).stop_reason, 'end_turn');
  });

  it('a rate limit says how long to wait; a spend limit does not', async () => {
    emulator().script(faults.rateLimited(7), faults.spendLimit());
    const limit = await failure(ask());
    assert.equal(limit.headers?.get('retry-after'), '7');
    const spend = await failure(ask());
    assert.ok(spend instanceof Anthropic.RateLimitError);
    assert.equal(spend.headers?.get('retry-after'), null);
    assert.equal(spend.errorCode, 'enforced_spend_limit_reached');
  });

  it('names the images that are too large', async () => {
    emulator().script(faults.dimensionsTooLarge(['messages.0.content.1', 'messages.2.content.0']));
    const error = await failure(ask());
    assert.ok(error instanceof Anthropic.ImageDimensionsTooLargeError);
    assert.deepEqual(error.details.paths, ['messages.0.content.1', 'messages.2.content.0']);
  });

  it('a page in place of JSON keeps its status', async () => {
    emulator().script({ kind: 'status', status: 502, html: '<html>Bad gateway</html>' });
    const error = await failure(ask());
    assert.equal(error.status, 502);
    assert.equal(error.type, null);
  });

  it('an error event within the stream has no status and is not asked again', async () => {
    emulator().script(faults.errorMidStream(4));
    const stream = clientOf(emulator(), { maxRetries: 2 }).messages.stream(question());
    const error = await failure(stream.finalMessage());
    assert.equal(error.status, undefined);
    assert.equal(error.type, 'overloaded_error');
    assert.equal(emulator().requests.length, 1);
  });

  const cuts: readonly (readonly [string, Scripted])[] = [
    ['before any header', { kind: 'reset' }],
    ['at once', faults.cut(0)],
    ['within the text', faults.cut(5)],
    ['before message_stop', faults.cutBeforeStop()],
  ];

  for (const [where, fault] of cuts) {
    it(`a connection cut ${where} is a failure, and not the client’s doing`, async () => {
      emulator().script(fault);
      await failure(ask());
      assert.equal(emulator().requests[0]?.closedByClientAt, undefined);
    });
  }

  const silences: readonly (readonly [string, Scripted])[] = [
    ['before the headers', { kind: 'hang' }],
    ['within the text', faults.stall(3)],
    ['within the text, with pings', faults.onlyPings(3)],
  ];

  for (const [where, fault] of silences) {
    it(`silence ${where} lasts until the client leaves, which is recorded`, async () => {
      emulator().script(fault);
      const leave = new AbortController();
      const asked = clientOf(emulator()).messages.stream(question(), { signal: leave.signal });
      const failed = failure(asked.finalMessage());
      const request = await emulator().request(0);
      leave.abort();
      assert.ok((await failed) instanceof Anthropic.APIUserAbortError);
      await request.closedByClient;
      assert.equal(typeof request.closedByClientAt, 'number');
    });
  }

  it('a held stream goes on only when told', async () => {
    emulator().script(faults.held('one ', 'two ', 'three'));
    const stream = clientOf(emulator()).messages.stream(question());
    const texts = stream[Symbol.asyncIterator]();
    const next = async () => {
      for (;;) {
        const { value, done } = await texts.next();
        if (done) return undefined;
        if (value.type === 'content_block_delta' && value.delta.type === 'text_delta')
          return value.delta.text;
      }
    };
    emulator().release(1);
    assert.equal(await next(), 'one ');
    let second: string | undefined;
    const waiting = next().then((text) => {
      second = text;
    });
    await ask('In the time of a whole other answer, a stream that is not held would have gone on');
    assert.equal(second, undefined);
    emulator().release();
    await waiting;
    assert.equal(second, 'two ');
    assert.equal(await next(), 'three');
    assert.equal(await next(), undefined);
    emulator().script(faults.held('four'));
    const other = clientOf(emulator()).messages.stream(question());
    await emulator().request(2);
    await ask('What was released for one stream does not open the next');
    assert.equal(other.receivedMessages.length, 0);
    emulator().release();
    assert.equal(await other.finalText(), 'four');
  });

  const reasons = ['max_tokens', 'model_context_window_exceeded', 'pause_turn'] as const;
  for (const reason of reasons) {
    it(`stops with ${reason}`, async () => {
      emulator().script(faults.stopping(reason, 'Half of'));
      const message = await ask();
      assert.equal(message.stop_reason, reason);
      assert.deepEqual(message.content.at(-1), { type: 'text', text: 'Half of', citations: null });
    });
  }

  it('refuses with an explanation', async () => {
    emulator().script(faults.refusal('Not this.'));
    const message = await ask();
    assert.equal(message.stop_reason, 'refusal');
    assert.equal(message.stop_details?.explanation, 'Not this.');
    assert.ok(!message.content.some((block) => block.type === 'text'));
  });

  it('plays what the question asks for, `once` only once', async () => {
    assert.equal((await failure(ask('Hello\nemulator: status 403'))).status, 403);
    assert.equal((await ask('emulator: max-tokens')).stop_reason, 'max_tokens');
    assert.equal((await failure(ask('emulator: overloaded once'))).status, 529);
    assert.equal((await ask('emulator: overloaded once')).stop_reason, 'end_turn');
  });

  it('knows every line of its own README', async () => {
    const page = await readFile(new URL('../../emulator/README.md', import.meta.url), 'utf8');
    const lines = [...page.matchAll(/`(?:emulator: )?([a-z-]+)(?: \d+)?`(?=[^|\n]*\| )/g)].map(
      ([, line]) => line,
    );
    assert.ok(lines.length > 12);
    const state = new State({});
    assert.deepEqual(
      lines.filter((line) => !directive({ question: `emulator: ${line}`, results: 0 }, state)),
      [],
    );
  });

  it('keeps a scripted answer for the next request that is accepted', async () => {
    emulator().script(faults.answer('For you'));
    await failure(clientOf(emulator()).messages.create({ ...question(), model: 'nobody' }));
    const message = await ask();
    assert.deepEqual(message.content.at(-1), { type: 'text', text: 'For you', citations: null });
  });

  it('plays faults of other paths', async () => {
    emulator().script({ kind: 'status', status: 500, path: '/v1/models*' });
    assert.equal(
      (await failure(clientOf(emulator()).models.retrieve('claude-opus-5').asResponse())).status,
      500,
    );
    await clientOf(emulator()).models.retrieve('claude-opus-5');
  });
});
