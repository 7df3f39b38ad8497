import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { advance, type Conversation, emptyConversation } from '../../../src/core/ask/conversation.ts';
import { createConversationStore } from '../../../src/host/ask/conversationStore.ts';

function memento() {
  const stored = new Map<string, string>();
  return {
    keys: () => [...stored.keys()],
    get: (key: string, otherwise?: unknown) => JSON.parse(stored.get(key) ?? 'null') ?? otherwise,
    update: async (key: string, value: unknown) => void stored.set(key, JSON.stringify(value)),
  };
}

const turn = { id: 't', title: 'What?', question: 'What?', model: 'm', fresh: false };
const asked: Conversation = advance(emptyConversation, { type: 'asked', turn });

const done = (
  [
    { turn: 't', type: 'answer', event: { type: 'text', text: 'A login.' } },
    { turn: 't', type: 'answer', event: { type: 'end', reason: 'complete' } },
  ] as const
).reduce<Conversation>(advance, asked);

describe('memory', () => {
  function reloaded(conversation: Conversation): Conversation {
    const state = memento();
    const memory = createConversationStore(state);
    memory.save(conversation);
    memory.dispose();
    return createConversationStore(state).load();
  }

  it('brings back what was said', () => {
    assert.deepEqual(reloaded(done), done);
  });

  it('writes what was said as soon as nothing runs, and while something does, not at each piece', () => {
    const state = memento();
    const memory = createConversationStore(state);
    memory.save(asked);
    assert.deepEqual(state.keys(), []);
    memory.save(done);
    assert.deepEqual(createConversationStore(state).load(), done);
    memory.dispose();
  });

  it('brings a run back as one that was cut off, without its countdown', () => {
    const failure = { kind: 'overloaded', detail: '' } as const;
    const [turn] = reloaded(advance(asked, { turn: 't', type: 'retrying', failure, at: 1 })).turns;
    assert.equal(turn?.failure?.kind, 'cutStream');
    assert.equal(turn.retry, undefined);
  });

  it('brings back the newest part of a conversation that is too long to be stored whole', () => {
    const [turn = assert.fail()] = done.turns;
    const answered = (id: string, length: number) => ({ ...turn, id, answer: 'x'.repeat(length) });
    const long = ['a', 'b', 'c', 'd'].map((id) => answered(id, 400_000));
    const ids = (turns: typeof long) => reloaded({ attached: [], turns }).turns.map(({ id }) => id);
    assert.deepEqual(ids(long), ['c', 'd']);
    assert.deepEqual(ids([...long, answered('whole', 2_000_000)]), ['whole']);
    assert.equal(ids(Array.from({ length: 101 }, (_, index) => answered(`${index}`, 1))).length, 100);
  });

  it('brings back what was typed and not asked yet', () => {
    const state = memento();
    createConversationStore(state).saveDraft('Half a quest');
    assert.equal(createConversationStore(state).loadDraft(), 'Half a quest');
    assert.equal(createConversationStore(memento()).loadDraft(), '');
  });
});
