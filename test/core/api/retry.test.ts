import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { AnswerEvent } from '../../../src/core/api/answerTypes.ts';
import { isRetryable, pauseAfter, retryDelay } from '../../../src/core/api/retry.ts';
import { answer, overloaded, rateLimited, spendLimit, status } from '../../emulator/faults.ts';
import type { StatusFault } from '../../emulator/script.ts';
import { apiOf, heard, on, question, useEmulator } from './harness.ts';

const soon = (fault: StatusFault): StatusFault => ({ ...fault, headers: { 'retry-after-ms': '1' } });
const retries = (events: readonly AnswerEvent[]) =>
  events.flatMap((event) => (event.type === 'retrying' ? [event] : []));

describe('a failed try', () => {
  const emulator = useEmulator();
  const run = () => heard(apiOf(emulator().url).answer(question(), on));

  it('is repeated in sight, and the answer comes after all', async () => {
    emulator().script(soon(overloaded()), soon(status(500, 'Oops')), answer('At last.'));
    const { events, text } = await run();
    assert.equal(text, 'At last.');
    assert.deepEqual(
      retries(events).map(({ attempt, failure, seconds }) => [attempt, failure.kind, seconds]),
      [
        [1, 'overloaded', 0.001],
        [2, 'serverError', 0.001],
      ],
    );
  });

  it('is a failure the third time', async () => {
    emulator().script(soon(overloaded()), soon(overloaded()), soon(overloaded()));
    const { failure, events } = await run();
    assert.equal(failure?.kind, 'overloaded');
    assert.equal(retries(events).length, 2);
    assert.equal(emulator().requests.length, 3);
  });

  it('is repeated when the connection was reset', async () => {
    emulator().script({ kind: 'reset' }, answer('At last.'));
    const { events, text } = await run();
    assert.equal(text, 'At last.');
    assert.equal(retries(events)[0]?.failure.kind, 'noConnection');
  });

  it('is repeated with the same body', async () => {
    emulator().script(soon(overloaded()));
    await run();
    const [first, second] = [await emulator().request(0), await emulator().request(1)];
    assert.deepEqual(second.body, first.body);
  });

  it('waits as long as the server says, and no longer than a minute', async () => {
    emulator().script(rateLimited(61));
    const { failure, events } = await run();
    assert.equal(failure?.kind, 'rateLimited');
    assert.equal(failure?.retryAfter, 61);
    assert.equal(retries(events).length, 0);
  });

  it('tells the seconds it waits, and the wait can be stopped', async () => {
    emulator().script(rateLimited(60));
    const stop = new AbortController();
    const events = apiOf(emulator().url).answer(question(), stop.signal)[Symbol.asyncIterator]();
    const { value } = await events.next();
    assert.equal(value?.type, 'retrying');
    assert.equal(value.seconds, 60);
    assert.equal(value.failure.retryAfter, 60);
    const next = events.next();
    stop.abort();
    await assert.rejects(next, { name: 'AbortError' });
    assert.equal(emulator().requests.length, 1);
  });

  for (const [name, fault] of [
    ['a spending limit, for which no waiting helps', spendLimit()],
    ['a bad request', status(400, 'Bad')],
    ['a refused key', status(401, 'API key is invalid.')],
    ['an error the server says not to repeat', { ...overloaded(), headers: { 'x-should-retry': 'false' } }],
  ] as const)
    it(`is not repeated for ${name}`, async () => {
      emulator().script(fault);
      const { failure, events } = await run();
      assert.ok(failure);
      assert.equal(retries(events).length, 0);
      assert.equal(emulator().requests.length, 1);
    });

  it('is repeated where the server wishes it against the rule', async () => {
    emulator().script({
      ...status(400, 'Bad'),
      headers: { 'x-should-retry': 'true', 'retry-after-ms': '1' },
    });
    assert.equal((await run()).failure, undefined);
  });
});

describe('the retry table', () => {
  it('holds what the SDK repeats', () => {
    const repeated = [200, 400, 401, 402, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 504, 529];
    assert.deepEqual(
      repeated.filter((code) => isRetryable(code, new Headers())),
      [408, 409, 429, 500, 502, 503, 504, 529],
    );
  });

  it('doubles its pauses up to eight seconds, less up to a quarter', () => {
    const failed = { failure: { kind: 'overloaded', detail: '' }, retryable: true } as const;
    const [first, second, third] = [1, 2, 3].map((attempt) => pauseAfter(attempt, failed));
    assert.ok(first! > 0.37 && first! <= 0.5);
    assert.ok(second! > 0.74 && second! <= 1);
    assert.equal(third, undefined);
  });

  it('reads every form of retry-after', () => {
    const wait = (headers: Record<string, string>) => retryDelay(new Headers(headers));
    assert.equal(wait({}), undefined);
    assert.equal(wait({ 'retry-after': '7' }), 7);
    assert.equal(wait({ 'retry-after-ms': '1500', 'retry-after': '7' }), 1.5);
    assert.equal(wait({ 'retry-after': 'soon' }), undefined);
    assert.equal(wait({ 'retry-after': new Date(0).toUTCString() }), 0);
    const later = wait({ 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() });
    assert.ok(later! > 3000 && later! <= 3600);
  });
});
