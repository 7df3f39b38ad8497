import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  advance,
  type Conversation,
  type ConversationEvent,
  emptyConversation,
  isRunning,
} from '../../../src/core/ask/conversation.ts';
import type { AttachedImage } from '../../../src/core/ask/question.ts';

const image = (id: string): AttachedImage => ({ id, name: `${id}.png`, uri: `file:///${id}.png` });
const asked = (id: string, fresh = false): ConversationEvent => ({
  type: 'asked',
  turn: { id, title: 'What is this?', question: 'What is this?', model: 'm', fresh },
});
const when = (...events: ConversationEvent[]): Conversation => events.reduce(advance, emptyConversation);

describe('conversation', () => {
  it('moves the attached images into the question that is asked', () => {
    const { attached, turns } = when({ type: 'attached', images: [image('a'), image('b')] }, asked('t'));
    assert.deepEqual(attached, []);
    assert.deepEqual(
      turns[0]?.images.map((one) => one.id),
      ['a', 'b'],
    );
  });

  it('adds the text of an answer in the order it arrives and ends with its end', () => {
    const conversation = when(
      asked('t'),
      { turn: 't', type: 'requested' },
      { turn: 't', type: 'answer', event: { type: 'thinking' } },
      { turn: 't', type: 'answer', event: { type: 'text', text: 'A lo' } },
      { turn: 't', type: 'answer', event: { type: 'text', text: 'gin.' } },
    );
    const [turn] = conversation.turns;
    assert.equal(turn?.answer, 'A login.');
    assert.equal(turn?.thinking, false);
    assert.ok(isRunning(turn));
    const [done] = advance(conversation, {
      turn: 't',
      type: 'answer',
      event: { type: 'end', reason: 'complete' },
    }).turns;
    assert.equal(done?.status, 'done');
    assert.ok(!isRunning(done));
  });

  it('keeps what arrived when an answer ends for another reason than being complete', () => {
    const [turn] = when(
      asked('t'),
      { turn: 't', type: 'answer', event: { type: 'text', text: 'Half' } },
      { turn: 't', type: 'answer', event: { type: 'end', reason: 'outputLimit' } },
    ).turns;
    assert.equal(turn?.answer, 'Half');
    assert.deepEqual(turn?.failure, { kind: 'outputLimit', detail: '' });
  });

  it('takes an answer without a word for a failure', () => {
    const [turn] = when(
      asked('t'),
      { turn: 't', type: 'answer', event: { type: 'thinking' } },
      { turn: 't', type: 'answer', event: { type: 'text', text: '\n' } },
      { turn: 't', type: 'answer', event: { type: 'end', reason: 'complete' } },
    ).turns;
    assert.equal(turn?.status, 'failed');
    assert.deepEqual(turn?.failure, { kind: 'emptyAnswer', detail: '' });
  });

  it('shows a retry until something else happens', () => {
    const failure = { kind: 'overloaded', detail: '' } as const;
    const waiting = when(asked('t'), { turn: 't', type: 'retrying', failure, at: 5 });
    assert.deepEqual(waiting.turns[0]?.retry, { failure, at: 5 });
    const [gone] = advance(waiting, {
      turn: 't',
      type: 'answer',
      event: { type: 'started', model: 'm' },
    }).turns;
    assert.equal(gone?.retry, undefined);
  });

  it('waits no longer for a retry when the run has failed', () => {
    const failure = { kind: 'overloaded', detail: '' } as const;
    const [turn] = when(
      asked('t'),
      { turn: 't', type: 'retrying', failure, at: 5 },
      { turn: 't', type: 'failed', failure },
    ).turns;
    assert.equal(turn?.retry, undefined);
  });

  it('begins a retried question anew with its images', () => {
    const [turn] = when(
      { type: 'attached', images: [image('a')] },
      asked('t'),
      { turn: 't', type: 'failed', failure: { kind: 'overloaded', detail: '' } },
      { type: 'retried', turn: 't', model: 'other', version: 'again' },
    ).turns;
    assert.equal(turn?.answer, '');
    assert.equal(turn?.failure, undefined);
    assert.equal(turn?.status, 'preparing');
    assert.equal(turn?.model, 'other');
    assert.equal(turn?.images.length, 1);
  });

  it('forgets the problem of an image once it could be sent', () => {
    const header = {
      type: 'png',
      width: 1,
      height: 1,
      orientation: 1,
      frames: 1,
      alpha: false,
      traits: [],
    } as const;
    const sent = {
      mediaType: 'image/png',
      width: 1,
      height: 1,
      byteLength: 70,
      tokens: 1,
      hash: 'h',
      steps: [],
    } as const;
    const [turn] = when(
      { type: 'attached', images: [image('a')] },
      { type: 'inspected', image: 'a', facts: { problem: { reason: 'missing' } } },
      asked('t'),
      { turn: 't', type: 'prepared', image: 'a', sent, header },
    ).turns;
    assert.deepEqual(turn?.images[0], { ...image('a'), header, sent });
    assert.equal(turn?.prepared, 1);
  });

  it('keeps the name of the model where the server does not say which one answers', () => {
    const [turn] = when(asked('t'), {
      turn: 't',
      type: 'answer',
      event: { type: 'started', model: '' },
    }).turns;
    assert.equal(turn?.model, 'm');
  });
});
