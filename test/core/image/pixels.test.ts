import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import sharp, { type Sharp } from 'sharp';
import { fit } from '../../../src/core/image/fit.ts';
import type { PrepareOptions } from '../../../src/core/image/imageTypes.ts';
import { assertAlike } from '../../fixtures/alike.ts';
import { picture } from '../../fixtures/picture.ts';
import { copy, limits, never, startPool, type TestPool } from '../../fixtures/pool.ts';
import { rareJpegs } from '../../fixtures/rareJpegs.ts';

describe('the pixels that are sent', function pixels() {
  this.timeout(60_000);
  let pool: TestPool;
  before(async () => {
    pool = await startPool();
  });
  after(() => pool.remove());

  const prepare = (bytes: Uint8Array, options: Partial<PrepareOptions> = {}) =>
    pool.prepare(copy(bytes), { limits: limits(), ...options }, never);

  /** Oddities of pictures that are seen half as large, and how far from sharp's pixels they may be on average. */
  const oddities: readonly (readonly [string, (half: Sharp) => Sharp, number])[] = [
    ['png', (half) => half.png(), 1],
    ['png with filters', (half) => half.png({ adaptiveFiltering: true }), 1],
    ['png interlaced', (half) => half.png({ progressive: true }), 1],
    ['png of 256 colours', (half) => half.png({ palette: true }), 1],
    ['png of 16 colours', (half) => half.png({ palette: true, colours: 16 }), 1],
    ['png of 4 colours', (half) => half.png({ palette: true, colours: 4 }), 1],
    ['png of 2 colours', (half) => half.png({ palette: true, colours: 2 }), 1],
    ['png of 16 bits', (half) => half.toColourspace('rgb16').png(), 1],
    ['png of 16 bits interlaced', (half) => half.toColourspace('rgb16').png({ progressive: true }), 1],
    ['png of greys', (half) => half.toColourspace('b-w').png(), 1],
    ['png of 16-bit greys', (half) => half.toColourspace('grey16').png(), 1],
    ['jpeg', (half) => half.jpeg({ quality: 95 }), 2],
    ['jpeg at full colour', (half) => half.jpeg({ quality: 95, chromaSubsampling: '4:4:4' }), 2],
    ['jpeg progressive', (half) => half.jpeg({ quality: 95, progressive: true }), 2],
    ['jpeg of greys', (half) => half.toColourspace('b-w').jpeg({ quality: 95 }), 2],
    ['jpeg with trellis and scans', (half) => half.jpeg({ quality: 95, mozjpeg: true }), 2],
    ['jpeg in CMYK', (half) => half.toColourspace('cmyk').jpeg({ quality: 95 }), 4],
    ['webp', (half) => half.webp({ quality: 95 }), 3],
    ['tiff', (half) => half.tiff({ compression: 'lzw' }), 2],
  ];

  for (const [name, encoded, tolerance] of oddities)
    it(`shows a ${name} as sharp does`, async () => {
      const bytes = await encoded(picture(301, 203)).toBuffer();
      // A region, even all of it, is always decoded, however small the legal file is.
      const region = { x: 0, y: 0, width: 301, height: 203 };
      const prepared = await prepare(bytes, { region, limits: limits(140) });
      const { width, height } = prepared;
      assert.deepEqual([width, height], Object.values(fit(301, 203, limits(140))));
      const reference = sharp(bytes).resize(width, height, { fit: 'fill', fastShrinkOnLoad: false });
      await assertAlike(prepared, reference, tolerance);
    });

  for (const [name, bytes] of Object.entries(rareJpegs))
    it(`shows a jpeg ${name} as sharp does`, async () => {
      for (const side of [56, 28]) {
        const region = { x: 0, y: 0, width: 40, height: 24 };
        const prepared = await prepare(bytes, { region, limits: limits(side) });
        const { width, height } = prepared;
        const reference = sharp(bytes).resize(width, height, { fit: 'fill', fastShrinkOnLoad: false });
        await assertAlike(prepared, reference, 4);
      }
    });

  it('takes the inks of a JPEG for their opposites, with the marker of Adobe or without, and sends light', async () => {
    const marked = await picture(96, 64).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer();
    const at = marked.indexOf(Buffer.from([0xff, 0xee]));
    const bytes = Buffer.concat([
      marked.subarray(0, at),
      marked.subarray(at + 2 + marked.readUInt16BE(at + 2)),
    ]);
    const prepared = await prepare(bytes);
    assert.deepEqual(prepared.steps, [{ what: 'recolored' }]);
    await assertAlike(prepared, sharp(await sharp(marked).toColourspace('srgb').png().toBuffer()), 5);
  });

  it('shows a strip of any length: more than a thousand of its rows are averaged into one', async () => {
    const bytes = await picture(1, 400_000).png().toBuffer();
    const prepared = await prepare(bytes, { limits: limits(280) });
    await assertAlike(prepared, sharp(bytes).resize(1, 280, { fit: 'fill' }), 1);
  });

  it('goes on in its place behind a restart marker that is missing', async () => {
    const whole = rareJpegs['with restart markers'] ?? Buffer.alloc(0);
    const marker = whole.indexOf(Buffer.from([0xff, 0xd1]));
    const bytes = Buffer.concat([whole.subarray(0, marker), whole.subarray(marker + 2)]);
    const region = { x: 32, y: 16, width: 8, height: 8 };
    const last = sharp(whole).extract({ left: 32, top: 16, width: 8, height: 8 });
    await assertAlike(await prepare(bytes, { region }), last, 4);
  });

  it('keeps alpha', async () => {
    const bytes = await picture(300, 200, { alpha: true }).png().toBuffer();
    const prepared = await prepare(bytes, { limits: limits(140) });
    assert.equal(prepared.mediaType, 'image/png');
    const { width, height } = prepared;
    await assertAlike(prepared, sharp(bytes).resize(width, height, { fit: 'fill' }), 2);
  });

  it('turns what is stored turned, for every orientation', async () => {
    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const stored = picture(300, 200).withMetadata({ orientation });
      const bytes = await stored.jpeg({ quality: 95 }).toBuffer();
      const prepared = await prepare(bytes, { limits: limits(140) });
      const { width, height, steps } = prepared;
      assert.equal(height > width, orientation >= 5, `${orientation}`);
      assert.equal(
        steps.some(({ what }) => what === 'oriented'),
        orientation > 1,
      );
      const upright = await sharp(bytes).autoOrient().toBuffer();
      await assertAlike(prepared, sharp(upright).resize(width, height, { fit: 'fill' }), 3);
    }
  });

  it('cuts a region at full resolution, in pixels as they are seen', async () => {
    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8])
      for (const format of ['png', 'jpeg'] as const) {
        const stored = picture(300, 200).withMetadata({ orientation });
        const bytes = await stored.toFormat(format, { quality: 95 }).toBuffer();
        const region = { x: 31, y: 47, width: 90, height: 60 };
        const prepared = await prepare(bytes, { region });
        assert.deepEqual([prepared.width, prepared.height], [90, 60]);
        const upright = await sharp(bytes).autoOrient().toBuffer();
        const reference = sharp(upright).extract({ left: 31, top: 47, width: 90, height: 60 });
        await assertAlike(prepared, reference, 3);
        assert.ok(prepared.steps.some(({ what }) => what === 'cropped'));
      }
  });

  it('draws a region of an SVG as large as a model sees it', async () => {
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="400" height="300" fill="white"/><circle cx="200" cy="150" r="10"/></svg>',
    );
    const half = await prepare(svg, { region: { x: 100, y: 75, width: 200, height: 150 } });
    assert.equal(Math.max(half.width, half.height), fit(4000, 3000, limits()).width);
    const small = await prepare(svg, { region: { x: 195, y: 145, width: 10, height: 10 } });
    assert.equal(small.width, fit(8000, 8000, limits()).width);
    const { channels } = await sharp(small.bytes).removeAlpha().stats();
    assert.ok((channels[0]?.mean ?? 255) < 10, 'it is inside the circle');
    const redactions = [{ x: 0, y: 0, width: 150, height: 300 }];
    const hidden = await prepare(svg, { region: { x: 100, y: 75, width: 200, height: 150 }, redactions });
    await assertAlike(
      hidden,
      sharp(half.bytes).composite([
        {
          input: {
            create: {
              width: Math.ceil(half.width / 4),
              height: half.height,
              channels: 3,
              background: 'black',
            },
          },
          left: 0,
          top: 0,
        },
      ]),
      1,
    );
  });

  it('cuts a region that is scaled, and one that reaches over the edge', async () => {
    const bytes = await picture(300, 200).png().toBuffer();
    const region = { x: 250, y: 0, width: 100, height: 200 };
    const prepared = await prepare(bytes, { region, limits: limits(84) });
    const { width, height } = prepared;
    assert.deepEqual([width, height], Object.values(fit(50, 200, limits(84))));
    const cut = await sharp(bytes).extract({ left: 250, top: 0, width: 50, height: 200 }).toBuffer();
    await assertAlike(prepared, sharp(cut).resize(width, height, { fit: 'fill' }), 3);
  });
});
