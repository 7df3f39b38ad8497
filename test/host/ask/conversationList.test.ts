import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { emptyConversation } from '../../../src/core/ask/conversation.ts';
import { storedText } from '../../../src/core/ask/storedConversation.ts';
import { FailureError } from '../../../src/core/errors.ts';
import { ConversationList } from '../../../src/host/ask/conversationList.ts';
import { ConversationStore } from '../../../src/host/ask/conversationStore.ts';
import { Conversations } from '../../../src/host/ask/conversations.ts';
import { Session, type SessionDependencies } from '../../../src/host/ask/session.ts';
import { settings } from '../settings.ts';
import { answered, MemoryFiles, values } from './memoryFiles.ts';

const pasted = (name: string) => ({ id: name, name, uri: `file:///storage/pictures/window/1/${name}` });

const options = { model: 'm', baseUrl: '', detail: 'auto', maxTokens: 9 } as const;

/** A window with its conversations; answers arrive when `finish` is called. */
async function openWindow(
  files: MemoryFiles,
  workspace = values(),
  askOptions: SessionDependencies['askOptions'] = async () => options,
) {
  const answers: { finish: () => void }[] = [];
  const deleted: string[] = [];
  const start: SessionDependencies['runner']['start'] = (_, turn, _options, emit, signal) =>
    new Promise((resolve) => {
      const end = (last: Parameters<typeof emit>[0]) => {
        emit(last);
        resolve();
      };
      emit({ turn, type: 'answer', event: { type: 'text', text: 'Half' } });
      signal.addEventListener('abort', () => end({ turn, type: 'stopped' }));
      answers.push({
        finish: () => end({ turn, type: 'answer', event: { type: 'end', reason: 'complete' } }),
      });
    });
  const store = new ConversationStore(files, workspace, () => undefined);
  const conversations = new Conversations(
    {
      store,
      createSession: (conversation, draft, changed) =>
        new Session(
          {
            runner: {
              start,
              request: async () => assert.fail(),
              prepareAhead: async () => undefined,
              forget: () => undefined,
            },
            inspect: async () => ({}),
            askOptions,
            agreesToCost: async () => true,
            settings: () => settings,
            countTokens: async () => 0,
            changed,
          },
          conversation,
          draft,
        ),
      changed: () => undefined,
      problem: () => undefined,
    },
    await store.load(),
  );
  const list = new ConversationList({
    ...{ store, conversations, changed: () => undefined },
    deletePictures: async (addresses) => void deleted.push(...addresses),
    log: (line) => assert.fail(line),
  });
  const titles = () => list.state?.items?.map(({ title }) => title);
  const session = () => conversations.current.session;
  const begun = async () => {
    while (answers.length === 0) await Promise.resolve();
  };
  return { answers, begun, deleted, store, conversations, list, titles, session, workspace };
}

