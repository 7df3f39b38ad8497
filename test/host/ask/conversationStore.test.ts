import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { advance, type Conversation, emptyConversation } from '../../../src/core/ask/conversation.ts';
import type { StoreProblem } from '../../../src/host/ask/conversationFile.ts';
import { ConversationStore, type LoadedConversation } from '../../../src/host/ask/conversationStore.ts';
import { another, answered, asked, done, MemoryFiles, turn, values } from './memoryFiles.ts';

describe('the stored conversation', () => {
  let files: MemoryFiles;
  let problems: StoreProblem[];

  beforeEach(() => {
    files = new MemoryFiles();
    problems = [];
  });

  const open = (workspace = values()) => new ConversationStore(files, workspace, () => undefined);

  /** The conversation that a window shows first. */
  async function start(workspace = values()): Promise<LoadedConversation> {
    const loaded = await open(workspace).load();
    loaded.file.onProblem = (problem) => problems.push(problem);
    return loaded;
  }

  async function reloaded(conversation: Conversation): Promise<Conversation> {
    const workspace = values();
    const { file } = await start(workspace);
    file.save(conversation);
    await file.flush();
    return (await start(workspace)).conversation;
  }

  it('brings back what was said', async () => {
    assert.deepEqual(await reloaded(done), done);
  });

  it('is written at once when a question was asked or queued, and not at each piece of an answer', async () => {
    const workspace = values();
    const { file } = await start(workspace);
    const stored = async () => (await start(workspace)).conversation;
    const settled = () => new Promise(setImmediate);
    file.save(asked, { type: 'asked', turn });
    await settled();
    assert.deepEqual(
      (await stored()).turns.map(({ title }) => title),
      ['What?'],
    );
    const text = { turn: 't', type: 'answer', event: { type: 'text', text: 'A lo' } } as const;
    const begun = advance(asked, text);
    file.save(begun, text);
    await settled();
    assert.equal((await stored()).turns[0]?.answer, '');
    const queued = { type: 'queued', turn: { ...turn, id: 'u' } } as const;
    file.save(advance(begun, queued), queued);
    await settled();
    const { turns, queue } = await stored();
    assert.deepEqual([turns[0]?.answer, queue?.map(({ id }) => id)], ['A lo', ['u']]);
  });

  it('brings a run back as stopped, with what arrived and without its countdown', async () => {
    const failure = { kind: 'overloaded', detail: '' } as const;
    const begun = advance(asked, { turn: 't', type: 'answer', event: { type: 'text', text: 'A lo' } });
    const [turn] = (await reloaded(advance(begun, { turn: 't', type: 'retrying', failure, at: 1 }))).turns;
    assert.deepEqual([turn?.status, turn?.answer], ['stopped', 'A lo']);
    assert.deepEqual([turn?.failure, turn?.retry], [undefined, undefined]);
  });

  it('holds the newest part of a conversation that is too long to be stored whole', async () => {
    const [turn = assert.fail()] = done.turns;
    const answered = (id: string, length: number) => ({ ...turn, id, answer: 'x'.repeat(length) });
    const long = ['a', 'b', 'c', 'd'].map((id) => answered(id, 400_000));
    const ids = async (turns: typeof long) =>
      (await reloaded({ attached: [], turns })).turns.map(({ id }) => id);
    assert.deepEqual(await ids(long), ['c', 'd']);
    assert.deepEqual(await ids([...long, answered('whole', 2_000_000)]), ['whole']);
    const many = await ids(Array.from({ length: 1001 }, (_, index) => answered(`${index}`, 1)));
    assert.equal(many.length, 1000);
  });

  it('keeps what was typed and not asked yet', () => {
    const workspace = values();
    open(workspace).saveDraft('Half a quest');
    assert.equal(open(workspace).draft, 'Half a quest');
    assert.equal(open(values({ draft: 7 })).draft, '');
  });

  it('is taken over from the state of an earlier version, which is then emptied', async () => {
    const workspace = values({ conversation: { version: 1, conversation: done } });
    const { conversation, file } = await start(workspace);
    assert.deepEqual(conversation, done);
    await file.flush();
    assert.equal(workspace.get('conversation'), undefined);
    assert.deepEqual((await start(workspace)).conversation, done);
    const listed = await open(workspace).list();
    assert.deepEqual(
      listed.map(({ title }) => title),
      ['What?'],
    );
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
      const loaded = await start(workspace);
      assert.deepEqual([loaded.conversation, loaded.problem], [emptyConversation, problem]);
      loaded.file.save(done);
      await loaded.file.flush();
      assert.equal(await files.read('old.json'), text);
      assert.deepEqual((await start(workspace)).conversation, done);
    }
  });

  it('is read from no file outside of its folder', async () => {
    const workspace = values({ conversationFile: '../../secret.json' });
    assert.deepEqual((await start(workspace)).conversation, emptyConversation);
    assert.deepEqual(files.reads, []);
  });

  it('goes on in a file of its own in the window that is later, when two have it open', async () => {
    const workspace = values();
    const first = await start(workspace);
    first.file.save(done);
    await first.file.flush();
    const otherWorkspace = values(Object.fromEntries(workspace.stored));
    const second = await start(otherWorkspace);
    first.file.save(another);
    first.file.save(done);
    await first.file.flush();
    const theirs = answered('Something else?');
    second.file.save(theirs);
    await second.file.flush();
    assert.deepEqual(problems, ['openElsewhere']);
    assert.deepEqual((await start(workspace)).conversation, done);
    assert.deepEqual((await start(otherWorkspace)).conversation, theirs);
    assert.equal((await open(workspace).list()).length, 2);
  });

  it('is still shown when it could not be written, and that is said', async () => {
    files.fails = true;
    const { file } = await start();
    file.save(done);
    await file.flush();
    assert.deepEqual(problems, ['notSaved']);
    files.fails = false;
    file.save(another);
    file.save(done);
    await file.flush();
    assert.equal(files.names.length, 1);
  });

  it('leaves no file when it is ended', async () => {
    const { file } = await start();
    file.save(done);
    file.save(emptyConversation);
    await file.flush();
    assert.deepEqual(files.names, []);
  });
});
