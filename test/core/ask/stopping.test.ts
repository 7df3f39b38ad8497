import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Answer } from '../../../src/core/api/answerTypes.ts';
import { connect } from '../../../src/core/api/connect.ts';
import type { AskDependencies } from '../../../src/core/ask/asking.ts';
import { advance, emptyConversation, endsRun, type RunEvent } from '../../../src/core/ask/conversation.ts';
import { createRunner } from '../../../src/core/ask/runner.ts';
import { prepareUntouched } from '../../../src/core/image/asIs.ts';
import { RefusalError } from '../../../src/core/image/imageTypes.ts';
import { planOf } from '../../../src/core/image/plan.ts';
import { held, rateLimited, status } from '../../emulator/faults.ts';
import { fixture } from '../../fixtures/images.ts';
import { useEmulator } from '../api/harness.ts';
import { asked, lastOf } from './asking.ts';

/** Never done, and stopped as everything that waits is. */
const waiting = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.throwIfAborted();
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

const prepare: AskDependencies['prepare'] = async (bytes, options) =>
  prepareUntouched(bytes, planOf(bytes, options), options, 'hash') ?? assert.fail('it has to be decoded');

describe('Stop', () => {
  const emulator = useEmulator();

  /** What a run says when it is stopped: by itself at the first event that `isTime`, or by a part of it. */
  async function stopped(
    parts: (stop: () => void) => Partial<AskDependencies>,
    isTime: (event: RunEvent) => boolean = () => false,
  ) {
    const png = await fixture('png');
    const control = new AbortController();
    const runner = createRunner({
      readBytes: async () => Uint8Array.from(png),
      prepare,
      answer: connect({ baseUrl: emulator().url, key: 'key', fetch, idleTimeoutSeconds: 5 }).answer,
      ...parts(() => control.abort()),
    });
    const options = { model: 'claude-sonnet-5-5', baseUrl: '', detail: 'auto', maxTokens: 500 } as const;
    let now = asked(emptyConversation, 'What?', ['a.png']);
    const events: RunEvent[] = [];
    const emit = (event: RunEvent) => {
      events.push(event);
      now = advance(now, event);
      if (isTime(event)) control.abort();
    };
    await runner.start(now, 'What?', options, emit, control.signal);
    assert.deepEqual(
      events.filter(endsRun).map(({ type }) => type),
      ['stopped'],
    );
    assert.equal(events.at(-1)?.type, 'stopped');
    assert.equal(lastOf(now).status, 'stopped');
    return lastOf(now);
  }

  const isText = (event: RunEvent) => event.type === 'answer' && event.event.type === 'text';

  it('ends a run that reads a file', async () => {
    await stopped((stop) => ({
      readBytes: (_, signal) => {
        stop();
        return waiting(signal);
      },
    }));
    assert.equal(emulator().requests.length, 0);
  });

  it('ends a run that prepares an image', async () => {
    await stopped((stop) => ({
      prepare: (_bytes, _options, signal) => {
        stop();
        return waiting(signal);
      },
    }));
    assert.equal(emulator().requests.length, 0);
  });

  it('ends a run between two of its steps', async () => {
    for (const type of ['prepared', 'requested'] as const)
      await stopped(
        () => ({}),
        (event) => event.type === type,
      );
    assert.equal(emulator().requests.length, 0);
  });

  it('ends a run that waits for the next try', async () => {
    emulator().script(rateLimited(30));
    const start = Date.now();
    const turn = await stopped(
      () => ({}),
      (event) => event.type === 'retrying' && event.at >= start + 30_000,
    );
    assert.equal(turn.retry, undefined);
    assert.equal(emulator().requests.length, 1);
  });

  it('ends a run whose answer arrives, and keeps what is there', async () => {
    emulator().script(held('Half', ' an answer'));
    emulator().release(1);
    assert.equal((await stopped(() => ({}), isText)).answer, 'Half');
  });

  it('ends a run that mends a refused image, and leaves the image as it was', async () => {
    emulator().script(status(400, 'Could not process image'));
    let prepared = 0;
    const turn = await stopped((stop) => ({
      prepare: (bytes, options, signal) => {
        prepared += 1;
        if (prepared === 1) return prepare(bytes, options, signal);
        stop();
        return waiting(signal);
      },
    }));
    assert.deepEqual(turn.notes, []);
    assert.ok(turn.images[0]?.sent);
    assert.equal(emulator().requests.length, 1);
  });

  it('does not take what it broke off for a bad image', async () => {
    const died = new RefusalError({ reason: 'decoderFailed' });
    const broken = await stopped((stop) => ({
      prepare: async () => {
        stop();
        throw died;
      },
    }));
    assert.deepEqual(broken.notes, []);
    emulator().script(status(400, 'Could not process image'));
    let prepared = 0;
    const mended = await stopped((stop) => ({
      prepare: async (...image) => {
        prepared += 1;
        if (prepared === 1) return prepare(...image);
        stop();
        throw died;
      },
    }));
    assert.deepEqual(mended.notes, []);
  });

  it('changes nothing about an answer that has come to its end', async () => {
    const control = new AbortController();
    const answer: Answer = async function* () {
      yield { type: 'text', text: 'All of it.' };
      yield { type: 'end', reason: 'complete' };
      yield { type: 'text', text: ' Not this.' };
      throw new Error('the connection broke after all');
    };
    const runner = createRunner({ readBytes: () => assert.fail(), prepare, answer });
    let now = asked(emptyConversation, 'What?');
    const options = { model: 'm', baseUrl: '', detail: 'auto', maxTokens: 500 } as const;
    const emit = (event: RunEvent) => {
      now = advance(now, event);
      if (endsRun(event)) control.abort();
    };
    await runner.start(now, 'What?', options, emit, control.signal);
    assert.deepEqual([lastOf(now).status, lastOf(now).answer], ['done', 'All of it.']);
  });
});