describe('the list of conversations', () => {
  let files: MemoryFiles;

  beforeEach(() => {
    files = new MemoryFiles();
  });

  const fill = async (count: number) => {
    for (let index = 0; index < count; index += 1)
      await files.write(
        `c${index}.json`,
        storedText(answered(`Question ${index}?`, [pasted(`${index}.png`)])),
      );
  };

  it('reads 200 conversations once, then one index, and nothing of either before it is shown', async () => {
    await fill(200);
    const first = await openWindow(files);
    assert.deepEqual(files.reads, []);
    await first.list.show();
    assert.equal(first.titles()?.length, 200);
    assert.equal(first.titles()?.[0], 'Question 199?', 'the newest is the first');

    files.reads.length = 0;
    const second = await openWindow(files, values({ conversationFile: 'c7.json' }));
    assert.deepEqual(files.reads, ['c7.json']);
    await second.list.show();
    assert.deepEqual(files.reads, ['c7.json', 'index.json']);
    assert.equal(second.titles()?.length, 200);
    const current = second.list.state?.items?.find((one) => one.current);
    assert.equal(current?.image?.name, '7.png');
  });

  it('is made anew from the conversations when its index is damaged or of another version', async () => {
    await fill(3);
    for (const index of [
      '{"version":1,"conv',
      '{"version":99,"conversations":[]}',
      '{"version":1,"conversations":[{}]}',
    ]) {
      await files.write('index.json', index);
      const { list, titles } = await openWindow(files);
      await list.show();
      assert.equal(titles()?.length, 3);
    }
  });

  it('leaves out what cannot be read, and leaves it where it is', async () => {
    await fill(1);
    await files.write('broken.json', '{ half');
    const lines: string[] = [];
    const store = new ConversationStore(files, values(), (line) => lines.push(line));
    assert.equal((await store.list()).length, 1);
    assert.ok(files.texts.has('broken.json'));
    assert.match(lines.join(), /broken\.json/);
  });

  it('holds what two windows have written at the same time', async () => {
    const [one, other] = [await openWindow(files), await openWindow(files)];
    for (const window of [one, other, one, other]) {
      window.conversations.current.file.save(answered(`Question ${files.names.length}?`));
      await window.conversations.startNew();
      await window.conversations.current.session.attach([pasted('a.png')]);
      await window.conversations.flush();
    }
    await one.list.show();
    await other.list.show();
    assert.deepEqual(new Set(one.titles()), new Set(other.titles()));
    assert.equal(one.titles()?.length, files.names.length);
  });

  it('opens a conversation, to which what was typed comes along', async () => {
    await fill(2);
    const { list, session, workspace } = await openWindow(files, values({ draft: 'Half a quest' }));
    await list.show();
    await list.open('c0');
    assert.equal(list.state, undefined);
    assert.equal(session().conversation.turns[0]?.title, 'Question 0?');
    assert.equal(session().draft.text, 'Half a quest');
    assert.equal(workspace.get('conversationFile'), 'c0.json');
    assert.equal((await openWindow(files, workspace)).session().conversation.turns.length, 1);
  });

  it('renames a conversation, the one that is shown and any other, for good', async () => {
    await fill(2);
    const { list, titles, session } = await openWindow(files, values({ conversationFile: 'c0.json' }));
    await list.show();
    await list.rename('c0', '  The   shown\none ');
    await list.rename('c1', 'The other');
    await list.rename('c1', '   ');
    assert.deepEqual(new Set(titles()), new Set(['The shown one', 'The other']));
    session().dispatch({ type: 'attached', images: [pasted('b.png')] });
    files.texts.delete('index.json');
    const later = await openWindow(files);
    await later.list.show();
    assert.deepEqual(new Set(later.titles()), new Set(['The shown one', 'The other']));
  });

  it('brings back what was deleted, with its images, until that has expired', async () => {
    await fill(2);
    const { list, titles, deleted } = await openWindow(files);
    await list.show();
    await list.remove('c0');
    assert.deepEqual(titles(), ['Question 1?']);
    assert.deepEqual(list.state?.deleted, { id: 'c0', title: 'Question 0?' });
    await list.undo();
    assert.equal(titles()?.length, 2);
    assert.deepEqual(deleted, []);
    assert.equal(list.state?.deleted, undefined);
  });

  it('deletes the images that no other conversation has, once the deletion cannot be undone', async () => {
    const [own, shared] = [pasted('own.png'), pasted('shared.png')];
    await files.write('a.json', storedText(answered('A?', [own, shared])));
    await files.write('b.json', storedText(answered('B?', [shared])));
    await files.write('c.json', storedText(answered('C?')));
    const { list, deleted } = await openWindow(files);
    await list.show();
    await list.remove('a');
    assert.deepEqual(deleted, []);
    // The next deletion ends the time for the first.
    await list.remove('c');
    assert.deepEqual(deleted, [own.uri]);
    assert.equal(
      files.names.some((name) => name.startsWith('a.')),
      false,
    );
    list.dispose();
  });

  it('deletes in a later window what an earlier one had no time for', async () => {
    await files.write(`a.${Date.now() - 3_600_000}.deleted`, storedText(answered('A?', [pasted('a.png')])));
    await files.write(`b.${Date.now()}.deleted`, storedText(answered('B?', [pasted('b.png')])));
    const { list, deleted } = await openWindow(files);
    await list.show();
    assert.deepEqual(deleted, [pasted('a.png').uri]);
    assert.equal(files.names.length, 1);
  });

  it('begins another conversation when the one that is shown is deleted while it is answered', async () => {
    const { list, session, titles, begun } = await openWindow(files);
    const run = session().ask({ text: 'Stop me?' });
    await begun();
    await list.show();
    const [{ id } = assert.fail()] = list.state?.items ?? [];
    await list.remove(id);
    await run;
    assert.deepEqual(session().conversation, emptyConversation);
    assert.deepEqual(titles(), []);
    await list.undo();
    await list.open(id);
    assert.deepEqual(
      session().conversation.turns.map(({ status, answer }) => [status, answer]),
      [['stopped', 'Half']],
    );
  });
});

