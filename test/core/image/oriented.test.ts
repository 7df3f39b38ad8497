import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import sharp from 'sharp';
import { assertAlike } from '../../fixtures/alike.ts';
import { picture } from '../../fixtures/picture.ts';
import { copy, limits, never, startPool, type TestPool } from '../../fixtures/pool.ts';

describe('a picture that lies on its side and fits', function oriented() {
  this.timeout(60_000);
  let pool: TestPool;
  before(async () => {
    pool = await startPool();
  });
  after(() => pool.remove());

  const prepare = (bytes: Uint8Array) => pool.prepare(copy(bytes), { limits: limits() }, never);
  const orientations = [2, 3, 4, 5, 6, 7, 8];

  /** Kinds of JPEG, sides that end between two of their MCUs, and how far from sharp's turn they may be. */
  const jpegs = {
    'at full colour': (orientation: number) =>
      picture(96, 64).withMetadata({ orientation }).jpeg({ chromaSubsampling: '4:4:4' }),
    'at half the colour': (orientation: number) =>
      picture(96, 64).withMetadata({ orientation }).jpeg({ quality: 60 }),
    progressive: (orientation: number) =>
      picture(96, 64).withMetadata({ orientation }).jpeg({ progressive: true }),
    'of greys': (orientation: number) =>
      picture(88, 64).toColourspace('b-w').withMetadata({ orientation }).jpeg({ quality: 60 }),
    optimised: (orientation: number) => picture(96, 64).withMetadata({ orientation }).jpeg({ mozjpeg: true }),
  };

  for (const [kind, encoded] of Object.entries(jpegs))
    it(`is turned without loss: a jpeg ${kind}`, async () => {
      for (const orientation of orientations) {
        const bytes = await encoded(orientation).toBuffer();
        const prepared = await prepare(bytes);
        assert.deepEqual(prepared.steps, [{ what: 'oriented', orientation }]);
        assert.equal(prepared.mediaType, 'image/jpeg');
        assert.deepEqual([prepared.width, prepared.height], sidesOf(await sharp(bytes).metadata()));
        // Encoding anew, however fine, is several times as far away.
        await assertAlike(prepared, sharp(await sharp(bytes).autoOrient().png().toBuffer()), 0.25);
        assert.equal((await sharp(prepared.bytes).metadata()).orientation, undefined);
      }
    });

  it('is encoded again, hardly changed, where an edge cuts through what a JPEG codes together', async () => {
    for (const orientation of orientations) {
      const bytes = await picture(91, 61).withMetadata({ orientation }).jpeg().toBuffer();
      const prepared = await prepare(bytes);
      assert.equal(prepared.mediaType, 'image/jpeg');
      await assertAlike(prepared, sharp(await sharp(bytes).autoOrient().png().toBuffer()), 2);
    }
  });

  it('loses nothing as a PNG or a lossless WebP', async () => {
    for (const orientation of orientations)
      for (const format of ['png', 'webp'] as const) {
        const stored = picture(91, 61, { alpha: true }).withMetadata({ orientation });
        const bytes = await stored.toFormat(format, { lossless: true }).toBuffer();
        const prepared = await prepare(bytes);
        assert.equal(prepared.mediaType, 'image/png');
        await assertAlike(prepared, sharp(await sharp(bytes).autoOrient().png().toBuffer()), 0);
      }
  });

  it('keeps what its colours depend on', async () => {
    const bytes = await picture(96, 64)
      .toColourspace('cmyk')
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const prepared = await prepare(bytes);
    assert.deepEqual(prepared.steps, [{ what: 'oriented', orientation: 6 }]);
    await assertAlike(
      prepared,
      sharp(await sharp(bytes).autoOrient().toColourspace('srgb').png().toBuffer()),
      0.5,
    );
  });
});

function sidesOf({
  autoOrient,
}: Awaited<ReturnType<ReturnType<typeof sharp>['metadata']>>): [number, number] {
  return [autoOrient.width, autoOrient.height];
}
