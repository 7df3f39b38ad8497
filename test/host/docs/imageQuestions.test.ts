import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import type { AnswerRequest } from '../../../src/core/api/answerTypes.ts';
import { type Api, connect } from '../../../src/core/api/connect.ts';
import type { AskEvent } from '../../../src/core/ask/question.ts';
import { altQuestion } from '../../../src/core/docs/altText/altJob.ts';
import { AnswerCache, answerKey } from '../../../src/core/docs/altText/answerCache.ts';
import { keptAnswers } from '../../../src/core/docs/altText/keptAnswers.ts';
import { findImages } from '../../../src/core/docs/find.ts';
import { FailureError } from '../../../src/core/errors.ts';
import { RefusalError } from '../../../src/core/image/imageTypes.ts';
import type { DocumentImage } from '../../../src/host/docs/source/documentImage.ts';
import { fetchImage, isFetchedByServer } from '../../../src/host/docs/source/remoteImage.ts';
import { altCost, altEstimate } from '../../../src/host/docs/write/altCost.ts';
import { type AltAsking, type AltTask, askAlt } from '../../../src/host/docs/write/askAlt.ts';
import {
  createImageQuestions,
  type ImageQuestionsDependencies,
} from '../../../src/host/docs/write/imageQuestions.ts';
import { imagesIn } from '../../editor/sent.ts';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { rateLimited, status } from '../../emulator/faults.ts';
import { fixture } from '../../fixtures/images.ts';
import { startPool, type TestPool } from '../../fixtures/pool.ts';
import { MemoryFiles } from '../ask/memoryFiles.ts';
import { settings } from '../settings.ts';

const { signal } = new AbortController();

