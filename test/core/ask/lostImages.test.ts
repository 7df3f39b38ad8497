import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import { connect } from '../../../src/core/api/connect.ts';
import {
  advance,
  type Conversation,
  emptyConversation,
  type Turn,
} from '../../../src/core/ask/conversation.ts';
import type { AttachedImage } from '../../../src/core/ask/question.ts';
import { createRunner, type Runner } from '../../../src/core/ask/runner.ts';
import { prepareUntouched } from '../../../src/core/image/asIs.ts';
import { RefusalError } from '../../../src/core/image/imageTypes.ts';
import { planOf } from '../../../src/core/image/plan.ts';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { status } from '../../emulator/faults.ts';
import { fixture } from '../../fixtures/images.ts';

describe('conversation whose images are lost', () => {
  let emulator: Emulator;
  let png: Buffer;
  /** Files that are there; each read is written down. */
  const files = new Set<string>();
  const reads: string[] = [];

  before(async () => {
    emulator = await startEmulator();
    png = await fixture('png');
  });
  afterEach(() => {
    emulator.reset();
    reads.length = 0;
  });
  after(() => emulator.close());

  const opened = (): Runner =>
    createRunner({
      readBytes: async ({ name }) => {
        reads.push(name);
        if (!files.has(name)) throw new RefusalError({ reason: 'missing' });
        return Uint8Array.from(png);
      },
      prepare: async (bytes, options) => {
        const untouched = prepareUntouched(bytes, planOf(bytes, options), options, 'hash');
        if (!untouched) throw new RefusalError({ reason: 'decoderFailed' });
        return { ...untouched, tokens: options.frame ?? 0 };
      },
      answer: connect({ baseUrl: emulator.url, key: 'key', fetch, idleTimeoutSeconds: 5 }).answer,
    });

  const image = (name: string): AttachedImage => ({ id: name, name, uri: `test:/${name}` });
  const options = () =>
    ({ model: 'claude-sonnet-5-5', baseUrl: emulator.url, detail: 'auto', maxTokens: 500 }) as const;

  const withQuestion = (
    before: Conversation,
    id: string,
    images: readonly AttachedImage[] = [],
    fresh = false,
  ) => {
    const turn = { id, title: id, question: id, model: '', fresh };
    return advance(advance(before, { type: 'attached', images }), { type: 'asked', turn });
  };

  async function run(runner: Runner, start: Conversation, id: string): Promise<Conversation> {
    let now = start;
    const { signal } = new AbortController();
    await runner.start(
      start,
      id,
      options(),
      (event) => {
        now = advance(now, event);
      },
      signal,
    );
    return now;
  }

  const lastOf = ({ turns }: Conversation): Turn => {
    const turn = turns.at(-1);
    assert.ok(turn);
    return turn;
  };

  it('replaces an image by a note that the server refuses and nobody can decode', async () => {
    files.add('a.png').add('b.png');
    const runner = opened();
    emulator.script(status(400, 'messages.0.content.3.image.source.base64: Could not process image'));
    const asked = withQuestion(emptyConversation, 'Which?', [image('a.png'), image('b.png')]);
    const first = await run(runner, asked, 'Which?');
    assert.equal(lastOf(first).status, 'done');
    assert.deepEqual(
      lastOf(first).notes.map(({ what, image }) => [what, image]),
      [['refusedByServer', 'b.png']],
    );
    const second = await run(runner, withQuestion(first, 'And now?'), 'And now?');
    assert.equal(lastOf(second).status, 'done');
  });

  it('goes on in words when the image of an answered question has gone', async () => {
    files.add('a.png');
    const first = await run(opened(), withQuestion(emptyConversation, 'What?', [image('a.png')]), 'What?');
    files.delete('a.png');
    const second = await run(opened(), withQuestion(first, 'And why?'), 'And why?');
    assert.equal(lastOf(second).status, 'done');
    assert.deepEqual(
      lastOf(second).notes.map(({ what }) => what),
      ['leftOut'],
    );
  });

  it('asks nothing about a new image that cannot be read when it is the only one left', async () => {
    files.add('a.png');
    const first = await run(opened(), withQuestion(emptyConversation, 'What?', [image('a.png')]), 'What?');
    files.delete('a.png');
    const second = await run(opened(), withQuestion(first, 'This?', [image('gone.png')]), 'This?');
    assert.equal(lastOf(second).failure?.kind, 'noImageLeft');
  });

  it('keeps no image of an earlier subject', async () => {
    files.add('a.png').add('b.png');
    const runner = opened();
    const first = await run(runner, withQuestion(emptyConversation, 'A?', [image('a.png')], true), 'A?');
    const more = await run(runner, withQuestion(first, 'More?'), 'More?');
    assert.deepEqual(reads, ['a.png']);
    const other = await run(runner, withQuestion(more, 'B?', [image('b.png')], true), 'B?');
    const again = advance(other, { type: 'retried', turn: 'More?', model: '', version: 'Again' });
    await run(runner, again, 'Again');
    assert.deepEqual(reads, ['a.png', 'b.png', 'a.png']);
  });

  it('keeps no image of a conversation that was put away', async () => {
    files.add('a.png');
    const runner = opened();
    const first = await run(runner, withQuestion(emptyConversation, 'A?', [image('a.png')]), 'A?');
    runner.forget(emptyConversation);
    await run(runner, withQuestion(first, 'More?'), 'More?');
    assert.deepEqual(reads, ['a.png', 'a.png']);
  });

  it('asks nothing about an image that has gone before anything was said of it', async () => {
    files.add('a.png');
    emulator.script(status(401, 'API key is invalid.'));
    const first = await run(opened(), withQuestion(emptyConversation, 'What?', [image('a.png')]), 'What?');
    files.delete('a.png');
    const second = await run(opened(), withQuestion(first, 'And now?'), 'And now?');
    assert.equal(lastOf(second).failure?.kind, 'noImageLeft');
  });

  it('sends the frame that was chosen after the tokens were counted', async () => {
    files.add('a.gif');
    const runner = opened();
    const asked = withQuestion(emptyConversation, 'What?', [image('a.gif')]);
    await runner.request(asked, 'What?', options(), new AbortController().signal);
    const chosen = advance(asked, { type: 'frameChosen', image: 'a.gif', frame: 3 });
    assert.equal(lastOf(await run(runner, chosen, 'What?')).images[0]?.sent?.tokens, 3);
  });
});
