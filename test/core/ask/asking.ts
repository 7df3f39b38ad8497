import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach } from 'mocha';
import { connect } from '../../../src/core/api/connect.ts';
import { builtinModels } from '../../../src/core/api/models/builtinModels.ts';
import type { AskOptions } from '../../../src/core/ask/asking.ts';
import { advance, type Conversation, type Turn } from '../../../src/core/ask/conversation.ts';
import type { AttachedImage } from '../../../src/core/ask/question.ts';
import { createRunner, type Runner } from '../../../src/core/ask/runner.ts';
import { RefusalError } from '../../../src/core/image/imageTypes.ts';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { fixture } from '../../fixtures/images.ts';
import { never, startPool, type TestPool } from '../../fixtures/pool.ts';

/** A runner whose files are in memory, whose images go through a worker, and whose server is the emulator. */
export interface Asking {
  readonly emulator: Emulator;
  readonly runner: Runner;
  /** By name; `a.png` and `b.jpg` are there at the beginning of each test. */
  readonly files: Map<string, Uint8Array>;
  readonly options: AskOptions;
  /** Attaches the images and asks about them; the question is the id of its turn. */
  ask(
    before: Conversation,
    question: string,
    images?: readonly TestImage[],
    signal?: AbortSignal,
  ): Promise<Conversation>;
  /** The version of a question that is shown is asked again. */
  retry(before: Conversation, question: string): Promise<Conversation>;
  /** The same after the window was reloaded: nothing is kept but the conversation. */
  reopened(): Asking;
}

/** The name of a file, and whatever else is to be said of the image. */
type TestImage = string | (Pick<AttachedImage, 'name'> & Partial<AttachedImage>);

/** With `native`, the server describes its models, and so is sent all that the API takes. */
export function useRunner({ native = false } = {}): () => Asking {
  let emulator: Emulator;
  let pool: TestPool;
  let asking: Asking;
  before(async () => {
    [emulator, pool] = await Promise.all([startEmulator(), startPool()]);
  });
  beforeEach(async () => {
    asking = begin(emulator, pool, native, [
      ['a.png', await fixture('png')],
      ['b.jpg', await fixture('jpeg')],
    ]);
  });
  afterEach(() => emulator.reset());
  after(async () => {
    await pool.remove();
    await emulator.close();
  });
  return () => asking;
}

export function lastOf({ turns }: Conversation): Turn {
  return turns.at(-1) ?? assert.fail('there is no turn');
}

/** The image and the kind of each note. */
export function notesOf(conversation: Conversation): readonly string[] {
  return lastOf(conversation).notes.map(({ what, image }) => `${image} ${what}`);
}

export function asked(
  before: Conversation,
  question: string,
  images: readonly TestImage[] = [],
  fresh = false,
): Conversation {
  const attached = images.map((image): AttachedImage => {
    const { name, ...rest } = typeof image === 'string' ? { name: image } : image;
    return { id: crypto.randomUUID(), name, uri: `test:/${name}`, ...rest };
  });
  const turn = { id: question, title: question, question, model: '', fresh };
  return advance(advance(before, { type: 'attached', images: attached }), { type: 'asked', turn });
}

function begin(
  emulator: Emulator,
  pool: TestPool,
  native: boolean,
  contents: readonly (readonly [string, Uint8Array])[],
): Asking {
  const files = new Map(contents);
  const options: AskOptions = {
    ...{ model: 'claude-sonnet-5-5', baseUrl: emulator.url, maxTokens: 500 },
    detail: 'auto',
  };
  const runner = createRunner({
    readBytes: async ({ name }) => {
      const bytes = files.get(name);
      if (!bytes) throw new RefusalError({ reason: 'missing' });
      return Uint8Array.from(bytes);
    },
    prepare: pool.prepare,
    answer: connect({
      ...{ baseUrl: emulator.url, key: 'key', fetch, idleTimeoutSeconds: 5 },
      ...(native && { models: builtinModels.map((model) => ({ ...model, described: true })) }),
    }).answer,
  });
  const run = async (start: Conversation, turn: string, signal: AbortSignal) => {
    let now = start;
    await runner.start(
      start,
      turn,
      options,
      (event) => {
        now = advance(now, event);
      },
      signal,
    );
    return now;
  };
  return {
    ...{ emulator, runner, files, options },
    ask: (before, question, images = [], signal = never) =>
      run(asked(before, question, images), question, signal),
    reopened: () => ({ ...begin(emulator, pool, native, [...files]), options }),
    retry: (before, question) => {
      const turn = before.turns.find(({ title }) => title === question)?.id ?? '';
      const version = crypto.randomUUID();
      const again = advance(before, { type: 'retried', turn, model: '', version });
      return run(again, again.turns.some(({ id }) => id === version) ? version : turn, never);
    },
  };
}