describe('questions about the images of documents', () => {
  let emulator: Emulator;
  let pool: TestPool;
  let api: Api;
  let png: Uint8Array<ArrayBuffer>;
  let spent: number;
  let answers: AnswerCache;

  before(async () => {
    [emulator, pool] = await Promise.all([
      startEmulator({
        web: {
          'https://example.com/a.png': Uint8Array.from(await fixture('png')),
          'https://example.com/closed.png': 'robots',
        },
      }),
      startPool(),
    ]);
    const options = { baseUrl: emulator.url, key: 'sk-ant-test', fetch, idleTimeoutSeconds: 5 };
    api = connect({ ...options, models: await connect(options).listModels(signal) });
    png = Uint8Array.from(await fixture('png'));
  });

  beforeEach(() => {
    answers = new AnswerCache(keptAnswers(new MemoryFiles(), assert.fail));
  });

  afterEach(() => emulator.reset());

  after(async () => {
    await pool.remove();
    await emulator.close();
  });

  const asking = (more: Partial<ImageQuestionsDependencies> = {}): AltAsking => {
    spent = 0;
    const questions = createImageQuestions({
      answer: api.answer,
      fetch: async () => fetch,
      prepare: pool.prepare,
      options: async () => ({ model, baseUrl: emulator.url, detail: 'auto', maxTokens: 1000 }),
      settings: () => ({ prices: {} }),
      agreesToCost: async () => true,
      spend: (usd) => {
        spent += usd;
      },
      ...more,
    });
    return { questions, answers, answeredBy: () => ({ model, baseUrl: emulator.url }) };
  };
  const file = (): DocumentImage => ({ name: 'a.png', read: async () => Uint8Array.from(png) });
  const task = async (text: string, image = file()) => {
    const places = (await findImages(text, 'markdown')).map((reference) => ({
      ...{ reference, settings: { maxLength: 150 } },
    }));
    return { image, places, captions: true };
  };
  const lastBody = () => JSON.stringify(emulator.requests.at(-1)?.body);

  it('give each reference the text for its own place, and count what they cost', async () => {
    for (const alt of ['One', 'Two']) emulator.script({ kind: 'answer', text: json(alt) });
    const steps: number[] = [];
    const asked = await task('# First\n\n![](a.png)\n\n# Second\n\n![](a.png)\n');
    const answers = await askAlt(asking(), { ...asked, step: (done) => steps.push(done) }, signal);
    assert.deepEqual(
      answers.map(({ alt }) => alt),
      ['One', 'Two'],
    );
    assert.deepEqual(steps, [1, 2]);
    assert.match(lastBody(), /Second/);
    assert.ok(spent > 0);
  });

  it('take a caption as it is, and ask nobody', async () => {
    const asked = await task('<figure><img src="a.png"><figcaption>Tides</figcaption></figure>\n');
    const answers = await askAlt(asking(), asked, signal);
    assert.deepEqual(
      answers.map(({ alt }) => alt),
      ['Tides'],
    );
    assert.deepEqual(emulator.requests, []);
  });

  it('pay once for the same image in the same place, and again when they are told to', async () => {
    for (const alt of ['One', 'Two', 'Three']) emulator.script({ kind: 'answer', text: json(alt) });
    const sums: number[] = [];
    const place = { ...(await task('![](a.png)')), spent: (usd: number) => sums.push(usd) };
    const alts = async (more: Partial<AltTask> = {}) =>
      (await askAlt(asking(), { ...place, ...more }, signal)).map(({ alt }) => alt);
    const together = await Promise.all([alts(), alts({ image: { ...file(), name: 'copy.png' } })]);
    assert.deepEqual([...together, await alts()], [['One'], ['One'], ['One']]);
    assert.equal(emulator.requests.length, 1);
    assert.equal(sums.length, 1);
    assert.deepEqual(await alts({ again: { hint: 'Name the boat' } }), ['Two']);
    assert.match(lastBody(), /Name the boat/);
    assert.deepEqual(await alts(), ['Two']);
    const other = await task('# Elsewhere\n\n![](a.png)');
    assert.deepEqual((await askAlt(asking(), other, signal))[0]?.alt, 'Three');
  });

  it('ask nobody a second time though the answer came to one that was stopped', async () => {
    emulator.script({ kind: 'hang' }, { kind: 'answer', text: json('Quay') });
    const place = await task('![](a.png)');
    const [stopped, goesOn] = [new AbortController(), asking()];
    const first = askAlt(goesOn, place, stopped.signal);
    await emulator.request(0);
    const second = askAlt(goesOn, place, signal);
    stopped.abort();
    await assert.rejects(first, { name: 'AbortError' });
    assert.equal((await second)[0]?.alt, 'Quay');
  });

  it('fail by a refusal, by a cut answer and by an answer that is no alt text, and count what that cost', async () => {
    const asked = await task('![](a.png)');
    emulator.script(
      { kind: 'answer', text: 'no', stopReason: 'refusal' },
      { kind: 'answer', text: 'no', breaks: { how: 'cut', after: 1 } },
      { kind: 'answer', text: 'Here you are: a boat.' },
    );
    for (const kind of ['refusal', 'cutStream', 'unexpected']) {
      await assert.rejects(
        askAlt(asking(), asked, signal),
        (error) => error instanceof FailureError && error.failure.kind === kind,
        kind,
      );
      assert.ok(spent > 0, kind);
    }
  });

  it('send a refused image once more, encoded again, as the conversation does', async () => {
    emulator.script(status(400, 'Could not process image'), { kind: 'answer', text: json('Quay') });
    const [answer] = await askAlt(asking(), await task('![](a.png)'), signal);
    assert.equal(answer?.alt, 'Quay');
    const [first, second] = emulator.requests;
    assert.ok(first && second);
    assert.notDeepEqual(imagesIn(first), imagesIn(second));
  });

  it('fail when the image is refused again', async () => {
    const refusal = () => status(400, 'Could not process image');
    emulator.script(refusal(), refusal());
    await assert.rejects(
      askAlt(asking(), await task('![](a.png)'), signal),
      (error) => error instanceof FailureError && error.failure.kind === 'imageRefused',
    );
    assert.equal(emulator.requests.length, 2);
  });

  it('fail by the refusal of a file that is no image, and send nothing', async () => {
    const text: DocumentImage = {
      name: 'a.png',
      read: async () => Uint8Array.from(Buffer.from('A text.\n')),
    };
    await assert.rejects(
      askAlt(asking(), await task('![](a.png)', text), signal),
      (error) => error instanceof RefusalError && error.refusal.reason === 'text',
    );
    assert.deepEqual(emulator.requests, []);
  });

  it('make the same request for a server that answers later, and none of a file that is no image', async () => {
    const job = { system: 'Be brief.', text: 'What is it?' };
    const later = await asking().questions.request(file(), job, signal);
    await assert.rejects(
      asking().questions.request({ name: 'a.png', read: async () => Buffer.from('A text.\n') }, job, signal),
      (error) => error instanceof RefusalError && error.refusal.reason === 'text',
    );
    assert.deepEqual(emulator.requests, []);
    let now: AnswerRequest | undefined;
    const { questions: listening } = asking({
      answer: (request, until) => {
        now = request;
        return api.answer(request, until);
      },
    });
    await listening.ask({ image: file(), prepared: new Map() }, job, { cache: false }, signal);
    assert.deepEqual(later, now);
  });

  it('tell of a request that is repeated', async () => {
    emulator.script(rateLimited(0), { kind: 'answer', text: json('Quay') });
    const events: AskEvent[] = [];
    await askAlt(asking(), { ...(await task('![](a.png)')), emit: (event) => events.push(event) }, signal);
    const retry = events.find((event) => event.type === 'retrying');
    assert.equal(retry?.failure.kind, 'rateLimited');
  });

  it('tell the server the address of a web image', async () => {
    emulator.script({ kind: 'answer', text: json('Quay') });
    const web: DocumentImage = { name: 'a.png', url: new URL('https://example.com/a.png') };
    await askAlt(asking(), await task('![](https://example.com/a.png)', web), signal);
    assert.match(lastBody(), /"type":"url","url":"https:\/\/example.com\/a.png"/);
  });

  it('send the bytes to a server that fetches nothing, without asking it first', async () => {
    const { answer } = connect({ baseUrl: emulator.url, key: 'key', fetch, idleTimeoutSeconds: 5 });
    const bytes: typeof fetch = async () => new Response(png);
    const web: DocumentImage = { name: 'a.png', url: new URL('https://example.com/a.png') };
    emulator.script({ kind: 'answer', text: json('Quay') });
    const asked = await task('![](https://example.com/a.png)', web);
    await askAlt(asking({ answer, fetch: async () => bytes }), asked, signal);
    assert.equal(emulator.requests.length, 1);
    assert.match(lastBody(), /"type":"base64"/);
  });

  it('send the bytes where the server may not fetch them', async () => {
    emulator.script({ kind: 'answer', text: json('Quay') });
    const bytes: typeof fetch = async () => new Response(png);
    const web: DocumentImage = { name: 'closed.png', url: new URL('https://example.com/closed.png') };
    const asked = await task('![](https://example.com/closed.png)', web);
    const [answer] = await askAlt(asking({ fetch: async () => bytes }), asked, signal);
    assert.equal(answer?.alt, 'Quay');
    assert.match(lastBody(), /"type":"base64"/);
  });
});

