import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import type { AskOptions } from '../../../src/core/ask/asking.ts';
import { advance, type Conversation, emptyConversation } from '../../../src/core/ask/conversation.ts';
import type { AttachedImage } from '../../../src/core/ask/question.ts';
import { createRunner } from '../../../src/core/ask/runner.ts';
import type { ImageHeader, PreparedImage } from '../../../src/core/image/imageTypes.ts';
import { AheadPreparation } from '../../../src/host/ask/aheadPreparation.ts';

const header: ImageHeader = {
  ...{ type: 'png', width: 40, height: 40, orientation: 1, frames: 1, alpha: false, traits: [] },
};
const made: PreparedImage = {
  ...{ mediaType: 'image/png', bytes: new Uint8Array(3), width: 40, height: 40, header, hash: '' },
  ...{ byteLength: 3, tokens: 4, steps: [] },
};
const options: AskOptions = { model: 'm', baseUrl: '', detail: 'auto', maxTokens: 5 };
const image = (name: string): AttachedImage => ({ id: name, name, uri: `test:/${name}`, header });
const nextTurn = { id: 't', title: 'q', question: 'q', model: 'm', fresh: false };

describe('preparation ahead of a question', () => {
  let begun: { readonly name: string; readonly signal: AbortSignal; finish(image: PreparedImage): void }[];
  let begins: (() => void) | undefined;
  let loads: number;
  let log: string[];
  let ahead: AheadPreparation;
  let conversation: Conversation;

  beforeEach(() => {
    begun = [];
    log = [];
    loads = 0;
    conversation = emptyConversation;
    const runner = createRunner({
      readBytes: async ({ name }) => new TextEncoder().encode(name),
      prepare: (bytes, _options, signal) =>
        new Promise((finish, fail) => {
          signal.addEventListener('abort', () => fail(signal.reason));
          begun.push({ name: new TextDecoder().decode(bytes), signal, finish });
          begins?.();
        }),
      answer: () => assert.fail('nothing may be sent'),
    });
    ahead = new AheadPreparation({
      runner,
      askOptions: async () => options,
      load: async () => {
        loads += 1;
      },
      log: (line) => log.push(line),
    });
  });

  function happens(event: Parameters<typeof advance>[1]): void {
    conversation = advance(conversation, event);
    ahead.follow(conversation);
  }

  async function begin(number: number) {
    while (begun.length < number)
      await new Promise<void>((resolve) => {
        begins = resolve;
      });
    return begun[number - 1]!;
  }

  it('prepares one image after the other, and loads the client once', async () => {
    happens({ type: 'attached', images: [image('a.png'), image('b.png')] });
    const first = await begin(1);
    assert.equal(begun.length, 1);
    first.finish(made);
    assert.equal((await begin(2)).name, 'b.png');
    assert.equal(loads, 1);
  });

  it('waits until it is known what an image is, and leaves one that cannot be sent', async () => {
    const { header: _, ...unknown } = image('a.png');
    happens({
      type: 'attached',
      images: [unknown, { ...unknown, id: 'gone', problem: { reason: 'missing' } }],
    });
    assert.equal(loads, 0);
    happens({ type: 'inspected', image: 'a.png', facts: { header } });
    assert.equal((await begin(1)).name, 'a.png');
  });

  it('is given up when the image is removed, without a word', async () => {
    happens({ type: 'attached', images: [image('a.png'), image('b.png')] });
    const first = await begin(1);
    happens({ type: 'removed', image: 'a.png' });
    assert.equal(first.signal.aborted, true);
    assert.equal((await begin(2)).name, 'b.png');
    assert.deepEqual(log, []);
  });

  it('begins anew for another frame', async () => {
    happens({ type: 'attached', images: [image('a.gif')] });
    const first = await begin(1);
    happens({ type: 'frameChosen', image: 'a.gif', frame: 2 });
    assert.equal(first.signal.aborted, true);
    assert.equal((await begin(2)).signal.aborted, false);
  });

  it('goes on for a question that is asked meanwhile', async () => {
    happens({ type: 'attached', images: [image('a.png')] });
    const first = await begin(1);
    happens({ type: 'asked', turn: nextTurn });
    assert.equal(first.signal.aborted, false);
    happens({ turn: 't', type: 'stopped' });
    assert.equal(first.signal.aborted, true);
  });
});
