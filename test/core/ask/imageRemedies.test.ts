import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Message } from '../../../src/core/api/answerTypes.ts';
import { continueQuestion } from '../../../src/core/ask/conversation/joinAnswer.ts';
import { remediesFor } from '../../../src/core/ask/imageRemedies.ts';
import type { Failure } from '../../../src/core/errors.ts';
import { answer, cut, dimensionsTooLarge } from '../../emulator/faults.ts';
import { apiOf, heard, image, on, question, text, useEmulator } from '../api/harness.ts';

const messages: readonly Message[] = [
  { role: 'user', parts: [image(), text('Old')] },
  { role: 'assistant', parts: [text('Yes.')] },
  {
    role: 'user',
    parts: [text('Image 2'), image(), { type: 'imageUrl', url: 'https://h/x.png' }, text('?')],
  },
];
const refused = (more: Partial<Failure> = {}): Failure => ({ kind: 'imageRefused', detail: '', ...more });
const second = { message: 2, part: 1 };

describe('a refused image', () => {
  it('is made as small as the server says', () => {
    const found = remediesFor(messages, refused({ images: [second], maxSide: 2000 }));
    assert.deepEqual(found, [{ ...second, what: 'shrink', maxSide: 2000 }]);
  });

  it('is compressed when it has too many bytes', () => {
    const found = remediesFor(messages, refused({ images: [second], maxBase64Bytes: 5_242_880 }));
    assert.deepEqual(found, [{ ...second, what: 'compress', maxBase64Bytes: 5_242_880 }]);
  });

  it('is re-encoded when it could not be read', () => {
    const found = remediesFor(messages, refused({ images: [second], detail: 'Could not process image' }));
    assert.deepEqual(found, [{ ...second, what: 'reencode' }]);
  });

  it('is sent as bytes when the server could not get it', () => {
    const place = { message: 2, part: 2 };
    assert.deepEqual(remediesFor(messages, refused({ images: [place] })), [{ ...place, what: 'embed' }]);
  });

  it('is left out when nothing else can help', () => {
    assert.deepEqual(remediesFor(messages, refused({ images: [second] })), [{ ...second, what: 'leaveOut' }]);
  });

  it('that is not named was sent for the first time', () => {
    const found = remediesFor(messages, refused({ detail: 'Could not process image' }));
    assert.deepEqual(
      found.map(({ message, part, what }) => [message, part, what]),
      [
        [2, 1, 'reencode'],
        [2, 2, 'embed'],
      ],
    );
  });

  it('is never a text, and other failures mend nothing', () => {
    assert.deepEqual(remediesFor(messages, { kind: 'badRequest', detail: '' }), []);
    assert.deepEqual(remediesFor([{ role: 'user', parts: [text('?')] }], refused()), []);
    const misled = remediesFor(messages, refused({ images: [{ message: 1, part: 0 }], maxSide: 9 }));
    assert.deepEqual(
      misled.map(({ message }) => message),
      [2, 2],
    );
  });
});

describe('what the server refuses', () => {
  const emulator = useEmulator();

  it('is found again in the messages that were asked', async () => {
    emulator().script(dimensionsTooLarge(['messages.0.content.1']));
    const request = question(text(' '), image(), image(), text('?'));
    const { failure } = await heard(apiOf(emulator().url).answer(request, on));
    assert.ok(failure);
    assert.deepEqual(remediesFor(request.messages, failure), [
      { message: 0, part: 2, what: 'shrink', maxSide: 2000 },
    ]);
  });

  it('can be gone on with after a cut, by a question and no prefill', async () => {
    emulator().script(cut(4), answer('and the rest.'));
    const api = apiOf(emulator().url);
    const first = await heard(api.answer(question(), on));
    assert.equal(first.failure?.kind, 'cutStream');
    const { messages: asked } = question();
    const goingOn: Message[] = [
      ...asked,
      { role: 'assistant', parts: [text(first.text)] },
      { role: 'user', parts: [text(continueQuestion(first.text))] },
    ];
    const rest = await heard(api.answer({ ...question(), messages: goingOn }, on));
    assert.equal(rest.text, 'and the rest.');
    const { body } = await emulator().request(1);
    const last = (body as { messages: { role: string; content: { text: string }[] }[] }).messages.at(-1);
    assert.equal(last?.role, 'user');
    assert.ok(last?.content[0]?.text.includes(first.text.trimEnd().slice(-40)));
  });
});
