import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { advance, emptyConversation } from '../../../src/core/ask/conversation.ts';

const image = { id: 'i', name: 'image.png', uri: 'store:/image.png' };
const turn = { id: 't', title: 'q', question: 'q', model: 'm', fresh: false };
const moved = { type: 'moved', image: 'i', uri: 'file:///docs/plan.png', name: 'plan.png' } as const;

describe('an image whose file has moved', () => {
  const attached = advance(emptyConversation, { type: 'attached', images: [image] });

  it('is called by its new name while it is attached', () => {
    assert.deepEqual(advance(attached, moved).attached, [{ ...image, uri: moved.uri, name: 'plan.png' }]);
  });

  it('keeps the name that the model has read once it was asked about', () => {
    const asked = advance(advance(attached, { type: 'asked', turn }), moved);
    assert.deepEqual(asked.turns[0]?.images, [{ ...image, uri: moved.uri }]);
  });
});
