import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import sharp, { type Sharp } from 'sharp';
import type { PreparedImage, PrepareOptions, Region } from '../../../src/core/image/imageTypes.ts';
import { assertAlike } from '../../fixtures/alike.ts';
import { copy, limits, never, startPool, type TestPool } from '../../fixtures/pool.ts';
import { rgbPage, tiff } from '../../fixtures/tiff.ts';

const secret = { x: 60, y: 40, width: 50, height: 30 };
const orientations = [1, 2, 3, 4, 5, 6, 7, 8];

describe('a redaction', function redaction() {
  this.timeout(60_000);
  let pool: TestPool;
  before(async () => {
    pool = await startPool();
  });
  after(() => pool.remove());

  const prepare = (bytes: Uint8Array, options: Partial<PrepareOptions> = {}) =>
    pool.prepare(copy(bytes), { limits: limits(), redactions: [secret], ...options }, never);

  for (const [format, encoded] of Object.entries({
    png: () => page().png(),
    'interlaced png': () => page().png({ progressive: true }),
    jpeg: () => page().jpeg({ quality: 95, chromaSubsampling: '4:4:4' }),
    webp: () => page().webp({ lossless: true }),
    avif: () => page().avif({ lossless: true }),
    gif: () => page().gif(),
    tiff: () => page().tiff({ compression: 'lzw' }),
  }))
    it(`leaves nothing of what it hides in a ${format}, at any size`, async () => {
      const bytes = await encoded().toBuffer();
      for (const side of [1568, 140, 56]) {
        const prepared = await prepare(bytes, { limits: limits(side) });
        await assertHidden(prepared, { width: 200, height: 120 }, [secret]);
        assert.ok(prepared.steps.some((step) => step.what === 'redacted' && step.areas === 1));
      }
    });

  it('is seen where it was drawn, whatever the orientation', async () => {
    const upright = await page().png().toBuffer();
    const encoding = { lossless: true, quality: 100, chromaSubsampling: '4:4:4' } as const;
    for (const orientation of orientations)
      for (const format of ['png', 'jpeg', 'webp'] as const) {
        const bytes = await (await stored(upright, orientation)).toFormat(format, encoding).toBuffer();
        const { info } = await sharp(bytes).autoOrient().toBuffer({ resolveWithObject: true });
        assert.deepEqual([info.width, info.height], [200, 120]);
        await assertHidden(await prepare(bytes), { width: 200, height: 120 }, [secret]);
        await assertHidden(await prepare(bytes, { limits: limits(84) }), { width: 200, height: 120 }, [
          secret,
        ]);
      }
  });

  it('holds within a region too, with nothing bleeding over its edges', async () => {
    const region = { x: 50, y: 30, width: 100, height: 60 };
    const box = { ...secret, x: secret.x - region.x, y: secret.y - region.y };
    for (const bytes of [
      await page().png().toBuffer(),
      await page().jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer(),
    ])
      for (const side of [1568, 84, 56])
        await assertHidden(await prepare(bytes, { region, limits: limits(side) }), region, [box]);
  });

  it('is grown to whole pixels, and clipped to the picture', async () => {
    const bytes = await page().png().toBuffer();
    const redactions = [
      { x: secret.x + 0.4, y: secret.y + 0.6, width: secret.width - 0.8, height: secret.height - 1.2 },
      { x: 190, y: -20, width: 900, height: 40 },
    ];
    const prepared = await prepare(bytes, { redactions });
    await assertHidden(prepared, { width: 200, height: 120 }, [
      secret,
      { x: 190, y: 0, width: 10, height: 20 },
    ]);
  });

  it('changes nothing else', async () => {
    const bytes = await page().png().toBuffer();
    const black = {
      create: { width: secret.width, height: secret.height, channels: 3, background: 'black' },
    } as const;
    const expected = sharp(bytes).composite([{ input: black, left: secret.x, top: secret.y }]);
    await assertAlike(await prepare(bytes), sharp(await expected.png().toBuffer()), 0);
  });

  it('covers the chosen frame of an animation', async () => {
    const frames = [0, 1].map((frame) => page({ background: frame ? '#808080' : '#707070' }));
    const raw = await Promise.all(frames.map((one) => one.removeAlpha().raw().toBuffer()));
    const strip = { raw: { width: 200, height: 240, channels: 3, pageHeight: 120 } } as const;
    const bytes = await sharp(Buffer.concat(raw), strip)
      .gif({ delay: [100, 100] })
      .toBuffer();
    for (const frame of [0, 1]) {
      const prepared = await prepare(bytes, { frame });
      await assertHidden(prepared, { width: 200, height: 120 }, [secret]);
    }
  });

  it('lies on a later page as it lies on the first, however large that is, and so does a region', async () => {
    const small = await page().resize(100, 60).removeAlpha().raw().toBuffer();
    const large = await page().removeAlpha().raw().toBuffer();
    const bytes = tiff([rgbPage(100, 60, small), rgbPage(200, 120, large)]);
    const half = (one: Region) => ({
      x: one.x / 2,
      y: one.y / 2,
      width: one.width / 2,
      height: one.height / 2,
    });
    const prepared = await prepare(bytes, { frame: 1, redactions: [half(secret)] });
    await assertHidden(prepared, { width: 200, height: 120 }, [secret]);
    const region = { x: 50, y: 30, width: 100, height: 60 };
    const part = await prepare(bytes, { frame: 1, redactions: [half(secret)], region: half(region) });
    assert.deepEqual([part.width, part.height], [100, 60]);
    await assertHidden(part, region, [{ ...secret, x: 10, y: 10 }]);
  });

  it('lets no metadata through', async () => {
    const marker = 'the-secret-marker';
    const exif = { IFD0: { ImageDescription: marker, Copyright: marker } };
    for (const bytes of [
      await page().withExif(exif).jpeg().toBuffer(),
      await page().withExif(exif).png().toBuffer(),
      await page().withExif(exif).webp().toBuffer(),
    ]) {
      assert.ok(Buffer.from(bytes).includes(marker));
      assert.equal(Buffer.from((await prepare(bytes)).bytes).includes(marker), false);
    }
  });

  it('is not confused with the same file as it is, or with another box', async () => {
    const bytes = await page().png().toBuffer();
    const whole = await pool.prepare(copy(bytes), { limits: limits() }, never);
    const one = await prepare(bytes);
    const other = await prepare(bytes, { redactions: [{ x: 0, y: 0, width: 20, height: 20 }] });
    assert.deepEqual(Buffer.from(whole.bytes), bytes);
    assert.notDeepEqual(one.bytes, other.bytes);
    assert.notDeepEqual(one.bytes, whole.bytes);
  });

  it('that needs more memory than there is refuses the picture', async () => {
    const bytes = await sharp({ create: { width: 9000, height: 7000, channels: 3, background: 'grey' } })
      .jpeg({ quality: 20 })
      .toBuffer();
    await assert.rejects(prepare(bytes), /tooMuchMemory/);
  });
});