describe('the price of an alt text', () => {
  const header = { type: 'png', width: 2000, height: 1500, orientation: 1, frames: 1 } as const;
  const by = { model: 'a', baseUrl: 'http://localhost' };
  const answers = () => new AnswerCache(keptAnswers(new MemoryFiles(), assert.fail));
  const settingsOf = async () => settings.altText;
  const shownIn = async (text: string) =>
    (await findImages(text, 'markdown')).map((reference) => ({
      image: { name: 'a.png', read: () => assert.fail() },
      ...{ header: { ...header, alpha: false, traits: [] }, identity: reference.source.text },
      locations: [{ reference, parsed: { document: {} } as never }],
    }));
  const costOf = async (text: string, kept: AnswerCache) => {
    const options = { answers: kept, answeredBy: () => by, settingsOf, captions: true };
    return altCost(await shownIn(text), settings, options, signal);
  };

  it('is the same for one image and in a batch', async () => {
    const text = '![](a.png)\n\n![](b.png)\n';
    const each = (await shownIn(text)).map(({ header: one, locations }) => {
      const reference = locations[0]?.reference ?? assert.fail();
      return altEstimate(altQuestion(reference, settings.altText), one, settings);
    });
    const whole = await costOf(text, answers());
    assert.equal(whole.tokens, (each[0]?.tokens ?? 0) + (each[1]?.tokens ?? 0));
    assert.ok(Math.abs((whole.usd ?? 0) - (each[0]?.usd ?? 0) - (each[1]?.usd ?? 0)) < 1e-9);
    assert.ok((each[0]?.tokens ?? 0) > 3888);
    assert.deepEqual([whole.asked, whole.kept], [2, 0]);
  });

  it('is nothing for an answer that is kept, for a caption, and for the same question twice', async () => {
    const kept = answers();
    const [first] = await findImages('# A\n\n![](a.png)\n', 'markdown');
    const job = altQuestion(first ?? assert.fail(), settings.altText);
    const answer = { alt: 'Quay', decorative: false, confidence: 'high', shortened: false } as const;
    await kept.set(await answerKey('a.png', job, by), answer);
    const figure = '<figure><img src="c.png"><figcaption>Tides</figcaption></figure>';
    const { asked, ...cost } = await costOf(`# A\n\n![](a.png)\n\n# B\n\n![](b.png)\n\n${figure}\n`, kept);
    assert.deepEqual([asked, cost.kept], [1, 1]);
    const twice = (await shownIn('![](b.png)')).flatMap((one) => [one, one]);
    const options = { answers: kept, answeredBy: () => by, settingsOf, captions: true };
    assert.equal((await altCost(twice, settings, options, signal)).asked, 1);
  });

  it('of an image that nobody has looked at is that of the largest', async () => {
    const [reference] = await findImages('![](https://example.com/a.png)', 'markdown');
    const question = altQuestion(reference ?? assert.fail(), settings.altText);
    const { tokens } = altEstimate(question, undefined, settings);
    assert.ok(tokens > 4784);
  });
});

describe('an image on the web', () => {
  const file = Uint8Array.of(1, 2, 3);
  let server: Server;
  let url: URL;

  before(async () => {
    server = createServer((request, response) => {
      if (request.url === '/a.png') response.end(file);
      else response.writeHead(404).end('no');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    assert.ok(typeof address === 'object' && address);
    url = new URL(`http://127.0.0.1:${address.port}/`);
  });

  after(() => server.close());

  it('is fetched', async () => {
    assert.deepEqual(await fetchImage(fetch, new URL('a.png', url), signal), file);
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
