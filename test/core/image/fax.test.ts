import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import sharp from 'sharp';
import { bundledDecoders, type Decoders } from '../../fixtures/decoders.ts';
import { asSharpSees, difference } from '../../fixtures/difference.ts';
import { type FaxLayout, faxTiff } from '../../fixtures/fax.ts';

describe('facsimiles in TIFF', function facsimiles() {
  this.timeout(60_000);
  let decoders: Decoders;
  before(async () => {
    decoders = await bundledDecoders();
  });
  after(() => decoders.remove());

  /** Letters, so to speak: strokes, dots, and rows all white or all black, wider than the longest code. */
  const [width, height] = [2900, 40];
  const isBlack = (x: number, y: number) => {
    if (y % 20 === 7) return y % 40 === 7;
    return (x + y * 3) % 97 < 11 || (x * 7 + y * 13) % 61 < 3 || (y > 30 && x > 200 && x < 2895);
  };

  const layouts: readonly FaxLayout[] = [
    { compression: 2, photometric: 0 },
    { compression: 3, photometric: 0 },
    { compression: 3, photometric: 0, options: 1 },
    { compression: 3, photometric: 0, options: 4 },
    { compression: 3, photometric: 0, options: 5, fillOrder: 2 },
    { compression: 3, photometric: 1 },
    { compression: 4, photometric: 0 },
    { compression: 4, photometric: 1 },
    { compression: 4, photometric: 0, fillOrder: 2 },
  ];

  for (const layout of layouts)
    it(`are read as sharp reads them: ${JSON.stringify(layout)}`, async () => {
      const bytes = faxTiff(width, height, isBlack, layout);
      const seen = await decoders.decode.tiff(bytes, {});
      assert.equal(difference(seen, await asSharpSees(bytes)).most, 0);
      assert.equal(seen.data[0] === 0, isBlack(0, 0) === (layout.photometric === 0));
    });

  it('are read in strips and tiles', async () => {
    const page = { raw: { width: 700, height: 300, channels: 1 } } as const;
    const noise = Buffer.from(Array.from({ length: 700 * 300 }, (_, at) => (at * 7919) % 251));
    for (const tile of [false, true]) {
      const bytes = await sharp(noise, page)
        .toColourspace('b-w')
        .tiff({ compression: 'ccittfax4', bitdepth: 1, tile })
        .toBuffer();
      assert.equal(difference(await decoders.decode.tiff(bytes, {}), await asSharpSees(bytes)).most, 0);
    }
  });

  it('are black on white where the file does not say', async () => {
    const bytes = faxTiff(16, 2, (x) => x < 8, { compression: 4 });
    assert.deepEqual([...(await decoders.decode.tiff(bytes, {})).data.subarray(0, 4)], [0, 0, 0, 255]);
  });

  it('go on behind the next mark where a row is damaged, and end where there is none', async () => {
    const whole = faxTiff(width, height, isBlack, { compression: 3, photometric: 0 });
    const clean = await decoders.decode.tiff(whole, {});
    const damaged = Buffer.from(whole);
    damaged.fill(0xaa, 3000, 3004);
    const { mean } = difference(await decoders.decode.tiff(damaged, {}), clean.data);
    assert.ok(mean > 0 && mean < 12, `${mean}`);
    const cut = Buffer.from(faxTiff(width, height, isBlack, { compression: 4, photometric: 0 }));
    cut.fill(0, 2000, 4000);
    assert.equal((await decoders.decode.tiff(cut, {})).data.at(-2), 255);
  });
});
