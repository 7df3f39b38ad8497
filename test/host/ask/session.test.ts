import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { connect } from '../../../src/core/api/connect.ts';
import { emptyConversation } from '../../../src/core/ask/conversation.ts';
import type { AttachedImage } from '../../../src/core/ask/question.ts';
import { createRunner } from '../../../src/core/ask/runner.ts';
import { FailureError } from '../../../src/core/errors.ts';
import { prepareUntouched } from '../../../src/core/image/asIs.ts';
import { planOf } from '../../../src/core/image/plan.ts';
import { isRefusal, probe } from '../../../src/core/image/probe.ts';
import { recipeOf } from '../../../src/core/recipes.ts';
import { Session, type SessionDependencies } from '../../../src/host/ask/session.ts';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { held } from '../../emulator/faults.ts';
import { fixture } from '../../fixtures/images.ts';
import { settings } from '../settings.ts';

function probed(bytes: Buffer) {
  const header = probe(bytes);
  assert.ok(!isRefusal(header));
  return header;
}

describe('session', () => {
  let emulator: Emulator;
  let png: Buffer;

  before(async () => {
    emulator = await startEmulator();
    png = await fixture('png');
  });
  afterEach(() => emulator.reset());
  after(() => emulator.close());

  const image = (name: string): AttachedImage => ({ id: name, name, uri: `test:/${name}` });

  function open(change: Partial<SessionDependencies> = {}): Session {
    const api = connect({ baseUrl: emulator.url, key: 'key', fetch, idleTimeoutSeconds: 5 });
    const readBytes = async () => Uint8Array.from(png);
    const prepare: Parameters<typeof createRunner>[0]['prepare'] = async (bytes, options) => {
      const untouched = prepareUntouched(bytes, planOf(bytes, options), options, 'hash');
      assert.ok(untouched);
      return untouched;
    };
    const parts: SessionDependencies = {
      runner: createRunner({ readBytes, prepare, answer: api.answer }),
      inspect: async ({ name }) =>
        name.startsWith('gone') ? { problem: { reason: 'missing' } } : { header: probed(png) },
      askOptions: async () => ({
        model: settings.model,
        baseUrl: emulator.url,
        detail: 'auto',
        maxTokens: 500,
      }),
      agreesToCost: async () => true,
      settings: () => settings,
      countTokens: async (request) => request.messages.length,
      changed: () => undefined,
      ...change,
    };
    return new Session(parts, emptyConversation);
  }

  const questions = (index: number) => {
    const { messages } = emulator.requests[index]!.body as { messages: { content: { text?: string }[] }[] };
    return messages.map(({ content }) => content.at(-1)?.text);
  };

  it('says of each attached image what it is, or why it cannot be sent', async () => {
    const session = open();
    await session.attach([image('a.png'), image('gone.png')]);
    const [first, second] = session.conversation.attached;
    assert.equal(first?.header?.type, 'png');
    assert.equal(second?.problem?.reason, 'missing');
  });

  it('attaches an image only once', async () => {
    const session = open();
    await session.attach([image('a.png')]);
    await session.attach([{ ...image('a.png'), id: 'again' }, image('b.png')]);
    assert.deepEqual(
      session.conversation.attached.map(({ id }) => id),
      ['a.png', 'b.png'],
    );
  });

  it('describes the images when the question is empty', async () => {
    const session = open();
    await session.attach([image('a.png')]);
    await session.ask({ text: ' ' });
    assert.equal(session.conversation.turns[0]?.title, 'Describe');
    assert.deepEqual(questions(0), [recipeOf('describe')?.instruction]);
  });

  it('empties the question box when its text was asked, and only then', async () => {
    const session = open();
    session.setDraft('Typed');
    await session.ask({ text: 'Asked by a command' });
    assert.equal(session.draft.text, 'Typed');
    await session.ask({ text: 'Typed' });
    assert.deepEqual([session.draft.text, session.draft.revision], ['', 1]);
  });

  it('asks a question that comes while an answer arrives after that answer, with it', async () => {
    const session = open();
    emulator.script(held('The ', 'answer.'));
    const first = session.ask({ text: 'First?' });
    await emulator.request(0);
    const second = session.ask({ text: 'Second?' });
    assert.equal(emulator.requests.length, 1);
    emulator.release();
    await Promise.all([first, second]);
    assert.deepEqual(questions(1), ['First?', 'The answer.', 'Second?']);
  });

  it('stops what runs, and holds what waits until that is resumed', async () => {
    const session = open();
    emulator.script(held('Never finished'));
    const asked = [session.ask({ text: 'First?' }), session.ask({ text: 'Second?' })];
    await emulator.request(0);
    session.stop();
    await Promise.all(asked);
    const statuses = () => session.conversation.turns.map(({ status }) => status);
    assert.deepEqual(statuses(), ['stopped']);
    assert.equal(session.conversation.held, true);
    assert.equal(emulator.requests.length, 1);
    await session.resume();
    assert.deepEqual(statuses(), ['stopped', 'done']);
    assert.equal(session.conversation.queue, undefined);
  });

  it('answers the next question after one that could not be shown', async () => {
    let isBroken = true;
    const session = open({
      changed: (_state, event) => {
        if (isBroken && event?.type !== 'asked') throw new Error('nothing can be shown');
      },
    });
    await assert.rejects(session.ask({ text: 'First?' }));
    isBroken = false;
    await session.ask({ text: 'Second?' });
    assert.equal(session.conversation.turns[1]?.status, 'done');
  });

  it('sends nothing that the user does not want to pay for, and keeps the question', async () => {
    const asked: (number | undefined)[] = [];
    const session = open({
      agreesToCost: async ({ usd }) => {
        asked.push(usd);
        return false;
      },
    });
    await session.attach([image('a.png')]);
    session.setDraft('Worth it?');
    await session.ask({ text: 'Worth it?' });
    assert.equal(asked.length, 1);
    assert.ok((asked[0] ?? 0) > 0);
    assert.equal(session.draft.text, 'Worth it?');
    assert.equal(session.conversation.attached.length, 1);
    assert.equal(emulator.requests.length, 0);
  });

  it('shows what kept a question from being sent, and asks it again when told to', async () => {
    let key = false;
    const session = open({
      askOptions: async () => {
        if (!key) throw new FailureError({ kind: 'noKey', detail: '' });
        return { model: settings.model, baseUrl: emulator.url, detail: 'auto', maxTokens: 500 };
      },
    });
    await session.ask({ text: 'Anybody there?' });
    const [turn] = session.conversation.turns;
    assert.equal(turn?.failure?.kind, 'noKey');
    key = true;
    await session.retry(turn?.id ?? '');
    assert.equal(session.conversation.turns[0]?.status, 'done');
  });

  it('begins a new subject for a recipe from the menu', async () => {
    const session = open();
    await session.ask({ text: 'Before?' });
    const recipe = recipeOf('extractText');
    assert.ok(recipe);
    await session.ask({ text: '', recipe, fresh: true });
    assert.deepEqual(questions(1), [recipe.instruction]);
  });

  describe('count', () => {
    let session: Session;
    beforeEach(async () => {
      session = open();
      await session.attach([image('a.png')]);
      session.setDraft('How much?');
      await session.count(new AbortController().signal);
    });

    it('counts what would be sent and sends nothing', () => {
      assert.equal(session.countedTokens, 1);
      assert.equal(session.conversation.turns.length, 0);
      assert.equal(emulator.requests.length, 0);
    });

    it('holds until something changes', () => {
      session.setDraft('How much now?');
      assert.equal(session.countedTokens, undefined);
    });
  });
});
