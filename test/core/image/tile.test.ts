import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { fits } from '../../../src/core/image/fit.ts';
import type { Region } from '../../../src/core/image/imageTypes.ts';
import { tiles } from '../../../src/core/image/tile.ts';

const standard = { tierSide: 1568, tierTokens: 1568 };
const high = { tierSide: 2576, tierTokens: 4784 };
const tier = fc.constantFrom(standard, high);
const side = fc.integer({ min: 1, max: 16_000 });

describe('tiles', () => {
  it('leaves a picture that fits whole', () => {
    assert.deepEqual(tiles(1920, 1080, high), [{ x: 0, y: 0, width: 1920, height: 1080 }]);
  });

  it('cuts a long page from top to bottom at its full width', () => {
    const page = tiles(1440, 12_000, high);
    assert.equal(page.length, 5);
    assert.ok(page.every(({ x, width }) => x === 0 && width === 1440));
    assert.deepEqual(
      page.map(({ y }) => y),
      [...page.map(({ y }) => y)].sort((a, b) => a - b),
    );
  });

  it('cuts a poster into a grid in reading order', () => {
    const poster = tiles(3800, 3800, high, 0);
    assert.deepEqual(
      poster.map(({ x, y }) => [x, y]),
      [
        [0, 0],
        [1900, 0],
        [0, 1900],
        [1900, 1900],
      ],
    );
  });

  it('covers every pixel with tiles that the tier shows unscaled and that share the overlap', () => {
    fc.assert(
      fc.property(side, side, tier, fc.integer({ min: 0, max: 300 }), (width, height, limits, overlap) => {
        const all = tiles(width, height, limits, overlap);
        assert.ok(all.every((tile) => fits(tile.width, tile.height, limits)));
        assertCovered(
          all.map(({ x, width }) => [x, x + width]),
          width,
          overlap,
        );
        assertCovered(
          all.map(({ y, height }) => [y, y + height]),
          height,
          overlap,
        );
        assert.equal(all.length, distinct(all, 'x') * distinct(all, 'y'));
      }),
    );
  });

  it('needs no more tiles than any plain grid', () => {
    fc.assert(
      fc.property(side, side, tier, (width, height, limits) => {
        const count = tiles(width, height, limits, 100).length;
        for (let columns = 1; columns <= 12; columns += 1)
          for (let rows = 1; rows <= 12; rows += 1) {
            const tileWidth = Math.ceil((width + (columns - 1) * 100) / columns);
            const tileHeight = Math.ceil((height + (rows - 1) * 100) / rows);
            if (fits(tileWidth, tileHeight, limits)) assert.ok(count <= columns * rows);
          }
      }),
    );
  });

  it('refuses an overlap that leaves nothing to a tile', () => {
    assert.throws(() => tiles(5000, 5000, standard, 1568), RangeError);
  });
});

/** Along one side: from the first pixel to the last, each span beginning well before the last one ends. */
function assertCovered(spans: readonly (readonly [number, number])[], length: number, overlap: number): void {
  const sorted = [...new Map(spans.map((span) => [span[0], span])).values()].sort(([a], [b]) => a - b);
  assert.equal(sorted[0]?.[0], 0);
  assert.equal(sorted.at(-1)?.[1], length);
  for (let place = 1; place < sorted.length; place += 1)
    assert.ok(sorted[place - 1]![1] - sorted[place]![0] >= overlap);
}

function distinct(regions: readonly Region[], side: 'x' | 'y'): number {
  return new Set(regions.map((region) => region[side])).size;
}
