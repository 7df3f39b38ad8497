import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import type { AltAnswer } from '../../../src/core/docs/altText/altAnswer.ts';
import { AnswerCache, answerKey } from '../../../src/core/docs/altText/answerCache.ts';
import { sha256 } from '../../../src/core/sha256.ts';

const { signal } = new AbortController();
const quay: AltAnswer = {
  ...{ alt: 'Quay', decorative: false, confidence: 'high', shortened: false },
  longDescription: 'Two boats.',
};

describe('answers that were paid for', () => {
  let texts: Map<string, string>;
  let cache: AnswerCache;

  beforeEach(() => {
    texts = new Map();
    cache = new AnswerCache({
      read: async (key) => texts.get(key),
      write: async (key, text) => void texts.set(key, text),
    });
  });

  it('are told apart by image, place, model and server, and by nothing else', async () => {
    const [image, other] = await Promise.all([sha256(Uint8Array.of(1)), sha256(Uint8Array.of(2))]);
    const by = { model: 'm', baseUrl: 'https://a.example' };
    const job = { system: 's', text: 't', schema: {} };
    const keys = await Promise.all([
      answerKey(image, job, by),
      answerKey(other, job, by),
      answerKey(image, { ...job, text: 'u' }, by),
      answerKey(image, { ...job, system: 'u' }, by),
      answerKey(image, job, { ...by, model: 'n' }),
      answerKey(image, job, { ...by, baseUrl: 'https://b.example' }),
    ]);
    assert.equal(new Set(keys).size, keys.length);
    assert.ok(keys.every((key) => /^[\da-f]{64}$/.test(key)));
    assert.equal(await answerKey(image, { system: 's', text: 't' }, { ...by }), keys[0]);
  });

  it('come back as they were, and are kept before they are returned', async () => {
    assert.deepEqual(await cache.once('a', async () => quay, signal), quay);
    assert.deepEqual(await cache.once('a', () => assert.fail('asked'), signal), quay);
    assert.deepEqual(await cache.get('a'), quay);
  });

  it('are asked for once at the same time', async () => {
    let asked = 0;
    const ask = async () => {
      asked += 1;
      return quay;
    };
    await Promise.all([1, 2, 3].map(() => cache.once('a', ask, signal)));
    assert.equal(asked, 1);
  });

  it('are not kept when there was none, so that the next one asks', async () => {
    await assert.rejects(
      cache.once('a', () => Promise.reject(new Error('offline')), signal),
      /offline/,
    );
    assert.deepEqual(await cache.once('a', async () => quay, signal), quay);
  });

  it('are replaced when they are asked for again', async () => {
    await cache.set('a', quay);
    await cache.again('a', async () => ({ ...quay, alt: 'Harbour' }));
    assert.equal((await cache.get('a'))?.alt, 'Harbour');
  });

  for (const text of ['', '{', '[]', '{"alt":1}', JSON.stringify(quay).slice(0, -9), ' '.repeat(200_000)])
    it(`are asked for again when the file holds something else: ${text.slice(0, 20)}`, async () => {
      texts.set('a', text);
      assert.equal(await cache.get('a'), undefined);
    });
});
