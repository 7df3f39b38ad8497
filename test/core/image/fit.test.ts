import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { fits, fit as fitted, orientedSize, patches } from '../../../src/core/image/fit.ts';
import { highTier, standardTier, type Tier } from '../../../src/core/image/limits.ts';

type Pair = readonly [width: number, height: number];

const limitsOf = ({ side, tokens }: Tier) => ({ tierSide: side, tierTokens: tokens });
const standard = limitsOf(standardTier);
const high = limitsOf(highTier);

/** Size, then what each tier makes of it and its tokens: the table of the Vision docs, August 2026. */
const published: readonly (readonly [Pair, Pair, number, Pair, number])[] = [
  [[200, 200], [200, 200], 64, [200, 200], 64],
  [[1000, 1000], [1000, 1000], 1296, [1000, 1000], 1296],
  [[1092, 1092], [1092, 1092], 1521, [1092, 1092], 1521],
  [[1440, 900], [1389, 868], 1550, [1440, 900], 1716],
  [[1920, 1080], [1456, 819], 1560, [1920, 1080], 2691],
  [[2000, 1500], [1270, 952], 1564, [2000, 1500], 3888],
  [[2560, 1440], [1456, 819], 1560, [2560, 1440], 4784],
  [[2880, 1800], [1389, 868], 1550, [2420, 1512], 4698],
  [[3024, 1964], [1372, 891], 1568, [2380, 1546], 4760],
  [[3840, 2160], [1456, 819], 1560, [2576, 1449], 4784],
  [[5120, 2880], [1456, 819], 1560, [2576, 1449], 4784],
  [[1170, 2532], [725, 1568], 1456, [1170, 2532], 3822],
  [[1290, 2796], [723, 1568], 1456, [1188, 2576], 3956],
  [[800, 6000], [209, 1568], 448, [343, 2576], 1196],
];

/** The largest sizes of a ratio; 16:10, whose half pixel rounds either way, is in the table above. */
const largestOfRatio: readonly (readonly [Pair, Pair, Pair])[] = [
  [
    [8000, 8000],
    [1092, 1092],
    [1932, 1932],
  ],
  [
    [8000, 6000],
    [1270, 952],
    [2212, 1659],
  ],
  [
    [7998, 5332],
    [1344, 896],
    [2352, 1568],
  ],
  [
    [8000, 4500],
    [1456, 819],
    [2576, 1449],
  ],
  [
    [8000, 4000],
    [1568, 784],
    [2576, 1288],
  ],
  [
    [7994, 3426],
    [1568, 672],
    [2576, 1104],
  ],
  [
    [7998, 2666],
    [1568, 523],
    [2576, 859],
  ],
];

const side = fc.oneof(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 30_000 }));
const tier = fc.constantFrom(standard, high);

describe('fit', () => {
  it('equals the published table', () => {
    for (const [[width, height], small, smallTokens, large, largeTokens] of published) {
      assert.deepEqual(Object.values(fitted(width, height, standard)), small);
      assert.deepEqual(Object.values(fitted(width, height, high)), large);
      assert.equal(patches(...small), smallTokens);
      assert.equal(patches(...large), largeTokens);
    }
  });

  it('equals the published largest sizes of each ratio', () => {
    for (const [[width, height], small, large] of largestOfRatio) {
      assert.deepEqual(Object.values(fitted(width, height, standard)), small);
      assert.deepEqual(Object.values(fitted(width, height, high)), large);
    }
  });

  it('keeps what fits, and makes what does not the largest that does', () => {
    fc.assert(
      fc.property(side, side, tier, (width, height, limits) => {
        const size = fitted(width, height, limits);
        assert.ok(fits(size.width, size.height, limits));
        if (fits(width, height, limits)) assert.deepEqual(size, { width, height });
        else assert.ok(!fits(...onePixelMore(width, height, size), limits));
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps the ratio to half a pixel of the short side, and every side at least one pixel', () => {
    fc.assert(
      fc.property(side, side, tier, (width, height, limits) => {
        const size = fitted(width, height, limits);
        const scale = Math.max(size.width, size.height) / Math.max(width, height);
        assert.ok(Math.min(size.width, size.height) >= 1);
        assert.ok(
          Math.abs(Math.min(size.width, size.height) - Math.max(Math.min(width, height) * scale, 1)) <= 0.5,
        );
      }),
    );
  });

  it('turns with the picture', () => {
    fc.assert(
      fc.property(side, side, tier, (width, height, limits) => {
        const { width: a, height: b } = fitted(width, height, limits);
        assert.deepEqual(fitted(height, width, limits), { width: b, height: a });
      }),
    );
  });

  it('leaves a side of one pixel alone, however long the other', () => {
    assert.deepEqual(fitted(1_000_000, 1, high), { width: 2576, height: 1 });
    assert.deepEqual(fitted(1, 8000, standard), { width: 1, height: 1568 });
  });

  it('keeps exactly 2000 pixels among many images, and shrinks what is longer to whole patches within', () => {
    const many = { ...high, maxSide: 2000 };
    assert.deepEqual(fitted(2000, 1000, many), { width: 2000, height: 1000 });
    assert.deepEqual(fitted(2001, 1000, many), { width: 1988, height: 994 });
  });
});

describe('orientedSize', () => {
  it('swaps the sides for a quarter turn', () => {
    for (const orientation of [1, 2, 3, 4])
      assert.deepEqual(orientedSize({ width: 3, height: 2, orientation }), { width: 3, height: 2 });
    for (const orientation of [5, 6, 7, 8])
      assert.deepEqual(orientedSize({ width: 3, height: 2, orientation }), { width: 2, height: 3 });
  });
});

/** The size with a long side one pixel longer, at the ratio of the original. */
function onePixelMore(
  width: number,
  height: number,
  size: { width: number; height: number },
): [number, number] {
  const long = Math.max(size.width, size.height) + 1;
  const exact = long / (Math.max(width, height) / Math.min(width, height));
  const short = Math.max(halfToEven(exact), 1);
  return width >= height ? [long, short] : [short, long];
}

function halfToEven(value: number): number {
  const whole = Math.round(value);
  return value % 1 === 0.5 && whole % 2 === 1 ? whole - 1 : whole;
}
