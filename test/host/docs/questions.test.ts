import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { after, afterEach, before, describe, it } from 'mocha';
import { type Api, connect } from '../../../src/core/api/connect.ts';
import { findImages } from '../../../src/core/docs/find.ts';
import { FailureError } from '../../../src/core/errors.ts';
import type { PreparedImage } from '../../../src/core/image/imageTypes.ts';
import { RefusalError } from '../../../src/core/image/imageTypes.ts';
import { fetchImage, isFetchedByServer } from '../../../src/host/docs/source/remoteImage.ts';
import type { Picture } from '../../../src/host/docs/source/sendable.ts';
import { askAlt } from '../../../src/host/docs/write/askAlt.ts';
import { createQuestions, type QuestionParts } from '../../../src/host/docs/write/questions.ts';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';

/** One transparent pixel. */
const png = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);
const picture: Picture = { name: 'a.png', read: async () => png };
const { signal } = new AbortController();

describe('questions about the pictures of documents', () => {
  let emulator: Emulator;
  let api: Api;
  let spent: number;

  before(async () => {
    emulator = await startEmulator({ web: { 'https://example.com/closed.png': 'robots' } });
    const options = { baseUrl: emulator.url, key: 'sk-ant-test', fetch, idleTimeoutSeconds: 5 };
    api = connect({ ...options, models: await connect(options).listModels(signal) });
  });

  afterEach(() => emulator.reset());

  after(() => emulator.close());

  const questions = (more: Partial<QuestionParts> = {}) => {
    spent = 0;
    return createQuestions({
      api: async () => api,
      fetch: async () => fetch,
      prepare: async (bytes) => prepared(bytes),
      options: async () => ({ model, baseUrl: emulator.url, detail: 'auto', maxTokens: 1000 }),
      settings: () => ({ model, prices: {} }),
      agreesToCost: async () => true,
      spend: (usd) => {
        spent += usd;
      },
      ...more,
    });
  };

  const task = async (text: string) => ({
    ...{ picture, references: await findImages(text, 'markdown'), maxLength: 150, captions: true },
  });

  it('give each reference the text for its own place, and count what they cost', async () => {
    for (const alt of ['One', 'Two']) emulator.script({ kind: 'answer', text: json(alt) });
    const steps: number[] = [];
    const asked = await task('# First\n\n![](a.png)\n\n# Second\n\n![](a.png)\n');
    const answers = await askAlt(questions(), { ...asked, step: (done) => steps.push(done) }, signal);
    assert.deepEqual(
      answers?.map(({ alt }) => alt),
      ['One', 'Two'],
    );
    assert.deepEqual(steps, [1, 2]);
    assert.match(JSON.stringify(emulator.requests.at(-1)?.body), /Second/);
    assert.ok(spent > 0);
  });

  it('take a caption as it is, and ask nobody', async () => {
    const asked = await task('<figure><img src="a.png"><figcaption>Tides</figcaption></figure>\n');
    const answers = await askAlt(questions(), asked, signal);
    assert.deepEqual(
      answers?.map(({ alt }) => alt),
      ['Tides'],
    );
    assert.deepEqual(emulator.requests, []);
  });

  it('are not sent when they cost too much', async () => {
    const answers = await askAlt(
      questions({ agreesToCost: async ({ tokens }) => tokens === 0 }),
      await task('![](a.png)'),
      signal,
    );
    assert.equal(answers, undefined);
    assert.deepEqual(emulator.requests, []);
  });

  it('fail by a refusal, by a cut answer and by an answer that is no alt text', async () => {
    const asked = await task('![](a.png)');
    emulator.script(
      { kind: 'answer', text: 'no', stopReason: 'refusal' },
      { kind: 'answer', text: 'no', breaks: { how: 'cut', after: 1 } },
      { kind: 'answer', text: 'Here you are: a boat.' },
    );
    for (const kind of ['refusal', 'cutStream', 'unexpected'])
      await assert.rejects(
        askAlt(questions(), asked, signal),
        (error) => error instanceof FailureError && error.failure.kind === kind,
        kind,
      );
  });

  it('tell the server the address of a web image', async () => {
    const web: Picture = { name: 'a.png', url: new URL('https://example.com/a.png') };
    const { part } = await questions().prepare(web, signal);
    assert.deepEqual(part, { type: 'imageUrl', url: 'https://example.com/a.png' });
  });

  it('send the bytes to a server that fetches nothing', async () => {
    const plain = connect({ baseUrl: emulator.url, key: 'key', fetch, idleTimeoutSeconds: 5 });
    const bytes: typeof fetch = async () => new Response(png);
    const asking = questions({ api: async () => plain, fetch: async () => bytes });
    const url = new URL('https://example.com/a.png');
    assert.equal((await asking.prepare({ name: 'a.png', url }, signal)).part.type, 'image');
  });

  it('send the bytes where the server may not fetch them', async () => {
    emulator.script({ kind: 'answer', text: json('Quay') });
    const url = new URL('https://example.com/closed.png');
    const bytes: typeof fetch = async () => new Response(png);
    const asking = questions({ fetch: async () => bytes });
    const sendable = await asking.prepare({ name: 'closed.png', url }, signal);
    const said = await asking.ask(sendable, { system: 's', text: 't' }, { again: false }, signal);
    assert.equal(said, json('Quay'));
    assert.match(JSON.stringify(emulator.requests.at(-1)?.body), /"type":"base64"/);
  });
});

describe('an image on the web', () => {
  let server: Server;
  let url: URL;

  before(async () => {
    server = createServer((request, response) => {
      if (request.url === '/a.png') response.end(png);
      else response.writeHead(404).end('no');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    assert.ok(typeof address === 'object' && address);
    url = new URL(`http://127.0.0.1:${address.port}/`);
  });

  after(() => server.close());

  it('is fetched', async () => {
    assert.deepEqual(await fetchImage(fetch, new URL('a.png', url), signal), png);
  });

  it('is refused when it is not there', async () => {
    await assert.rejects(fetchImage(fetch, new URL('b.png', url), signal), RefusalError);
  });

  it('is left to the server of the model only where that can read it', () => {
    const taken = ['https://a.example/x.png', 'https://a.example/x.JPEG?w=2', 'https://a.example/image'];
    const own = ['http://a.example/x.png', 'https://a.example/x.svg', 'https://a.example/x.avif'];
    assert.deepEqual(
      taken.map((one) => isFetchedByServer(new URL(one))),
      [true, true, true],
    );
    assert.deepEqual(
      own.map((one) => isFetchedByServer(new URL(one))),
      [false, false, false],
    );
  });
});

const model = 'claude-sonnet-5-5';

function json(alt: string): string {
  return JSON.stringify({ alt, decorative: false, confidence: 'high' });
}

function prepared(bytes: Uint8Array): PreparedImage {
  return {
    ...{ mediaType: 'image/png', base64: Buffer.from(bytes).toString('base64'), width: 1, height: 1 },
    ...{ byteLength: bytes.byteLength, tokens: 1, hash: '', steps: [] },
    header: { type: 'png', width: 1, height: 1, orientation: 1, frames: 1, alpha: false, traits: [] },
  };
}
