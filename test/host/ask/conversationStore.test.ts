import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { advance, type Conversation, emptyConversation } from '../../../src/core/ask/conversation.ts';
import {
  ConversationStore,
  type StoredFiles,
  type StoreProblem,
} from '../../../src/host/ask/conversationStore.ts';

/** Values of a workspace, as two windows see them that have it open: each keeps its own copy in memory. */
function values(start: Readonly<Record<string, unknown>> = {}) {
  const stored = new Map(Object.entries(start));
  return {
    stored,
    get: (key: string) => stored.get(key),
    update: async (key: string, value: unknown) =>
      void (value === undefined ? stored.delete(key) : stored.set(key, structuredClone(value))),
  };
}

/** Files in memory whose clock ticks with each write. */
class MemoryFiles implements StoredFiles {
  readonly texts = new Map<string, { text: string; modified: number }>();
  fails = false;
  #clock = 0;
  readonly read = async (name: string) => this.texts.get(name)?.text;
  readonly write = async (name: string, text: string) => {
    if (this.fails) throw new Error('no space left on device');
    this.#clock += 1;
    this.texts.set(name, { text, modified: this.#clock });
  };
  readonly remove = async (name: string) => void this.texts.delete(name);
  readonly modified = async (name: string) => this.texts.get(name)?.modified;
}

const turn = { id: 't', title: 'What?', question: 'What?', model: 'm', fresh: false };
const asked: Conversation = advance(emptyConversation, { type: 'asked', turn });

const done = (
  [
    { turn: 't', type: 'answer', event: { type: 'text', text: 'A login.' } },
    { turn: 't', type: 'answer', event: { type: 'end', reason: 'complete' } },
  ] as const
).reduce<Conversation>(advance, asked);

const another = advance(done, { type: 'asked', turn: { ...turn, id: 'u' } });

describe('the stored conversation', () => {
  let files: MemoryFiles;
  let problems: StoreProblem[];

  beforeEach(() => {
    files = new MemoryFiles();
    problems = [];
  });

  function open(workspace = values()): ConversationStore {
    const store = new ConversationStore(files, workspace, () => undefined);
    store.onProblem = (problem) => problems.push(problem);
    return store;
  }

  async function reloaded(conversation: Conversation): Promise<Conversation> {
    const workspace = values();
    const store = open(workspace);
    store.save(conversation);
    await store.flush();
    return (await open(workspace).load()).conversation;
  }

  it('brings back what was said', async () => {
    assert.deepEqual(await reloaded(done), done);
  });

  it('is written as soon as nothing runs, and while something does, not at each piece', async () => {
    const store = open();
    store.save(asked);
    await Promise.resolve();
    assert.equal(files.texts.size, 0);
    store.save(done);
    await store.flush();
    assert.equal(files.texts.size, 1);
  });

  it('brings a run back as one that was cut off, without its countdown', async () => {
    const failure = { kind: 'overloaded', detail: '' } as const;
    const [turn] = (await reloaded(advance(asked, { turn: 't', type: 'retrying', failure, at: 1 }))).turns;
    assert.equal(turn?.failure?.kind, 'cutStream');
    assert.equal(turn.retry, undefined);
  });

  it('holds the newest part of a conversation that is too long to be stored whole', async () => {
    const [turn = assert.fail()] = done.turns;
    const answered = (id: string, length: number) => ({ ...turn, id, answer: 'x'.repeat(length) });
    const long = ['a', 'b', 'c', 'd'].map((id) => answered(id, 400_000));
    const ids = async (turns: typeof long) =>
      (await reloaded({ attached: [], turns })).turns.map(({ id }) => id);
    assert.deepEqual(await ids(long), ['c', 'd']);
    assert.deepEqual(await ids([...long, answered('whole', 2_000_000)]), ['whole']);
    const many = await ids(Array.from({ length: 101 }, (_, index) => answered(`${index}`, 1)));
    assert.equal(many.length, 100);
  });

  it('keeps what was typed and not asked yet', () => {
    const workspace = values();
    open(workspace).saveDraft('Half a quest');
    assert.equal(open(workspace).draft, 'Half a quest');
    assert.equal(open(values({ draft: 7 })).draft, '');
  });

  it('is taken over from the state of an earlier version, which is then emptied', async () => {
    const workspace = values({ conversation: { version: 1, conversation: done } });
    const store = open(workspace);
    assert.deepEqual((await store.load()).conversation, done);
    store.save(another);
    store.save(done);
    await store.flush();
    assert.equal(workspace.get('conversation'), undefined);
    assert.deepEqual((await open(workspace).load()).conversation, done);
  });

  it('is set aside when it is damaged, or of a newer version, and its file stays', async () => {
    for (const [text, problem] of [
      ['{"version":1,"conversation":{"attached":[],"turns":[{"id":7}]}}', 'damaged'],
      ['{ half', 'damaged'],
      ['{"version":1,"__proto__":{},"conversation":"constructor"}', 'damaged'],
      ['{"version":2,"conversations":[]}', 'newerVersion'],
    ] as const) {
      await files.write('old.json', text);
      const workspace = values({ conversationFile: 'old.json' });
      const store = open(workspace);
      assert.deepEqual(await store.load(), { conversation: emptyConversation, problem });
      store.save(done);
      await store.flush();
      assert.equal(await files.read('old.json'), text);
      assert.deepEqual((await open(workspace).load()).conversation, done);
    }
  });

  it('is read from no file outside of its folder', async () => {
    const workspace = values({ conversationFile: '../../secret.json' });
    assert.deepEqual(await open(workspace).load(), { conversation: emptyConversation });
  });

  it('goes on in a file of its own in the window that is later, when two have it open', async () => {
    const workspace = values();
    const first = open(workspace);
    first.save(done);
    await first.flush();
    const otherWorkspace = values(Object.fromEntries(workspace.stored));
    const second = open(otherWorkspace);
    await second.load();
    first.save(another);
    first.save(done);
    await first.flush();
    second.save(emptyConversation);
    await second.flush();
    assert.deepEqual(problems, ['openElsewhere']);
    assert.deepEqual((await open(workspace).load()).conversation, done);
  });

  it('is still shown when it could not be written, and that is said', async () => {
    files.fails = true;
    const store = open();
    store.save(done);
    await store.flush();
    assert.deepEqual(problems, ['notSaved']);
    files.fails = false;
    store.save(another);
    store.save(done);
    await store.flush();
    assert.equal(files.texts.size, 1);
  });

  it('leaves no file when it is ended', async () => {
    const store = open();
    store.save(done);
    store.save(emptyConversation);
    await store.flush();
    assert.equal(files.texts.size, 0);
  });
});
