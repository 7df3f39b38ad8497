import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { advance, type Conversation, emptyConversation } from '../../../src/core/ask/conversation.ts';
import type { AttachedImage } from '../../../src/core/ask/question.ts';
import type { ImageHeader } from '../../../src/core/image/imageTypes.ts';
import { chooseParts, type PartsChoice } from '../../../src/host/panel/imageParts.ts';

const header: ImageHeader = {
  ...{ type: 'jpeg', width: 400, height: 300, orientation: 6, frames: 1, alpha: false, traits: [] },
};
const image: AttachedImage = { id: 'a', name: 'a.jpg', uri: 'test:/a.jpg', header };
const box = { x: 220, y: 300, width: 80, height: 100 };

const attached = advance(emptyConversation, { type: 'attached', images: [image] });
const turn = { id: 'Q', title: 'Q', question: 'Q', model: '', fresh: false };
const asked = advance(attached, { type: 'asked', turn });

const choose = (conversation: Conversation, parts: PartsChoice['parts'], id = 'a') =>
  chooseParts(conversation, { image: id, copy: 'copy', parts }).reduce<Conversation>(advance, conversation);

describe('chosen parts of an image', () => {
  it('lie within it as it is seen', () => {
    assert.deepEqual(choose(attached, { region: box, redactions: [] }).attached, [{ ...image, region: box }]);
    for (const outside of [
      { ...box, x: 221 },
      { ...box, height: 101 },
      { x: 0, y: 0, width: 400, height: 300 },
    ]) {
      assert.deepEqual(choose(attached, { region: outside, redactions: [] }), attached);
      assert.deepEqual(choose(attached, { redactions: [box, outside] }), attached);
    }
  });

  it('are no region where they are all of it', () => {
    const all = { x: 0, y: 0, width: 300, height: 400 };
    assert.deepEqual(choose(attached, { region: all, redactions: [] }).attached, [image]);
  });

  it('of an image that was asked about attach it again, once, and leave what was sent as it is', () => {
    const first = choose(asked, { region: box, redactions: [] });
    assert.deepEqual(first.attached, [{ ...image, id: 'copy', region: box }]);
    const leftOut = advance(asked, { type: 'leftOut', image: 'a' });
    assert.deepEqual(choose(leftOut, { region: box, redactions: [] }).attached, first.attached);
    const second = choose(first, { redactions: [box] });
    assert.deepEqual(second.attached, [{ ...image, id: 'copy', redactions: [box] }]);
    assert.deepEqual(second.turns, asked.turns);
  });

  it('of an image that is not there, or could not be read, are nothing', () => {
    assert.deepEqual(choose(attached, { region: box, redactions: [] }, 'b'), attached);
    const unread = advance(emptyConversation, {
      type: 'attached',
      images: [{ ...image, id: 'b', header: undefined } as never],
    });
    assert.deepEqual(choose(unread, { region: box, redactions: [] }, 'b'), unread);
  });
});
