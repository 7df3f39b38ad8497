import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { continueQuestion } from '../../../src/core/ask/conversation/joinAnswer.ts';
import { subjectOf } from '../../../src/core/ask/conversation/subject.ts';
import type { Conversation, Turn } from '../../../src/core/ask/conversation.ts';
import { buildMessages } from '../../../src/core/ask/messages.ts';
import type { AttachedImage } from '../../../src/core/ask/question.ts';
import { utf8 } from '../../../src/core/bytes.ts';
import type { PreparedImage } from '../../../src/core/image/imageTypes.ts';

const header = {
  type: 'png',
  width: 1,
  height: 1,
  orientation: 1,
  frames: 1,
  alpha: false,
  traits: [],
} as const;
const image = (id: string): AttachedImage => ({ id, name: `${id}.png`, uri: `file:///${id}.png` });
const prepared = (id: string): PreparedImage => ({
  ...{ mediaType: 'image/png', bytes: utf8(`bytes of ${id}`), width: 1, height: 1, byteLength: 1, tokens: 1 },
  ...{ header, hash: id, steps: [] },
});
const turn = (id: string, images: string[], answer = '', fresh = false): Turn => ({
  ...{ id, title: id, question: `question ${id}`, model: 'm', images: images.map(image), answer, fresh },
  ...{ status: 'done', notes: [], prepared: 0, thinking: false },
});
const conversation = (...turns: Turn[]): Conversation => ({ attached: [], turns });
const build = (from: Conversation, id: string) => buildMessages(from, id, ({ id }) => prepared(id));
const picture = (id: string) => ({ type: 'image', mediaType: 'image/png', bytes: utf8(`bytes of ${id}`) });
const text = (text: string) => ({ type: 'text', text });

describe('messages', () => {
  it('puts a single image before its question, without a label', () => {
    assert.deepEqual(build(conversation(turn('1', ['a'])), '1').messages, [
      { role: 'user', parts: [picture('a'), text('question 1')] },
    ]);
  });

  it('labels several images in their order', () => {
    const [message] = build(conversation(turn('1', ['a', 'b'])), '1').messages;
    assert.deepEqual(message?.parts, [
      ...[text('Image 1: a.png'), picture('a'), text('Image 2: b.png'), picture('b')],
      text('question 1'),
    ]);
  });

  it('labels an image that comes after others', () => {
    const [, , message] = build(conversation(turn('1', ['a'], 'answer'), turn('2', ['b'])), '2').messages;
    assert.deepEqual(message?.parts, [text('Image 2: b.png'), picture('b'), text('question 2')]);
  });

  it('ends no answer with white space, which the API refuses', () => {
    const { messages } = build(conversation(turn('1', [], 'answer \n'), turn('2', [])), '2');
    assert.deepEqual(messages[1]?.parts, [text('answer')]);
  });

  it('begins every follow-up with exactly what was sent before', () => {
    const first = turn('1', ['a'], 'answer 1');
    const second = turn('2', ['b', 'c'], 'answer 2');
    const whole = conversation(first, second, turn('3', []));
    const before = build(whole, '2').messages;
    const after = build(whole, '3').messages;
    assert.deepEqual(after.slice(0, before.length), before);
    assert.deepEqual(after.slice(before.length), [
      { role: 'assistant', parts: [text('answer 2')] },
      { role: 'user', parts: [text('question 3')] },
    ]);
  });

  it('keeps the images of a question that got no answer, but not the question', () => {
    const { messages } = build(conversation(turn('1', ['a']), turn('2', [])), '2');
    assert.deepEqual(messages, [{ role: 'user', parts: [picture('a'), text('question 2')] }]);
  });

  it('leaves out everything before a new subject', () => {
    const whole = conversation(turn('1', ['a'], 'answer'), turn('2', ['b'], 'answer 2', true), turn('3', []));
    assert.deepEqual(build(whole, '3').messages, [
      { role: 'user', parts: [picture('b'), text('question 2')] },
      { role: 'assistant', parts: [text('answer 2')] },
      { role: 'user', parts: [text('question 3')] },
    ]);
  });

  it('know the turns of a subject, those after the asked one included', () => {
    const whole = conversation(
      ...[turn('1', []), turn('2', [])],
      ...[turn('3', [], '', true), turn('4', []), turn('5', []), turn('6', [], '', true)],
    );
    const subjects = ['1', '2', '3', '4', '5', '6'].map((id) =>
      subjectOf(whole, id)
        .map((one) => one.id)
        .join(''),
    );
    assert.deepEqual(subjects, ['12', '12', '345', '345', '345', '6']);
  });

  it('says which image is missing and why', () => {
    const { messages } = buildMessages(conversation(turn('1', ['a', 'b'])), '1', ({ id }) =>
      id === 'a' ? { missing: 'damaged' } : prepared(id),
    );
    assert.deepEqual(messages[0]?.parts[0], text('[a.png is not included: damaged]'));
  });

  it('knows the image at every place it put one', () => {
    const { messages, imageAt } = build(conversation(turn('1', ['a', 'b'], 'answer'), turn('2', ['c'])), '2');
    const found = messages.flatMap(({ parts }, message) =>
      parts.flatMap((part, place) => (part.type === 'image' ? [imageAt({ message, part: place })] : [])),
    );
    assert.deepEqual(found, ['a', 'b', 'c']);
    assert.equal(imageAt({ message: 0, part: 0 }), undefined);
  });
});

describe('the question that makes a model go on', () => {
  it('quotes the end of what arrived, and no more than is needed to find the position', () => {
    const answer = `${'The tide comes in. '.repeat(1000)}And it goes out \n`;
    const question = continueQuestion(answer);
    assert.match(question, /interrupted and ended with «.*And it goes out»\. Continue/s);
    assert.ok(question.length < 500);
  });
});
