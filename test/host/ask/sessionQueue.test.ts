import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { emptyConversation } from '../../../src/core/ask/conversation.ts';
import type { AttachedImage } from '../../../src/core/ask/question.ts';
import type { Runner } from '../../../src/core/ask/runner.ts';
import { recipeOf } from '../../../src/core/recipes.ts';
import { editedWords, wordsOf } from '../../../src/host/ask/session/userQuestion.ts';
import { Session } from '../../../src/host/ask/session.ts';
import { conversationHandlers } from '../../../src/host/panel/conversationMessages.ts';
import { settings } from '../settings.ts';

const image = (name: string): AttachedImage => ({ id: name, name, uri: `test:/${name}` });

describe('a session', () => {
  let session: Session;
  /** Ends the run that is going on; a run that was told to stop has ended. */
  let finish: (text?: string) => void;
  let models: string[];

  beforeEach(() => {
    models = [];
    const runner: Pick<Runner, 'start' | 'forget'> = {
      start: (_, turn, { model }, emit, signal) =>
        new Promise<void>((resolve) => {
          models.push(model);
          emit({ turn, type: 'answer', event: { type: 'text', text: `Part ${models.length} ` } });
          signal.addEventListener('abort', () => {
            emit({ turn, type: 'stopped' });
            resolve();
          });
          finish = (text = 'whole.') => {
            emit({ turn, type: 'answer', event: { type: 'text', text } });
            emit({ turn, type: 'answer', event: { type: 'end', reason: 'complete' } });
            resolve();
          };
        }),
      forget: () => undefined,
    };
    session = new Session(
      {
        runner: { ...runner, request: () => assert.fail(), prepareAhead: () => assert.fail() },
        askOptions: async () => ({ model: 'of the settings', baseUrl: '', detail: 'auto', maxTokens: 500 }),
        inspect: async () => ({}),
        agreesToCost: async () => true,
        settings: () => settings,
        countTokens: () => assert.fail(),
        changed: () => undefined,
      },
      emptyConversation,
    );
  });

  const begun = () => new Promise((resolve) => setImmediate(resolve));
  const turns = () => session.conversation.turns.map(({ title, status }) => `${title} ${status}`);
  const queue = () => session.conversation.queue?.map(({ title }) => title);
  /** Asks without waiting for the answer. */
  const ask = async (text: string) => {
    void session.ask({ text });
    await begun();
  };

  it('asks what waits in its order, each with the images that were attached when it was asked', async () => {
    await ask('One?');
    await session.attach([image('a.png')]);
    await ask('Two?');
    await session.attach([image('b.png')]);
    await ask('Three?');
    assert.deepEqual(queue(), ['Two?', 'Three?']);
    assert.deepEqual(session.conversation.attached, []);
    finish();
    await begun();
    assert.deepEqual(turns(), ['One? done', 'Two? streaming']);
    finish();
    await begun();
    finish();
    await begun();
    assert.deepEqual(
      session.conversation.turns.map(({ images }) => images.map(({ name }) => name).join()),
      ['', 'a.png', 'b.png'],
    );
  });

  it('holds what waits when an answer is stopped, until it is resumed', async () => {
    await ask('One?');
    await ask('Two?');
    session.stop();
    await begun();
    assert.deepEqual([turns(), queue()], [['One? stopped'], ['Two?']]);
    await ask('Meanwhile?');
    assert.deepEqual(turns(), ['One? stopped', 'Meanwhile? streaming']);
    finish();
    await begun();
    assert.deepEqual(queue(), ['Two?']);
    void session.resume();
    await begun();
    assert.deepEqual(turns().at(-1), 'Two? streaming');
  });

  it('stops the answer for a question that is sent now, and goes on with the others', async () => {
    await ask('One?');
    await ask('Two?');
    await ask('Three?');
    void session.sendNow(session.conversation.queue?.[1]?.id ?? '');
    await begun();
    assert.deepEqual([turns(), queue()], [['One? stopped', 'Three? streaming'], ['Two?']]);
    finish();
    await begun();
    assert.deepEqual([turns().at(-1), queue()], ['Two? streaming', undefined]);
  });

  it('waits for the question that is edited when its turn comes, and asks it in its new words', async () => {
    const { edit, cancelEdit } = conversationHandlers(session, () => assert.fail());
    await ask('First?');
    await ask('Second?');
    await ask('Third?');
    const [second, third] = session.conversation.queue?.map(({ id }) => id) ?? [];
    assert.ok(second && third);
    await edit({ id: second });
    finish();
    await begun();
    assert.deepEqual(turns(), ['First? done']);
    await session.edit(second, wordsOf({ text: 'Second, edited?' }));
    void edit({ id: third });
    await begun();
    assert.deepEqual(turns(), ['First? done', 'Second, edited? streaming']);
    finish();
    await begun();
    assert.deepEqual(queue(), ['Third?']);
    void cancelEdit({});
    await begun();
    assert.equal(turns().at(-1), 'Third? streaming');
    finish();
  });

  it('asks nothing when all words of a question were deleted', async () => {
    const { edit, saveEdit } = conversationHandlers(session, () => assert.fail());
    await ask('First?');
    finish();
    await begun();
    const [{ id } = assert.fail()] = session.conversation.turns;
    await edit({ id });
    await saveEdit({ id, text: '  ' });
    assert.deepEqual(turns(), ['First? done']);
    assert.equal(session.editing, undefined);
  });

  it('changes and drops what waits', async () => {
    await ask('One?');
    await ask('Two?');
    await session.edit(session.conversation.queue?.[0]?.id ?? '', { title: 'Other?', question: 'Other?' });
    assert.deepEqual(queue(), ['Other?']);
    session.dispatch({ type: 'unqueued', question: session.conversation.queue?.[0]?.id ?? '' });
    finish();
    await begun();
    assert.deepEqual(turns(), ['One? done']);
  });

  it('goes on with an answer in its own turn, of the same model, as often as it is cut off', async () => {
    await ask('One?');
    session.stop();
    await begun();
    const [turn] = session.conversation.turns;
    for (const more of ['and ', 'more ']) {
      void session.continue(turn?.id ?? '');
      await begun();
      session.stop();
      await begun();
      assert.equal(session.conversation.turns.length, 1, more);
    }
    assert.equal(session.conversation.turns[0]?.answer, 'Part 1 Part 2 Part 3 ');
    assert.deepEqual(models, Array(3).fill(settings.model));
  });

  it('keeps an answered question and what came after it when it is asked again, of another model', async () => {
    await ask('One?');
    finish();
    await begun();
    await ask('Two?');
    finish();
    await begun();
    const [first] = session.conversation.turns;
    void session.retry(first?.id ?? '', 'another');
    await begun();
    finish('new.');
    await begun();
    assert.deepEqual(turns(), ['One? done']);
    assert.equal(models.at(-1), 'another');
    session.dispatch({ type: 'versionShown', turn: first?.id ?? '' });
    assert.deepEqual(turns(), ['One? done', 'Two? done']);
  });

  it('asks an edited question beside the old one, about the same images', async () => {
    await session.attach([image('a.png')]);
    await ask('One?');
    finish();
    await begun();
    const [first] = session.conversation.turns;
    void session.edit(first?.id ?? '', editedWords('Other?', undefined));
    await begun();
    assert.deepEqual(turns(), ['Other? streaming']);
    assert.deepEqual(
      session.conversation.turns[0]?.images.map(({ name }) => name),
      ['a.png'],
    );
    assert.equal(session.conversation.branches?.length, 1);
  });
});

describe('the words of an edited question', () => {
  const describe_ = recipeOf('describe');

  it('stay with its recipe while they begin with its name', () => {
    assert.equal(editedWords('Describe\n\nin one word', describe_).recipe, 'describe');
    assert.match(editedWords('Describe\n\nin one word', describe_).question, /\n\nin one word$/);
    assert.deepEqual(editedWords('What is it?', describe_), {
      title: 'What is it?',
      question: 'What is it?',
    });
  });
});
