import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { RefusalError } from '../../../src/core/image/imageTypes.ts';
import { planOf } from '../../../src/core/image/plan.ts';
import {
  declaredAnimatedWebp,
  declaredBmp,
  declaredGif,
  declaredHeif,
  declaredIcon,
  declaredJpeg,
  declaredPng,
  declaredTiff,
  declaredWebp,
  iconWithNegativeHeight,
} from '../../fixtures/declared.ts';
import { limits } from '../../fixtures/pool.ts';

/** What a file declares, the file, and which of its pictures is asked for. */
type Row = readonly [what: string, bytes: Buffer, frame?: number];

const side = 16_383;
const hundred = Array.from({ length: 300 }, () => [1000, 1000] as const);

/** Each takes more than 420 MB. */
const tooMuchMemory: readonly Row[] = [
  ['a TIFF of 8 samples of 16 bits', declaredTiff(10_000, 10_000, { samples: 8, bits: 16 })],
  ['a TIFF of inks', declaredTiff(6000, 5500, { samples: 4, photometric: 5 })],
  ['a TIFF of JPEG segments', declaredTiff(7000, 5500, { compression: 7 })],
  [
    'an APNG',
    declaredPng(side, side, {
      frames: [
        [1, 1],
        [1, 1],
      ],
    }),
  ],
  [
    'an APNG with a frame larger than its canvas',
    declaredPng(9, 9, {
      frames: [
        [1, 1],
        [12_000, 12_000],
      ],
    }),
    1,
  ],
  ['an interlaced PNG', declaredPng(10_000, 10_000, { interlaced: true })],
  ['a PNG of one long row', declaredPng(200_000_000, 1)],
  ['a progressive JPEG', declaredJpeg(side, side, { progressive: true })],
  ['an arithmetic-coded JPEG', declaredJpeg(7000, 7000, { marker: 0xc9 })],
  ['a baseline JPEG in several scans', declaredJpeg(side, side, { scanned: 1 })],
  ['a GIF', declaredGif(10_000, 10_000, [[10_000, 10_000]])],
  [
    'a GIF whose second frame is larger',
    declaredGif(9, 9, [
      [9, 9],
      [10_000, 10_000],
    ]),
    1,
  ],
  ['a lossless WebP', declaredWebp(side, side, 'lossless')],
  ['an animated WebP', declaredAnimatedWebp(8000, 8000, 2), 1],
  ['a BMP', declaredBmp(11_000, 11_000)],
  ['an icon with a PNG', declaredIcon(8000, 8000)],
  ['an icon with a bitmap from the top', iconWithNegativeHeight(11_000, 11_000), 0],
  ['a HEIC', declaredHeif(10_000, 10_000, 'heic')],
  ['an AVIF', declaredHeif(10_000, 10_000, 'avif')],
];

/** Each decodes more than 268 megapixels. */
const tooManyPixels: readonly Row[] = [
  ['a PNG', declaredPng(30_000, 30_000)],
  ['a JPEG', declaredJpeg(30_000, 30_000)],
  ['frames of a GIF', declaredGif(1000, 1000, hundred), 299],
  ['frames of an APNG', declaredPng(1000, 1000, { frames: hundred }), 299],
  ['frames of a WebP', declaredAnimatedWebp(1000, 1000, 300), 299],
  ['tiles of a TIFF beside its picture', declaredTiff(6000, 1000, { tile: [1, 60_000], samples: 1 })],
];

/** What cameras, scanners and drawing programs make. */
const legitimate: readonly Row[] = [
  ['a PNG of 268 megapixels of 16 bits', declaredPng(side, side, { depth: 16 })],
  ['an interlaced PNG of 48 megapixels', declaredPng(8000, 6000, { interlaced: true })],
  ['a JPEG of 268 megapixels', declaredJpeg(side, side)],
  ['a progressive JPEG of 100 megapixels', declaredJpeg(10_000, 10_000, { progressive: true })],
  [
    'a progressive JPEG of 48 megapixels, 4:4:4',
    declaredJpeg(8000, 6000, { progressive: true, sampling: 1 }),
  ],
  ['a TIFF of 50 megapixels', declaredTiff(10_000, 5000)],
  ['a grey TIFF of 64 megapixels', declaredTiff(8000, 8000, { samples: 1, photometric: 1 })],
  ['a TIFF of 24 megapixels of 16 bits', declaredTiff(6000, 4000, { bits: 16 })],
  ['a GIF of 64 megapixels', declaredGif(8000, 8000, [[8000, 8000]])],
  ['a GIF of 200 frames', declaredGif(1000, 1000, hundred), 199],
  ['a BMP of 100 megapixels', declaredBmp(10_000, 10_000)],
  ['a WebP of 100 megapixels', declaredWebp(10_000, 10_000, 'lossy')],
  ['a lossless WebP of 48 megapixels', declaredWebp(8000, 6000, 'lossless')],
  ['a HEIC of 24 megapixels', declaredHeif(5712, 4284, 'heic')],
  ['an AVIF of 20 megapixels', declaredHeif(5000, 4000, 'avif')],
];

describe('the bounds of decoding', () => {
  for (const [what, bytes, frame] of tooMuchMemory)
    it(`refuse what would hold too much: ${what}`, () => refusedFor('tooMuchMemory', bytes, frame));

  for (const [what, bytes, frame] of tooManyPixels)
    it(`refuse what would take too long: ${what}`, () => refusedFor('tooManyPixels', bytes, frame));

  for (const [what, bytes, frame] of legitimate)
    it(`let through ${what}`, () => {
      const plan = planOf(bytes, { limits: limits(), ...(frame !== undefined && { frame }) });
      assert.equal(plan.frame, frame ?? 0);
    });
});

describe('a header that ends before its cost is known', () => {
  it('is refused as damaged', () => {
    const bytes = declaredTiff(100, 100, { bits: 16 });
    // The number of samples, which the prober does not read, lies beyond the file.
    const samples = bytes.indexOf(Buffer.from([277 & 255, 277 >> 8, 3, 0]));
    bytes.writeUInt32LE(3, samples + 4);
    bytes.writeUInt32LE(0xfffffff0, samples + 8);
    assert.throws(
      () => planOf(bytes, { limits: limits() }),
      (error) => error instanceof RefusalError && error.refusal.reason === 'damaged',
    );
  });
});

function refusedFor(reason: string, bytes: Buffer, frame?: number): void {
  assert.throws(
    () => planOf(bytes, { limits: limits(), ...(frame !== undefined && { frame }) }),
    (error) => {
      assert.ok(error instanceof RefusalError, String(error));
      const { needed = 0, limit = 0 } = error.refusal;
      assert.equal(error.refusal.reason, reason, error.message);
      assert.ok(needed > limit, `${needed} of ${limit}`);
      return true;
    },
  );
}