/** A grey page, with an area of the brightest colours in fine stripes, which any mixing would spread. */
function page({ background = '#777777' } = {}): Sharp {
  const { width, height } = secret;
  const stripes = Buffer.alloc(width * height * 3);
  for (let at = 0; at < stripes.length; at += 3)
    stripes.set((at / 3) % 2 ? [255, 0, 255] : [255, 255, 0], at);
  return sharp({ create: { width: 200, height: 120, channels: 3, background } }).composite([
    { input: stripes, raw: { width, height, channels: 3 }, left: secret.x, top: secret.y },
  ]);
}

/** An upright picture, stored so that it is upright again once the orientation is applied. */
async function stored(upright: Buffer, orientation: number): Promise<Sharp> {
  const [turn, mirrored] = turns[orientation] ?? assert.fail();
  // One after the other: in one go, sharp mirrors first.
  const turned = sharp(await sharp(upright).rotate(turn).png().toBuffer());
  return (mirrored ? turned.flop() : turned).withMetadata({ orientation });
}

const turns: Readonly<Record<number, readonly [degrees: number, mirrored: boolean]>> = {
  ...{ 1: [0, false], 2: [0, true], 3: [180, false], 4: [180, true] },
  ...{ 5: [90, true], 6: [270, false], 7: [270, true], 8: [90, false] },
};

/** The boxes, in pixels of a picture of this size, are black in what is sent, and no colour is left anywhere. */
async function assertHidden(
  prepared: PreparedImage,
  size: { width: number; height: number },
  boxes: readonly Region[],
): Promise<void> {
  const { width, height } = prepared;
  const data = await sharp(prepared.bytes).toColourspace('srgb').removeAlpha().raw().toBuffer();
  const pixel = (x: number, y: number) => [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [red = 0, green = 0, blue = 0] = pixel(x, y);
      const colour = Math.max(red, green, blue) - Math.min(red, green, blue);
      assert.ok(colour < 24, `${x}, ${y}: ${red} ${green} ${blue}`);
    }
  for (const box of boxes) {
    const [centerX, centerY] = [box.x + box.width / 2, box.y + box.height / 2];
    const at = pixel(
      Math.floor((centerX * width) / size.width),
      Math.floor((centerY * height) / size.height),
    );
    assert.ok(Math.max(...at) < 24, `${at}`);
  }
  if (width !== size.width) return;
  for (const box of boxes)
    for (let y = box.y; y < box.y + box.height; y++)
      for (let x = box.x; x < box.x + box.width; x++)
        assert.ok(Math.max(...pixel(x, y)) < 40, `${x}, ${y}: ${pixel(x, y)}`);
}
