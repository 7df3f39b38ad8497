import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Answer, AnswerRequest } from '../../../src/core/api/answerTypes.ts';
import { advance, type Conversation, emptyConversation } from '../../../src/core/ask/conversation.ts';
import { createRunner } from '../../../src/core/ask/runner.ts';
import { base64Length } from '../../../src/core/bytes.ts';
import { FailureError } from '../../../src/core/errors.ts';
import type { PreparedImage, PrepareOptions } from '../../../src/core/image/imageTypes.ts';
import { toBase64 } from '../../../src/core/platform/node/base64.ts';
import { never } from '../../fixtures/pool.ts';
import { asked, lastOf, notesOf } from './asking.ts';

const names = (count: number) => Array.from({ length: count }, (_, at) => `${at + 1}.jpg`);
const refusal = { kind: 'imageRefused', detail: 'Could not process image' } as const;

interface Sizes {
  /** Base64 bytes of a file as it is prepared, and as it is decoded and encoded anew. */
  readonly first: number;
  readonly anew?: number;
}

/** A runner whose pictures are as large as a test wants; the server refuses the first so many requests. */
function open({ first, anew = first }: Sizes, refusals = 0) {
  const prepared: PrepareOptions[] = [];
  const requests: AnswerRequest[] = [];
  const prepare = async (bytes: Uint8Array, options: PrepareOptions): Promise<PreparedImage> => {
    // As the pool does, which hands them to another thread.
    structuredClone(bytes, { transfer: [bytes.buffer as ArrayBuffer] });
    prepared.push(options);
    const { maxSide, maxBase64Bytes } = options.limits;
    const base64Bytes = Math.min(maxBase64Bytes, options.region ? anew : first);
    const byteLength = Math.floor(base64Bytes / 4) * 3;
    const width = Math.min(maxSide, base64Bytes === first ? 2400 : 1000);
    const traits = { type: 'jpeg', orientation: 1, frames: 1, alpha: false, traits: [] } as const;
    return {
      ...{ mediaType: 'image/jpeg', width, height: 100, tokens: 1, hash: '', steps: [] },
      ...{
        bytes: new Uint8Array(byteLength).fill(width === 2400 ? 1 : 2),
        byteLength,
        header: { ...traits, width: 2400, height: 100 },
      },
    };
  };
  const answer: Answer = async function* (request) {
    requests.push(request);
    if (requests.length <= refusals) throw new FailureError(refusal);
    yield { type: 'text', text: 'An answer.' };
    yield { type: 'end', reason: 'complete' };
  };
  const runner = createRunner({ readBytes: async () => new Uint8Array(1), prepare, answer });
  const run = async (start: Conversation, change: { model?: string; baseUrl?: string } = {}) => {
    const { id } = lastOf(start);
    let now = start;
    await runner.start(
      start,
      id,
      options(change),
      (event) => {
        now = advance(now, event);
      },
      never,
    );
    return now;
  };
  return { runner, run, prepared, requests };
}

const options = (change: { model?: string; baseUrl?: string } = {}) =>
  ({ model: 'claude-opus-5', baseUrl: '', detail: 'auto', maxTokens: 500, ...change }) as const;

const imagesIn = (request: AnswerRequest | undefined) =>
  (request?.messages ?? []).flatMap(({ parts }) =>
    parts.flatMap((part) => (part.type === 'image' ? [part] : [])),
  );
const bytesOf = (request: AnswerRequest | undefined) =>
  imagesIn(request).reduce((sum, { bytes }) => sum + base64Length(bytes.length), 0);

/** Bytes of its body, nearly. */
const sizeOf = (request: AnswerRequest | undefined) =>
  Buffer.byteLength(
    JSON.stringify(request?.messages, (_, value) => (value instanceof Uint8Array ? toBase64(value) : value)),
  );

describe('the images of a request', () => {
  it('are brought under its limit, and the panel is told what was sent of each', async () => {
    const { run, requests } = open({ first: 4_000_000 });
    const turn = lastOf(await run(asked(emptyConversation, 'Which?', names(9))));
    assert.ok(bytesOf(requests[0]) < 32e6);
    const shrunk = turn.notes.flatMap((note) => (note.what === 'shrunk' ? [note.image] : []));
    assert.ok(shrunk.length > 0 && shrunk.length < 9);
    for (const { name, sent } of turn.images) assert.equal(sent?.width, shrunk.includes(name) ? 1000 : 2400);
  });

  it('leave room for the words of the conversation', async () => {
    const { run, requests } = open({ first: 4_000_000 });
    const long = advance(emptyConversation, {
      type: 'asked',
      turn: { id: 'long', title: '', question: '言'.repeat(2_000_000), model: '', fresh: false },
    });
    const first = await run(long);
    await run(asked(first, 'Which?', names(7)));
    assert.ok(sizeOf(requests[1]) <= 32e6);
  });

  it('are no longer said to be sent when there are too many of them', async () => {
    const { run, requests } = open({ first: 1000 });
    const conversation = await run(asked(emptyConversation, 'Which?', names(102)), {
      model: 'claude-haiku-4-5',
    });
    assert.equal(imagesIn(requests[0]).length, 100);
    assert.deepEqual(notesOf(conversation), ['1.jpg droppedFromHistory', '2.jpg droppedFromHistory']);
    const unsent = lastOf(conversation).images.filter(({ sent }) => sent === undefined);
    assert.deepEqual(
      unsent.map(({ name }) => name),
      ['1.jpg', '2.jpg'],
    );
  });

  it('keep what is told of an earlier question when a later one needs them smaller', async () => {
    const { run, requests } = open({ first: 1000 });
    const first = await run(asked(emptyConversation, 'First?', ['old.jpg']));
    const second = await run(asked(first, 'Second?', names(20)));
    assert.deepEqual(notesOf(second), ['old.jpg shrunk']);
    assert.equal(second.turns[0]?.images[0]?.sent?.width, 2400);
    assert.equal(imagesIn(requests[1]).length, 21);
  });

  it('are legal together also after the server had them encoded anew', async () => {
    const { run, requests } = open({ first: 6_000_000, anew: 9_000_000 }, 1);
    const turn = lastOf(await run(asked(emptyConversation, 'Which?', names(5))));
    assert.equal(turn.status, 'done');
    assert.equal(requests.length, 2);
    assert.ok(bytesOf(requests[1]) > 30e6 && bytesOf(requests[1]) < 32e6);
  });

  it('are encoded anew within what the endpoint takes', async () => {
    const { run, prepared } = open({ first: 1000 }, 1);
    const baseUrl = 'https://bedrock-mantle.us-east-1.api.aws/anthropic';
    await run(asked(emptyConversation, 'Which?', ['a.jpg']), { baseUrl });
    assert.deepEqual(
      prepared.map(({ limits }) => limits.maxBase64Bytes),
      [5_242_880, 5_242_880],
    );
  });

  it('stay as they are while their tokens are counted', async () => {
    const { run, runner } = open({ first: 1000 });
    const first = await run(asked(emptyConversation, 'First?', ['old.jpg']));
    const second = asked(first, 'Second?', names(20));
    await runner.request(second, 'Second?', options(), never);
    assert.deepEqual(notesOf(await run(second)), ['old.jpg shrunk']);
  });
});
