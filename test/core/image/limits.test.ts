import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { limitsFor, maxImages, maxRequestBytes, tierOf } from '../../../src/core/image/limits.ts';

/** Model, its tier's longest side, and the images a request to it may hold. */
const models: readonly (readonly [string, 2576 | 1568, 600 | 100])[] = [
  ['claude-fable-5-2', 2576, 600],
  ['claude-mythos-5-1', 2576, 600],
  ['claude-haiku-5-5', 2576, 600],
  ['claude-sonnet-5-5', 2576, 600],
  ['claude-opus-5', 2576, 600],
  ['claude-opus-4-8', 2576, 600],
  ['claude-opus-4-7', 2576, 600],
  ['claude-opus-4-6', 1568, 600],
  ['claude-sonnet-4-6', 1568, 600],
  ['claude-opus-4-5-20251101', 1568, 100],
  ['claude-haiku-4-5', 1568, 100],
  ['claude-sonnet-4-20250514', 1568, 100],
  ['claude-3-5-sonnet-20241022', 1568, 100],
  ['claude-3-haiku-20240307', 1568, 100],
  ['claude-2.1', 1568, 100],
  ['claude-mythos-preview', 2576, 600],
  ['claude-opus-10', 2576, 600],
  ['claude-something-new', 2576, 600],
  ['anthropic/claude-sonnet-4.5', 1568, 100],
  ['anthropic/claude-opus-4.7:thinking', 2576, 600],
  ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 1568, 100],
  ['global.anthropic.claude-sonnet-5-5', 2576, 600],
  ['claude-sonnet-4-5@20250929', 1568, 100],
  ['Claude-Opus-5-5', 2576, 600],
  ['llava:13b', 1568, 100],
  ['qwen3-vl', 1568, 100],
  ['gpt-5', 1568, 100],
  ['claudette-5', 1568, 100],
  ['', 1568, 100],
];

describe('limits', () => {
  it('knows the tier and the image count of a model by its name, however a server writes it', () => {
    for (const [model, longest, images] of models) {
      assert.equal(tierOf(model).side, longest, model);
      assert.equal(tierOf(model).tokens, longest === 2576 ? 4784 : 1568, model);
      assert.equal(maxImages(model), images, model);
    }
  });

  it('allows 8000 pixels up to 20 images and 2000 beyond', () => {
    const of = (imageCount: number) =>
      limitsFor({ model: 'claude-opus-5', imageCount, detail: 'auto' }).maxSide;
    assert.deepEqual([of(1), of(20), of(21), of(600)], [8000, 8000, 2000, 2000]);
  });

  it('takes less through the clouds', () => {
    const rows = [
      [undefined, 10_485_760, 32e6],
      ['https://api.anthropic.com', 10_485_760, 32e6],
      ['http://localhost:11434', 10_485_760, 32e6],
      ['https://bedrock-runtime.eu-central-1.amazonaws.com', 5_242_880, 20e6],
      ['https://us-east5-aiplatform.googleapis.com/v1', 5_242_880, 30e6],
      ['https://aiplatform.googleapis.com/v1', 5_242_880, 30e6],
      ['https://bedrock.example.com', 10_485_760, 32e6],
      ['no address', 10_485_760, 32e6],
    ] as const;
    for (const [baseUrl, image, request] of rows) {
      const limits = limitsFor({ model: 'claude-opus-5', baseUrl, imageCount: 1, detail: 'auto' });
      assert.equal(limits.maxBase64Bytes, image, baseUrl);
      assert.equal(maxRequestBytes(baseUrl), request, baseUrl);
    }
  });

  it('sends the wanted detail, but never more than a known model sees', () => {
    const sideOf = (model: string, detail: 'auto' | 'high' | 'standard') =>
      limitsFor({ model, imageCount: 1, detail }).tierSide;
    const details = ['auto', 'high', 'standard'] as const;
    assert.deepEqual(
      details.map((detail) => sideOf('claude-opus-5', detail)),
      [2576, 2576, 1568],
    );
    assert.deepEqual(
      details.map((detail) => sideOf('claude-opus-4-5', detail)),
      [1568, 1568, 1568],
    );
    assert.deepEqual(
      details.map((detail) => sideOf('llava', detail)),
      [1568, 2576, 1568],
    );
  });
});
