import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { lanczos } from '../../../src/core/image/worker/taps.ts';

describe('lanczos', () => {
  const length = fc.integer({ min: 1, max: 400 });

  it('keeps flat areas as they are: the weights of each pixel add up to one', () => {
    fc.assert(
      fc.property(length, length, (source, target) => {
        const { count, weights } = lanczos(source, 0, source, target, 2);
        for (let at = 0; count > 0 && at < target; at++) {
          const sum = weights.subarray(at * count, (at + 1) * count).reduce((a, b) => a + b, 0);
          assert.equal(sum, 16_384);
        }
      }),
    );
  });

  it('never asks for pixels that are not there', () => {
    fc.assert(
      fc.property(length, length, fc.double({ min: 0, max: 1, noNaN: true }), (source, target, offset) => {
        const part = source * (1 - offset);
        const { count, starts, weights } = lanczos(source, source * offset, Math.max(part, 0.01), target, 4);
        starts.forEach((start, at) => {
          assert.ok(start >= 0);
          const beyond = weights.subarray(at * count, (at + 1) * count).subarray(Math.max(source - start, 0));
          assert.ok(beyond.every((weight) => weight === 0));
        });
      }),
    );
  });

  it('copies what keeps its size', () => {
    assert.equal(lanczos(50, 0, 50, 50, 4).count, 0);
  });
});
