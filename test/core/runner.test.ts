import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import { connect } from '../../src/core/api/connect.ts';
import {
  type AttachedImage,
  advance,
  type Conversation,
  emptyConversation,
} from '../../src/core/conversation.ts';
import { createPool, type Pool } from '../../src/core/image/pool.ts';
import { RefusalError } from '../../src/core/image/types.ts';
import { createRunner, type Runner } from '../../src/core/runner.ts';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import { answer, cut, dimensionsTooLarge, errorMidStream, held, status } from '../emulator/faults.ts';
import { fixture } from '../fixtures/images.ts';

const options = (baseUrl: string) =>
  ({ model: 'claude-sonnet-5-5', baseUrl, detail: 'auto', maxTokens: 500 }) as const;

interface SentMessage {
  readonly content: readonly {
    readonly type: string;
    readonly text?: string;
    readonly source?: { readonly media_type: string; readonly data: string };
    readonly cache_control?: unknown;
  }[];
}

describe('runner', () => {
  let emulator: Emulator;
  let pool: Pool;
  let runner: Runner;
  const files = new Map<string, Uint8Array>();

  before(async () => {
    emulator = await startEmulator();
    pool = createPool({ worker: new URL('../../dist/worker.js', import.meta.url) });
    files.set('a.png', await fixture('png'));
    files.set('b.jpg', await fixture('jpeg'));
    files.set('text.png', Buffer.from('This is a text.\n'));
  });
  afterEach(() => emulator.reset());
  after(async () => {
    pool.dispose();
    await emulator.close();
  });

  const connected = () =>
    createRunner({
      readBytes: async (image) => {
        const bytes = files.get(image.name);
        if (!bytes) throw new RefusalError({ reason: 'missing' });
        return Uint8Array.from(bytes);
      },
      prepare: pool.prepare,
      answer: connect({ baseUrl: emulator.url, key: 'key', fetch, idleTimeoutSeconds: 5 }).answer,
    });

  /** Asks about the images and lets the run go to its end. */
  async function ask(
    conversation: Conversation,
    question: string,
    images: readonly string[] = [],
    signal = new AbortController().signal,
  ): Promise<Conversation> {
    const attached = images.map(
      (name): AttachedImage => ({ id: crypto.randomUUID(), name, uri: `test:/${name}` }),
    );
    const turn = { id: question, title: question, question, model: '', fresh: false };
    let now = advance(advance(conversation, { type: 'attached', images: attached }), { type: 'asked', turn });
    for await (const event of runner.start(now, question, options(emulator.url), signal))
      now = advance(now, event);
    return now;
  }

  const lastOf = (conversation: Conversation) => {
    const turn = conversation.turns.at(-1);
    assert.ok(turn);
    return turn;
  };
  const messagesOf = (request: number) =>
    (emulator.requests[request]!.body as { messages: SentMessage[] }).messages;
  const contentOf = (request: number) => messagesOf(request)[0]!.content;
  const typesOf = (request: number) => contentOf(request).map((block) => block.type);

  it('sends several images in their order, before the question', async () => {
    runner = connected();
    const {
      answer: text,
      status: state,
      images,
    } = lastOf(await ask(emptyConversation, 'Which?', ['a.png', 'b.jpg']));
    assert.equal(state, 'done');
    assert.match(text, /no model/i);
    assert.deepEqual(typesOf(0), ['text', 'image', 'text', 'image', 'text']);
    assert.deepEqual(
      contentOf(0).flatMap((block) => block.source?.media_type ?? []),
      ['image/png', 'image/jpeg'],
    );
    assert.ok(images.every((image) => image.sent));
  });

  it('repeats the history, byte for byte, with every follow-up', async () => {
    runner = connected();
    const first = await ask(emptyConversation, 'First?', ['a.png']);
    files.set('a.png', await fixture('gif'));
    const second = await ask(first, 'Second?');
    files.set('a.png', await fixture('png'));
    assert.equal(lastOf(second).status, 'done');
    const withoutCache = ({ cache_control: _, ...block }: SentMessage['content'][number]) => block;
    assert.deepEqual(contentOf(1).map(withoutCache), contentOf(0).map(withoutCache));
    assert.equal(messagesOf(1)[2]?.content.at(-1)?.text, 'Second?');
  });

  it('leaves out what is no image, says so, and asks about the others', async () => {
    runner = connected();
    const turn = lastOf(await ask(emptyConversation, 'Which?', ['text.png', 'gone.png', 'a.png']));
    assert.equal(turn.status, 'done');
    assert.deepEqual(
      turn.notes.map((note) => note.what === 'leftOut' && [note.image, note.refusal.reason]),
      [
        ['text.png', 'text'],
        ['gone.png', 'missing'],
      ],
    );
  });

  it('asks nothing when no image is left, and asks when the file is back', async () => {
    runner = connected();
    const failed = await ask(emptyConversation, 'Which?', ['gone.png']);
    assert.equal(lastOf(failed).failure?.kind, 'noImageLeft');
    assert.equal(emulator.requests.length, 0);
    files.set('gone.png', await fixture('png'));
    let now = advance(failed, { type: 'retried', turn: 'Which?', model: '' });
    for await (const event of runner.start(
      now,
      'Which?',
      options(emulator.url),
      new AbortController().signal,
    ))
      now = advance(now, event);
    files.delete('gone.png');
    assert.equal(lastOf(now).status, 'done');
  });

  const unreadable = () => status(400, 'messages.0.content.1.image.source.base64: Could not process image');

  it('encodes an image anew that the server cannot read, and sends it once more', async () => {
    runner = connected();
    emulator.script(unreadable());
    const turn = lastOf(await ask(emptyConversation, 'Which?', ['a.png', 'b.jpg']));
    assert.equal(turn.status, 'done');
    assert.deepEqual(turn.notes, [{ what: 'encodedAnew', image: 'a.png' }]);
    const sent = (request: number) => contentOf(request)[1]?.source?.data;
    assert.notEqual(sent(0), sent(1));
  });

  it('replaces an image that is refused again by a note, so that the next question works', async () => {
    runner = connected();
    emulator.script(unreadable(), unreadable());
    const first = await ask(emptyConversation, 'Which?', ['a.png', 'b.jpg']);
    assert.equal(lastOf(first).failure?.kind, 'imageRefused');
    assert.deepEqual(
      lastOf(first).notes.map(({ what, image }) => [what, image]),
      [
        ['encodedAnew', 'a.png'],
        ['refusedByServer', 'a.png'],
      ],
    );
    const second = await ask(first, 'And now?');
    assert.equal(lastOf(second).status, 'done');
    assert.equal(emulator.requests.length, 3);
    const types = typesOf(2);
    assert.equal(types.filter((type) => type === 'image').length, 1);
  });

  it('sends a smaller version when the server says which size it takes', async () => {
    runner = connected();
    emulator.script(dimensionsTooLarge(['messages.0.content.0'], 40));
    const turn = lastOf(await ask(emptyConversation, 'Which?', ['a.png']));
    assert.equal(turn.status, 'done');
    assert.deepEqual(turn.notes, [
      { what: 'shrunk', image: 'a.png', width: 28, height: 19, why: 'refusedByServer' },
    ]);
  });

  it('keeps what arrived of an answer that is cut off', async () => {
    runner = connected();
    emulator.script(cut(3));
    const turn = lastOf(await ask(emptyConversation, 'What?', ['a.png']));
    assert.equal(turn.failure?.kind, 'cutStream');
    assert.notEqual(turn.answer, '');
  });

  it('keeps what arrived before an error in the middle of an answer', async () => {
    runner = connected();
    emulator.script(errorMidStream(2));
    const turn = lastOf(await ask(emptyConversation, 'What?', ['a.png']));
    assert.equal(turn.failure?.kind, 'overloaded');
    assert.notEqual(turn.answer, '');
  });

  it('stops at once, closing the connection, and keeps what arrived', async () => {
    runner = connected();
    emulator.script(held('Half', ' an answer'));
    const control = new AbortController();
    const asked = ask(emptyConversation, 'What?', ['a.png'], control.signal);
    const request = await emulator.request(0);
    control.abort();
    await request.closedByClient;
    assert.equal(lastOf(await asked).status, 'stopped');
  });

  it('takes the images of a failed question along, but not the question', async () => {
    runner = connected();
    emulator.script(status(401, 'API key is invalid.'));
    const failed = await ask(emptyConversation, 'First?', ['a.png']);
    assert.equal(lastOf(failed).failure?.kind, 'keyRefused');
    emulator.script(answer('An answer.'));
    await ask(failed, 'Second?');
    assert.deepEqual(typesOf(1), ['image', 'text']);
    assert.equal(contentOf(1)[1]?.text, 'Second?');
  });
});
