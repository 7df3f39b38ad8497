import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { advance, type Conversation, emptyConversation } from '../../../src/core/ask/conversation.ts';
import type { SentImage } from '../../../src/core/ask/question.ts';
import { readStored, storedText } from '../../../src/core/ask/storedConversation.ts';
import type { ImageHeader } from '../../../src/core/image/imageTypes.ts';
import { panelState } from '../../../src/host/panel/panelState.ts';
import { settings } from '../settings.ts';

const cases = Number(process.env['FUZZ_CASES'] ?? 100);

const header: ImageHeader = {
  ...{
    type: 'png',
    width: 2000,
    height: 1500,
    orientation: 6,
    frames: 3,
    alpha: false,
    traits: ['animated'],
  },
};
const sent: SentImage = {
  ...{ mediaType: 'image/png', width: 100, height: 75, byteLength: 9, tokens: 12, hash: 'h' },
  steps: [{ what: 'converted', from: 'tiff', to: 'image/png' }],
};
const turn = { id: 't', title: 'What?', question: 'What?', model: 'claude-opus-5', fresh: false };
const usage = { input: 1, output: 2, cacheRead: 3, cacheWrite: 4 };
const image = { id: 'i', name: 'a.png', uri: 'file:///a.png' };

const whole = (
  [
    { type: 'attached', images: [image] },
    { type: 'inspected', image: 'i', facts: { byteLength: 9, header } },
    { type: 'asked', turn },
    { turn: 't', type: 'prepared', image: 'i', sent, header },
    { turn: 't', type: 'noted', note: { what: 'leftOut', image: 'b.png', refusal: { reason: 'damaged' } } },
    { turn: 't', type: 'answer', event: { type: 'text', text: 'A login.' } },
    { turn: 't', type: 'answer', event: { type: 'usage', usage } },
    { turn: 't', type: 'failed', failure: { kind: 'overloaded', detail: 'busy', status: 529 } },
    { type: 'attached', images: [{ ...image, id: 'j', problem: { reason: 'tooManyBytes', limit: 1 } }] },
  ] as const
).reduce<Conversation>(advance, emptyConversation);

/** Values that somebody, or a broken disk, may have put into the place of any other. */
const odd = fc.constantFrom<unknown>(
  ...[
    null,
    true,
    -1,
    1e308,
    'constructor',
    '__proto__',
    '',
    {},
    [],
    [null],
    { __proto__: null },
    'x'.repeat(99),
  ],
);

/** Every object and list in a value, with the keys below it. */
function slots(value: unknown): { holder: Record<string, unknown>; key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...slots(holder[key])]);
}

describe('a stored conversation that was changed from outside', () => {
  it('is read whole or set aside, and what is read can be shown', () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.option(odd, { nil: undefined })), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(changes, (list) => {
        const value = JSON.parse(storedText(whole));
        for (const [at, replacement] of list) {
          const all = slots(value);
          const slot = all[at % all.length];
          if (!slot) continue;
          if (replacement === undefined) delete slot.holder[slot.key];
          else slot.holder[slot.key] = replacement;
        }
        const read = readStored(JSON.stringify(value));
        if ('conversation' in read) shown(read.conversation);
      }),
      { numRuns: cases },
    );
  });

  it('is read whole when nothing was changed', () => {
    assert.deepEqual(readStored(storedText(whole)), { conversation: whole });
    shown(whole);
  });
});

function shown(conversation: Conversation) {
  return panelState(conversation, {
    ...{
      conversation: 'a',
      draft: { text: '', revision: 0, focus: 0 },
      model: 'm',
      key: { label: '', missing: false },
    },
    ...{
      thumbnail: () => undefined,
      whole: () => undefined,
      unsaved: () => false,
      settings,
      counted: undefined,
      today: 0,
      now: 0,
    },
  });
}
