import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import type { Estimate } from '../../../src/core/api/models/prices.ts';
import { emptyConversation } from '../../../src/core/ask/conversation.ts';
import type { AttachedImage, ImageFacts } from '../../../src/core/ask/question.ts';
import type { Runner } from '../../../src/core/ask/runner.ts';
import type { ImageHeader } from '../../../src/core/image/imageTypes.ts';
import { type Recipe, recipeOf } from '../../../src/core/recipes.ts';
import { Session } from '../../../src/host/ask/session.ts';
import { settings } from '../settings.ts';

const header: ImageHeader = {
  ...{ type: 'png', width: 2800, height: 28, orientation: 1, frames: 1, alpha: false, traits: [] },
};

const recipe = (id: string): Recipe => recipeOf(id) ?? assert.fail();
const image = (name: string): AttachedImage => ({ id: name, name, uri: `test:/${name}` });

/** Answers everything at once. */
const runner: Runner = {
  start: async (_conversation, turn, _options, emit) => {
    emit({ turn, type: 'answer', event: { type: 'text', text: 'Yes.' } });
    emit({ turn, type: 'answer', event: { type: 'end', reason: 'complete' } });
  },
  request: () => assert.fail(),
  prepareAhead: async () => undefined,
  forget: () => undefined,
};

describe('images of a session', () => {
  let session: Session;
  let estimates: Estimate[];
  let agrees: boolean;
  let facts: Promise<ImageFacts>;

  beforeEach(() => {
    estimates = [];
    agrees = true;
    facts = Promise.resolve({ header });
    session = new Session(
      {
        runner,
        askOptions: async () => ({ model: 'm', baseUrl: '', detail: 'auto', maxTokens: 500 }),
        inspect: () => facts,
        agreesToCost: async (estimate) => {
          estimates.push(estimate);
          return agrees;
        },
        settings: () => settings,
        countTokens: () => assert.fail(),
        changed: () => undefined,
      },
      emptyConversation,
    );
  });

  const asked = () =>
    session.conversation.turns.map(({ images }) => images.map(({ name }) => name).join(' '));
  const attached = () => session.conversation.attached.map(({ name }) => name);

  it('leaves what waits for a question alone when a command asks about another image', async () => {
    await session.attach([image('waiting.png')]);
    const images = await session.attach([image('chosen.png')]);
    await session.ask({ text: '', recipe: recipe('describe'), fresh: true, images });
    assert.deepEqual(asked(), ['chosen.png']);
    assert.deepEqual(attached(), ['waiting.png']);
  });

  it('keeps two commands apart that overtake each other', async () => {
    const command = async (name: string) => {
      const images = await session.attach([image(name)]);
      await session.ask({ text: '', recipe: recipe('describe'), fresh: true, images });
    };
    await Promise.all([command('a.png'), command('b.png')]);
    assert.deepEqual(asked(), ['a.png', 'b.png']);
  });

  it('asks about an image that was attached before when it is chosen again', async () => {
    await session.attach([image('a.png')]);
    const images = await session.attach([{ ...image('a.png'), id: 'again' }]);
    await session.ask({ text: 'What?', images });
    assert.deepEqual(asked(), ['a.png']);
  });

  it('keeps the size of the file on which boxes were drawn, so that a changed file is not sent under them', async () => {
    facts = Promise.resolve({ header, byteLength: 10 });
    const [id = assert.fail()] = await session.attach([image('a.png')]);
    const redactions = [{ x: 0, y: 0, width: 9, height: 9 }];
    session.dispatch({ type: 'partsChosen', image: id, parts: { redactions } });
    await session.attach([image('a.png')]);
    assert.equal(session.notice, undefined);
    facts = Promise.resolve({ header, byteLength: 12 });
    await session.attach([image('a.png')]);
    assert.match(session.notice ?? '', /^a\.png has changed since you redacted parts of it/);
    assert.deepEqual(
      session.conversation.attached.map(({ byteLength }) => byteLength),
      [10],
    );
  });

  it('looks again at an image that is attached again, since its file may have changed', async () => {
    facts = Promise.resolve({ byteLength: 5, problem: { reason: 'damaged' } });
    await session.attach([image('a.png')]);
    facts = Promise.resolve({ header });
    await session.attach([{ ...image('a.png'), id: 'again' }]);
    assert.deepEqual(session.conversation.attached, [{ ...image('a.png'), header }]);
  });

  it('compares a chosen image with those that wait', async () => {
    await session.attach([image('before.png')]);
    const images = await session.attach([image('after.png')]);
    await session.ask({ text: '', recipe: recipe('compare'), fresh: true, images });
    assert.deepEqual(asked(), ['before.png after.png']);
  });

  it('takes an image that was not looked at yet for the most it can cost', async () => {
    facts = new Promise(() => undefined);
    void session.attach([image('slow.png')]);
    await session.ask({ text: '' });
    assert.ok((estimates[0]?.tokens ?? 0) >= 4784);
  });

  it('asks for consent to the cost of a retry, and leaves the answer as it is without', async () => {
    await session.attach([image('a.png')]);
    await session.ask({ text: 'What?' });
    agrees = false;
    const [before] = session.conversation.turns;
    await session.retry(before?.id ?? '');
    assert.deepEqual(estimates[1], estimates[0]);
    assert.equal(session.conversation.turns[0], before);
  });
});
