import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import sharp from 'sharp';
import { assertAlike } from '../../fixtures/alike.ts';
import { heic } from '../../fixtures/heif.ts';
import {
  type Curve,
  greyProfile,
  jpegWithProfile,
  pngWithProfile,
  profileChunk,
  rgbProfile,
  srgbSpace,
  wideSpaces,
} from '../../fixtures/icc.ts';
import { ico } from '../../fixtures/ico.ts';
import { picture } from '../../fixtures/picture.ts';
import { pngChunk, uint32be, withPngChunks } from '../../fixtures/png.ts';
import { copy, limits, never, startPool, type TestPool } from '../../fixtures/pool.ts';

describe('colours of another space than sRGB', function colors() {
  this.timeout(60_000);
  let pool: TestPool;
  before(async () => {
    pool = await startPool();
  });
  after(() => pool.remove());

  const prepare = (bytes: Uint8Array, side = 1568) =>
    pool.prepare(copy(bytes), { limits: limits(side) }, never);
  const grey = () => picture(96, 64).toColourspace('b-w');

  for (const [name, space] of Object.entries(wideSpaces))
    it(`are shown as in sRGB: ${name}`, async () => {
      const profile = rgbProfile(space);
      const png = pngWithProfile(await picture(96, 64).png().toBuffer(), profile);
      const jpeg = jpegWithProfile(await picture(96, 64).jpeg({ quality: 95 }).toBuffer(), profile, 3);
      for (const [bytes, tolerance] of [
        [png, 0.5],
        [jpeg, 2],
      ] as const) {
        const prepared = await prepare(bytes);
        assert.deepEqual(prepared.steps, [{ what: 'recolored' }]);
        await assertAlike(prepared, sharp(bytes), tolerance);
        const small = await prepare(bytes, 56);
        const reference = sharp(bytes).resize(small.width, small.height, { fit: 'fill' });
        await assertAlike(small, sharp(await reference.png().toBuffer()), 3);
      }
    });

  it('are shown as in sRGB in every format that has profiles', async () => {
    const wide = () => picture(96, 64).withIccProfile('p3');
    const files = {
      webp: wide().webp({ lossless: true }),
      tiff: wide().tiff(),
      avif: wide().avif({ quality: 95 }),
      png: wide().png({ palette: true }),
    };
    for (const [name, file] of Object.entries(files)) {
      const bytes = await file.toBuffer();
      const prepared = await prepare(bytes);
      assert.ok(
        prepared.steps.some(({ what }) => what === 'recolored'),
        name,
      );
      await assertAlike(prepared, sharp(bytes), 2);
    }
    const photo = await prepare(heic(0, rgbProfile(wideSpaces.proPhoto)));
    assert.ok(photo.steps.some(({ what }) => what === 'recolored'));
    const icon = ico([
      {
        side: 32,
        data: pngWithProfile(await picture(32, 32).png().toBuffer(), rgbProfile(wideSpaces.proPhoto)),
      },
    ]);
    assert.ok((await prepare(icon)).steps.some(({ what }) => what === 'recolored'));
  });

  it('are shown by every kind of curve', async () => {
    const png = await picture(96, 64).png().toBuffer();
    const samples = Array.from({ length: 300 }, (_, at) => Math.round(65_535 * (at / 299) ** 1.5));
    const curves: Curve[] = [
      1.4,
      [],
      samples,
      { kind: 0, numbers: [1.6] },
      { kind: 4, numbers: [2, 0.8, 0.1, 0.5, 0.2, 0.05, 0] },
    ];
    for (const curve of curves) {
      const bytes = pngWithProfile(png, rgbProfile({ xyz: srgbSpace.xyz, curve }));
      await assertAlike(await prepare(bytes), sharp(bytes), 1);
    }
  });

  it('are shown by the gamma of greys', async () => {
    const profile = greyProfile(1.4);
    const files = [
      pngWithProfile(await grey().png().toBuffer(), profile),
      jpegWithProfile(await grey().jpeg({ quality: 95 }).toBuffer(), profile),
    ];
    for (const bytes of files) {
      const prepared = await prepare(bytes);
      assert.deepEqual(prepared.steps, [{ what: 'recolored' }]);
      await assertAlike(prepared, sharp(bytes), 1);
    }
  });

  /** Chunks of a PNG of (200, 100, 50), and what Chromium 147 shows. */
  const gamma = (value: number) => pngChunk('gAMA', uint32be(value));
  const coded = (primaries: number, transfer: number) =>
    pngChunk('cICP', Buffer.from([primaries, transfer, 0, 1]));
  const curved = (curve: Curve) => profileChunk(rgbProfile({ xyz: srgbSpace.xyz, curve }));
  const adobePrimaries = [31_270, 32_900, 64_000, 33_000, 21_000, 71_000, 15_000, 6000];
  const primaries = pngChunk('cHRM', ...adobePrimaries.map(uint32be));
  const chunks: readonly (readonly [string, Buffer[], readonly number[]])[] = [
    ['a gamma of its own', [gamma(100_000)], [229, 168, 122]],
    ['a gamma and primaries', [gamma(45_470), primaries], [227, 100, 42]],
    ['primaries alone', [primaries], [200, 100, 50]],
    ['Display P3', [coded(12, 13)], [215, 93, 31]],
    ['Display P3 before a gamma', [coded(12, 13), gamma(100_000)], [215, 93, 31]],
    ['BT.2020', [coded(9, 14)], [239, 63, 5]],
    ['a high dynamic range', [coded(9, 16)], [255, 0, 0]],
    ['light as it is', [coded(1, 8)], [229, 168, 122]],
    ['a curve that begins late', [curved({ kind: 1, numbers: [1.6, 1.1, -0.1] })], [211, 115, 50]],
    ['a curve above black', [curved({ kind: 2, numbers: [1.6, 1.05, -0.1, 0.05] })], [210, 125, 79]],
  ];

  for (const [name, own, shown] of chunks)
    it(`are shown as Chromium shows ${name}`, async () => {
      const plain = sharp({
        create: { width: 8, height: 8, channels: 3, background: { r: 200, g: 100, b: 50 } },
      });
      const prepared = await prepare(withPngChunks(await plain.png().toBuffer(), ...own));
      const [r = 0, g = 0, b = 0] = await sharp(prepared.bytes).removeAlpha().raw().toBuffer();
      for (const [index, value] of [r, g, b].entries())
        assert.ok(Math.abs(value - (shown[index] ?? 0)) <= 2, `${[r, g, b]} instead of ${shown}`);
    });

  it('cost nothing where they are those of sRGB as far as anybody sees, or cannot be read', async () => {
    const [png, jpeg, grey8] = await Promise.all([
      picture(96, 64).png().toBuffer(),
      picture(96, 64).jpeg().toBuffer(),
      grey().jpeg().toBuffer(),
    ]);
    const wide = rgbProfile(wideSpaces.proPhoto);
    const files = {
      'sRGB in a PNG': pngWithProfile(png, rgbProfile(srgbSpace)),
      'sRGB in a JPEG': jpegWithProfile(jpeg, rgbProfile(srgbSpace), 2),
      'an exponent of 2.2': pngWithProfile(png, rgbProfile({ xyz: srgbSpace.xyz, curve: 2.2 })),
      'the usual gamma': withPngChunks(png, pngChunk('gAMA', uint32be(45_455))),
      'greys in a wide space with the usual curve': jpegWithProfile(grey8, rgbProfile(wideSpaces.displayP3)),
      'a profile of greys for colours': jpegWithProfile(jpeg, greyProfile(1)),
      'a profile that was cut': jpegWithProfile(jpeg, wide.subarray(0, 200)),
      'no profile at all': jpegWithProfile(jpeg, Buffer.from('nothing')),
      'a broken stream': withPngChunks(png, pngChunk('iCCP', Buffer.from('test\0\0broken'))),
      'sRGB beside a gamma': withPngChunks(
        png,
        pngChunk('gAMA', uint32be(100_000)),
        pngChunk('sRGB', Buffer.alloc(1)),
      ),
    };
    for (const [name, bytes] of Object.entries(files)) {
      const { bytes: sent, steps } = await prepare(bytes);
      assert.deepEqual(steps, [], name);
      assert.ok(bytes.equals(sent), name);
    }
  });

  it('are converted where the picture is turned as well', async () => {
    const bytes = await picture(96, 64)
      .withIccProfile('p3')
      .withMetadata({ orientation: 6, icc: 'p3' })
      .jpeg({ quality: 95 })
      .toBuffer();
    const prepared = await prepare(bytes);
    assert.deepEqual(prepared.steps, [{ what: 'oriented', orientation: 6 }, { what: 'recolored' }]);
    await assertAlike(
      prepared,
      sharp(await sharp(bytes).autoOrient().toColourspace('srgb').png().toBuffer()),
      2,
    );
  });
});
