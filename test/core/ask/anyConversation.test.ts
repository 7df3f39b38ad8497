import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { imagesOfRequest, turnsAlong, turnsOfRequest } from '../../../src/core/ask/conversation/subject.ts';
import { allTurns, versionsOf } from '../../../src/core/ask/conversation/versions.ts';
import {
  advance,
  type Conversation,
  type ConversationEvent,
  emptyConversation,
  isRunning,
} from '../../../src/core/ask/conversation.ts';
import { buildMessages } from '../../../src/core/ask/messages.ts';
import { readStored, storedText } from '../../../src/core/ask/storedConversation.ts';

/** Numbers below a limit, the same for the same seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed * 2654435761;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return (state >>> 8) % below;
  };
}

function anyEvent(
  { turns, branches = [], queue = [] }: Conversation,
  step: number,
  below: (limit: number) => number,
): ConversationEvent {
  const pick = <One>(all: readonly One[]) => all[below(Math.max(1, all.length))];
  const turn = pick(turns)?.id ?? 'none';
  const running = turns.find(isRunning)?.id ?? turn;
  const question = pick(queue)?.id ?? 'none';
  const image = pick(turns.flatMap(({ images }) => images))?.id ?? 'none';
  const words = { title: `Q${step}`, question: `Q${step}?` };
  const asked = { id: `t${step}`, model: 'm', fresh: below(4) === 0, ...words };
  const events: readonly ConversationEvent[] = [
    { type: 'attached', images: [{ id: `i${step}`, name: `${step}.png`, uri: `test:/${step}` }] },
    { type: 'asked', turn: asked },
    { type: 'queued', turn: asked },
    { type: 'queuedEdited', question, words },
    { type: 'unqueued', question },
    { type: 'dequeued', question, model: 'm' },
    { type: 'resumed' },
    { type: 'retried', turn, model: 'n', version: `v${step}` },
    { type: 'edited', turn, by: { id: `e${step}`, model: 'm', ...words } },
    { type: 'versionShown', turn: pick(branches)?.turns[0]?.id ?? turn },
    { type: 'continued', turn },
    { type: below(2) ? 'joined' : 'separated', question: below(2) ? turn : question },
    { type: below(2) ? 'joined' : 'separated' },
    { type: below(2) ? 'leftOut' : 'takenBack', image },
    { turn: running, type: 'requested' },
    { turn: running, type: 'answer', event: { type: 'text', text: `A${step} ` } },
    { turn: running, type: 'answer', event: { type: 'end', reason: below(3) ? 'complete' : 'outputLimit' } },
    { turn: running, type: below(2) ? 'stopped' : 'failed', failure: { kind: 'cutStream', detail: '' } },
  ];
  return events[below(events.length)]!;
}

function checkTree(conversation: Conversation): void {
  const { turns, branches = [], queue, held } = conversation;
  const all = allTurns(conversation);
  const ids = all.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length, 'an id is there twice');
  for (const { after, turns: line } of branches) {
    assert.ok(line.length > 0);
    assert.ok(after === undefined || ids.includes(after), 'a branch follows nothing');
  }
  const shown = turns.flatMap(({ id }) => versionsOf(conversation, id));
  assert.equal(new Set(shown).size, shown.length, 'a version stands in two places');
  for (const { id } of turns) assert.ok(versionsOf(conversation, id).some((one) => one.id === id));
  assert.ok(queue === undefined || queue.length > 0);
  assert.ok(!held || queue);
}

function checkRequests(conversation: Conversation): void {
  for (const { id, images, unjoined } of conversation.turns) {
    const { messages } = buildMessages(conversation, id, ({ uri }) => ({ address: uri }));
    assert.deepEqual(
      messages.map(({ role }) => role),
      messages.map((_, index) => (index % 2 ? 'assistant' : 'user')),
    );
    assert.equal(messages.at(-1)?.role, 'user');
    const sent = messages.flatMap(({ parts }) =>
      parts.flatMap((part) => (part.type === 'imageUrl' ? [part.url] : [])),
    );
    const turns = turnsOfRequest(conversation, id);
    const before = turns
      .slice(0, -1)
      .flatMap((turn) => turn.images)
      .filter(({ leftOut }) => !leftOut);
    assert.deepEqual(
      sent,
      [...before, ...images].map(({ uri }) => uri),
    );
    assert.deepEqual(imagesOfRequest(turns), [...before, ...images]);
    if (unjoined !== undefined) assert.equal(messages.at(-2)?.role, 'assistant');
  }
}

/** The next question carries what is said to go along with it, and no more. */
function checkAlong(conversation: Conversation): void {
  const along = turnsAlong(conversation)
    .flatMap(({ images }) => images)
    .filter(({ leftOut }) => !leftOut);
  const turn = { id: 'next', title: '?', question: '?', model: 'm', fresh: conversation.fresh ?? false };
  const next = advance(conversation, { type: 'asked', turn });
  assert.deepEqual(imagesOfRequest(turnsOfRequest(next, 'next')), [...along, ...conversation.attached]);
}

describe('whatever happens to a conversation', () => {
  for (let seed = 1; seed <= 60; seed++)
    it(`keeps it in order (${seed})`, () => {
      const below = numbers(seed);
      let conversation = emptyConversation;
      for (let step = 0; step < 150; step++) {
        conversation = advance(conversation, anyEvent(conversation, step, below));
        checkTree(conversation);
        checkAlong(conversation);
        if (step % 10 === 0) checkRequests(conversation);
      }
      const ended = allTurns(conversation)
        .filter(isRunning)
        .reduce((now, { id }) => advance(now, { turn: id, type: 'stopped' }), conversation);
      const stored = readStored(storedText(ended));
      const waiting = ended.queue ? { ...ended, held: true } : ended;
      assert.deepEqual('conversation' in stored && stored.conversation, waiting);
    });
});