describe('an answer that arrives while another conversation is shown', () => {
  it('goes on, and is stored in its own conversation', async () => {
    const files = new MemoryFiles();
    const { answers, begun, conversations, list, session } = await openWindow(files);
    const run = session().ask({ text: 'Long?' });
    await begun();
    await conversations.flush();
    const { id } = conversations.current.file;
    await conversations.startNew();
    assert.deepEqual(session().conversation, emptyConversation);
    await list.show();
    assert.deepEqual(
      list.state?.items?.map(({ answering }) => answering),
      [true],
    );
    answers[0]?.finish();
    await run;
    await conversations.flush();
    assert.equal(conversations.isAnswering, false);
    const stored = await (await openWindow(files, values({ conversationFile: `${id}.json` }))).session();
    assert.deepEqual(
      stored.conversation.turns.map(({ status, answer }) => [status, answer]),
      [['done', 'Half']],
    );
  });

  it('is followed again when its conversation is opened before it has ended', async () => {
    const files = new MemoryFiles();
    const { answers, begun, conversations, session } = await openWindow(files);
    const before = session();
    const run = before.ask({ text: 'Long?' });
    await begun();
    await conversations.flush();
    const { id } = conversations.current.file;
    await conversations.startNew();
    session().setDraft('Typed there');
    await conversations.open(id);
    assert.equal(session(), before);
    assert.equal(session().draft.text, 'Typed there');
    answers[0]?.finish();
    await run;
    assert.equal(session().conversation.turns[0]?.status, 'done');
  });
});

describe('a question that waits for a key', () => {
  it('stays with its conversation while another one is shown, until that is deleted', async () => {
    const files = new MemoryFiles();
    const { conversations, list, session } = await openWindow(files, values(), async () => {
      throw new FailureError({ kind: 'noKey', detail: '' });
    });
    const before = session();
    await before.ask({ text: 'Anybody there?' });
    await conversations.flush();
    const { id } = conversations.current.file;
    await conversations.startNew();
    assert.equal(conversations.has(before), true);
    await list.open(id);
    assert.equal(session(), before, 'a second session of one conversation would write over the first');
    await conversations.startNew();
    await list.show();
    await list.remove(id);
    assert.equal(conversations.has(before), false);
    list.dispose();
  });
});

describe('the list', () => {
  it('says of a conversation that is answered what was asked', async () => {
    const files = new MemoryFiles();
    const { answers, begun, list, session } = await openWindow(files);
    const row = () => {
      const [one = assert.fail()] = list.state?.items ?? [];
      return [one.title, one.questions, one.answering];
    };
    session().dispatch({ type: 'attached', images: [pasted('a.png')] });
    await list.show();
    const run = session().ask({ text: 'What is it?' });
    await begun();
    list.hide();
    await list.show();
    assert.deepEqual(row(), ['What is it?', 1, true]);
    answers[0]?.finish();
    await run;
    const next = session().ask({ text: 'And that?' });
    answers.length = 0;
    await begun();
    answers[0]?.finish();
    await next;
    await list.refresh();
    assert.deepEqual(row(), ['What is it?', 2, false]);
  });
});
