import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { budget, type Decision, type RequestImage } from '../../../src/core/image/budget.ts';
import { limitsFor, maxImages, maxRequestBytes } from '../../../src/core/image/limits.ts';

const opus = { model: 'claude-opus-5', detail: 'auto', otherBytes: 10_000 } as const;
const screenshot: RequestImage = { width: 2576, height: 1449, base64Bytes: 900_000 };
const small: RequestImage = { width: 800, height: 600, base64Bytes: 60_000 };
const times = (count: number, image: RequestImage) => Array.from({ length: count }, () => image);

describe('budget', () => {
  it('leaves a legal request alone', () => {
    assert.deepEqual(budget(times(20, screenshot), opus), []);
    assert.deepEqual(budget(times(600, { ...small, base64Bytes: 40_000 }), opus), []);
    assert.deepEqual(budget([], opus), []);
  });

  it('shrinks every longer image, old or new, once there are more than 20', () => {
    const decisions = budget([...times(19, small), screenshot, screenshot], opus);
    assert.deepEqual(
      decisions.map(({ image, what, why }) => [image, what, why]),
      [
        [19, 'prepare', 'manyImages'],
        [20, 'prepare', 'manyImages'],
      ],
    );
    assert.equal(decisions[0]?.what === 'prepare' && decisions[0].limits.maxSide, 2000);
  });

  it('makes the oldest images notes where there are more than the model takes', () => {
    const decisions = budget(times(103, { ...small, base64Bytes: 20_000 }), {
      ...opus,
      model: 'claude-haiku-4-5',
    });
    assert.deepEqual(
      decisions,
      [0, 1, 2].map((image) => ({ image, what: 'note', why: 'count' })),
    );
  });

  it('prepares an image again that another endpoint finds too large', () => {
    const photo = { width: 2400, height: 1800, base64Bytes: 8_000_000 };
    const bedrock = { ...opus, baseUrl: 'https://bedrock-runtime.us-east-1.amazonaws.com' };
    const [decision] = budget([small, photo], bedrock);
    assert.deepEqual([decision?.image, decision?.why], [1, 'imageBytes']);
  });

  it('takes the bytes that are too many from the oldest images, and no more than needed', () => {
    const images = times(10, { width: 2000, height: 2000, base64Bytes: 4_000_000 });
    const decisions = budget(images, opus);
    assert.deepEqual(
      decisions.map(({ image, why }) => [image, why]),
      [
        [0, 'requestBytes'],
        [1, 'requestBytes'],
        [2, 'requestBytes'],
      ],
    );
    const total = sum(images, decisions) + opus.otherBytes;
    assert.ok(total <= 32e6 && total > 32e6 - 10_000);
  });

  it('falls back to notes, oldest first, when even thumbnails are too many', () => {
    const decisions = budget(times(600, small), { ...opus, otherBytes: 20e6 });
    const notes = decisions.filter(({ what }) => what === 'note');
    assert.ok(notes.length > 0);
    assert.deepEqual(
      notes.map(({ image }) => image),
      notes.map((_, place) => place),
    );
  });

  it('does not count an image that the request only names', () => {
    assert.deepEqual(budget(times(30, { width: 1000, height: 1000, base64Bytes: 0 }), opus), []);
  });

  it('brings any request under every limit when its decisions are followed', () => {
    const image = fc.record({
      width: fc.integer({ min: 1, max: 8000 }),
      height: fc.integer({ min: 1, max: 8000 }),
      base64Bytes: fc.integer({ min: 1, max: 12_000_000 }),
    });
    const model = fc.constantFrom('claude-opus-5', 'claude-haiku-4-5', 'llava');
    fc.assert(
      fc.property(fc.array(image, { maxLength: 150 }), model, (images, name) => {
        const request = { ...opus, model: name };
        const decisions = budget(images, request);
        const after = followed(images, decisions);
        const limits = limitsFor({ ...request, imageCount: after.length });
        assert.ok(after.length <= maxImages(name));
        assert.ok(after.every(({ width, height }) => Math.max(width, height) <= limits.maxSide));
        assert.ok(after.every(({ base64Bytes }) => base64Bytes <= limits.maxBase64Bytes));
        assert.ok(sum(images, decisions) + request.otherBytes <= maxRequestBytes());
        assert.deepEqual(budget(after, request), []);
      }),
    );
  });
});

/** The images as they are once each decision was followed at its least: no smaller than it asks. */
function followed(images: readonly RequestImage[], decisions: readonly Decision[]): RequestImage[] {
  return images.flatMap((image, place) => {
    const decision = decisions.find((one) => one.image === place);
    if (decision?.what === 'note') return [];
    if (!decision) return [image];
    const { maxSide, maxBase64Bytes } = decision.limits;
    return [
      {
        width: Math.min(image.width, maxSide),
        height: Math.min(image.height, maxSide),
        base64Bytes: Math.min(image.base64Bytes, maxBase64Bytes),
      },
    ];
  });
}

function sum(images: readonly RequestImage[], decisions: readonly Decision[]): number {
  return followed(images, decisions).reduce((total, { base64Bytes }) => total + base64Bytes, 0);
}
