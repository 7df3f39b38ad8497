import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import { connect } from '../../../src/core/api/connect.ts';
import { builtinModels } from '../../../src/core/api/models/builtinModels.ts';
import { advance, type Conversation, emptyConversation } from '../../../src/core/ask/conversation.ts';
import { createRunner } from '../../../src/core/ask/runner.ts';
import { readStored, storedText } from '../../../src/core/ask/storedConversation.ts';
import type { Extractor } from '../../../src/core/extract/extractor.ts';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { type Page, pageOf, pictureOf } from '../../emulator/reader/page.ts';
import { readerOf } from '../../emulator/reader/reader.ts';
import { never, startPool, type TestPool } from '../../fixtures/pool.ts';
import { asked, lastOf, notesOf } from './asking.ts';

const plain: Extractor = {
  repairs: 0,
  preview: async (answer) => answer,
  read: async (markdown) => ({ markdown, findings: [] }),
};

interface Options {
  readonly tiles?: boolean;
  readonly zoom?: number;
  readonly images?: readonly string[];
}

/** [width, height, stroke, model, whether the tier makes it illegible] */
const rows = [
  [1440, 12_000, 2, 'claude-sonnet-5-5', true],
  [1440, 12_000, 3, 'claude-sonnet-5-5', true],
  [1440, 12_000, 6, 'claude-sonnet-5-5', false],
  [1440, 12_000, 3, 'claude-haiku-4-5', true],
  [5120, 2880, 1, 'claude-sonnet-5-5', true],
  [5120, 2880, 3, 'claude-sonnet-5-5', false],
  [5120, 2880, 2, 'claude-haiku-4-5', true],
  [5120, 2880, 5, 'claude-haiku-4-5', false],
] as const;

describe('what a model can read', function () {
  this.timeout(60_000);
  let emulator: Emulator;
  let pool: TestPool;
  before(async () => {
    [emulator, pool] = await Promise.all([startEmulator(), startPool()]);
  });
  afterEach(() => emulator.reset());
  after(async () => {
    await pool.remove();
    await emulator.close();
  });

  const run = async (page: Page, question: string, model: string, options: Options) =>
    lastOf(await runIn(emptyConversation, page, question, model, { ...options, images: ['page.png'] }));
  const runIn = async (
    before: Conversation,
    page: Page,
    question: string,
    model: string,
    { tiles = false, zoom = 0, images = [] }: Options,
  ) => {
    const file = await pictureOf(page);
    emulator.play(readerOf(page));
    const runner = createRunner({
      ...{ readBytes: async () => Uint8Array.from(file), prepare: pool.prepare },
      ...(tiles && { extractorOf: () => plain }),
      answer: connect({
        ...{ baseUrl: emulator.url, key: 'key', fetch, idleTimeoutSeconds: 30 },
        models: builtinModels.map((one) => ({ ...one, described: true })),
      }).answer,
    });
    let now: Conversation = asked(before, question, images);
    const options = { model, baseUrl: emulator.url, detail: 'auto', maxTokens: 100_000, zoom } as const;
    await runner.start(
      now,
      question,
      options,
      (event) => {
        now = advance(now, event);
      },
      never,
    );
    return now;
  };
  const wordsIn = (answer: string) => answer.split('\n').map((line) => line.slice(line.indexOf(':') + 2));

  for (const [width, height, stroke, model, illegible] of rows) {
    it(`is all of a page of ${width} × ${height} with strokes of ${stroke}, by ${model}`, async () => {
      const page = pageOf(width, height, stroke);
      const { answer, images, failure } = await run(page, 'Everything?', model, { tiles: true });
      assert.equal(failure, undefined);
      assert.equal(images[0]?.sent?.tiles !== undefined, illegible);
      assert.deepEqual(
        wordsIn(answer),
        page.words.map(({ value }) => String(value)),
      );
    });
  }

  for (const [width, height, stroke, model] of rows.filter(([, , , , illegible]) => illegible)) {
    it(`is what it looks closer at, of ${width} × ${height} with strokes of ${stroke}, by ${model}`, async () => {
      const page = pageOf(width, height, stroke);
      const last = page.words.length - 1;
      const wanted = [0, Math.floor(last / 2), last];
      const question = wanted.map((at) => `word ${at}`).join(', ');
      const blind = await run(page, question, model, {});
      assert.deepEqual(
        wordsIn(blind.answer),
        wanted.map(() => '[unclear]'),
      );
      const { answer, looks } = await run(page, question, model, { zoom: 6 });
      assert.deepEqual(
        wordsIn(answer.trim()),
        wanted.map((at) => String(page.words[at]!.value)),
      );
      assert.equal(looks?.length, 3);
    });
  }

  it('is the same in a follow-up after the window was reloaded, without the tool', async () => {
    const page = pageOf(1440, 12_000, 3);
    const options = { tiles: true, zoom: 6, images: ['page.png'] };
    const first = await runIn(emptyConversation, page, 'Everything?', 'claude-sonnet-5-5', options);
    const stored = readStored(storedText(first));
    assert.ok('conversation' in stored);
    const second = await runIn(stored.conversation, page, 'word 5', 'claude-sonnet-5-5', { zoom: 6 });
    assert.equal(lastOf(second).answer, `5: ${page.words[5]!.value}`);
    const [before, after] = [0, 1].map((at) => emulator.requests[at]!.body as Body);
    assert.equal(after?.tools, undefined);
    assert.deepEqual(shown(after!.messages[0]!), shown(before!.messages[0]!));
  });

  it('loses its tiles before it makes all images of a request smaller', async () => {
    const page = pageOf(5120, 2880, 1);
    const images = ['a.png', 'b.png', 'c.png', 'd.png'];
    const after = await runIn(emptyConversation, page, 'word 0', 'claude-sonnet-5-5', {
      tiles: true,
      images,
    });
    assert.deepEqual(
      lastOf(after).images.map(({ sent }) => [sent?.tiles, sent?.width]),
      [
        [undefined, 2576],
        [undefined, 2576],
        [6, 2576],
        [6, 2576],
      ],
    );
    assert.deepEqual(notesOf(after), ['a.png shrunk', 'b.png shrunk']);
  });
});

type Block = Readonly<Record<string, unknown>>;
interface Body {
  readonly tools?: unknown;
  readonly messages: readonly { readonly content: readonly Block[] }[];
}

function shown({ content }: Body['messages'][number]) {
  return content.map(({ cache_control: _, ...block }) => block);
}
