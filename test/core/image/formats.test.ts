import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import sharp from 'sharp';
import type { Bitmap, Wanted } from '../../../src/core/image/worker/bitmap.ts';
import { bmp, grey } from '../../fixtures/bmp.ts';
import { bundledDecoders, type Decoders, type Format } from '../../fixtures/decoders.ts';
import { asSharpSees, difference } from '../../fixtures/difference.ts';
import { heic } from '../../fixtures/heif.ts';
import { ico, iconBitmap } from '../../fixtures/ico.ts';
import { fixture, fixtures } from '../../fixtures/images.ts';
import { picture, pixels } from '../../fixtures/picture.ts';
import { apng } from '../../fixtures/png.ts';
import { rgbPage, tiff } from '../../fixtures/tiff.ts';

const [width, height] = [48, 32];

describe('the decoders of the less common formats', function decoding() {
  this.timeout(60_000);
  let decoders: Decoders;
  before(async () => {
    decoders = await bundledDecoders();
  });
  after(() => decoders.remove());
  const decode = (format: Format, bytes: Uint8Array, wanted: Wanted = {}) =>
    decoders.decode[format](bytes, wanted);

  /** Fixtures by name, and the mean difference to sharp's pixels that their decoder may have. */
  const likeSharp: readonly (readonly [string, Format, number])[] = [
    ['gif', 'gif', 0],
    ['gif by hand', 'gif', 0],
    ['webp', 'webp', 0],
    ['webp with alpha', 'webp', 0],
    ['webp lossless', 'webp', 0],
    ['webp turned', 'webp', 0],
    ['tiff', 'tiff', 0],
    ['tiff of a Macintosh', 'tiff', 0],
    ['tiff with places of 64 bits', 'tiff', 0],
    ['tiff with lzw', 'tiff', 0],
    ['tiff with deflate', 'tiff', 0],
    ['tiff with alpha', 'tiff', 0],
    ['tiff with jpeg', 'tiff', 3],
    ['tiff of 16 bits', 'tiff', 1],
    ['avif', 'avif', 0],
    ['avif with alpha', 'avif', 0],
  ];

  // Before the others: what a program adds it adds once.
  it('leave the globals of their thread alone', async () => {
    const before = Reflect.ownKeys(globalThis);
    await decode('webp', await fixture('webp'));
    await decode('avif', await fixture('avif'));
    await decode('heic', heic());
    assert.deepEqual(Reflect.ownKeys(globalThis), before);
  });

  it('agree with sharp', async () => {
    for (const [name, format, tolerance] of likeSharp) {
      const bytes = await fixture(name);
      const { mean } = difference(await decode(format, bytes), await asSharpSees(bytes));
      assert.ok(mean <= tolerance, `${name}: ${mean}`);
    }
  });

  it('give every pixel of every fixture that is not cut', async () => {
    const formats: readonly string[] = Object.keys(decoders.decode);
    for (const { name, bytes, expected } of await fixtures()) {
      if ('reason' in expected || !formats.includes(expected.type) || /header|cut/.test(name)) continue;
      const bitmap = await decode(expected.type as Format, bytes);
      assert.deepEqual([bitmap.width, bitmap.height], [expected.width, expected.height], name);
      assert.equal(bitmap.data.length, bitmap.width * bitmap.height * 4, name);
    }
  });

  describe('BMP', () => {
    const rgb565 = [0xf800, 0x7e0, 0x1f, 0] as const;
    const bgra = [0xff0000, 0xff00, 0xff, 0xff000000] as const;
    const layouts: readonly (readonly [Parameters<typeof bmp>[2], number])[] = [
      [{ bits: 24 }, 0],
      [{ bits: 24, topDown: true }, 0],
      [{ bits: 24, info: 12 }, 0],
      [{ bits: 32 }, 0],
      [{ bits: 32, info: 124, compression: 3, masks: bgra }, 0],
      [{ bits: 16 }, 8],
      [{ bits: 16, compression: 3, masks: rgb565 }, 8],
    ];

    it('is read in every depth of colour', async () => {
      for (const [layout, tolerance] of layouts) {
        const expected = pixels(width, height, { alpha: Boolean(layout.masks?.[3]) });
        const { most } = difference(await decode('bmp', bmp(width, height, layout)), expected);
        assert.ok(most <= tolerance, `${JSON.stringify(layout)}: ${most}`);
      }
    });

    it('is read with a palette, and in runs', async () => {
      for (const layout of [{ bits: 1 }, { bits: 4 }, { bits: 8 }, { bits: 8, compression: 1 }] as const) {
        const expected = greys(layout.bits);
        assert.equal(difference(await decode('bmp', bmp(width, height, layout)), expected).most, 0);
      }
    });

    it('shows what there is of a file that was cut', async () => {
      const whole = bmp(width, height, { bits: 24 });
      const { data } = await decode('bmp', whole.subarray(0, whole.length / 2));
      assert.equal(data[3], 0);
      assert.equal(data.at(-1), 255);
    });
  });

  describe('BMP from careless programs', () => {
    const bgra = [0xff0000, 0xff00, 0xff, 0xff000000] as const;

    it('is opaque where its alpha is zero throughout', async () => {
      const file = bmp(width, height, { bits: 32, info: 124, compression: 3, masks: bgra });
      for (let at = 14 + 124 + 3; at < file.length; at += 4) file[at] = 0;
      assert.equal(difference(await decode('bmp', file), pixels(width, height)).most, 0);
    });

    it('is read from behind its palette where the file says that the pixels begin earlier or too late', async () => {
      for (const start of [0, 54, 60, 1_000_000]) {
        const file = bmp(width, height, { bits: 8 });
        file.writeUInt32LE(start, 10);
        assert.equal(difference(await decode('bmp', file), greys(8)).most, 0, `${start}`);
      }
    });

    it('is read from where the file says when there are fewer colours than usual', async () => {
      const whole = bmp(width, height, { bits: 8 });
      // Only 16 of 256 colours are stored, and the pixels use no other.
      const pixelsOfFew = whole.subarray(14 + 40 + 1024).map((place) => place & 15);
      const file = Buffer.concat([whole.subarray(0, 14 + 40 + 64), pixelsOfFew]);
      file.writeUInt32LE(14 + 40 + 64, 10);
      const { data } = await decode('bmp', file);
      const last = file.subarray(-width)[0] ?? 0;
      assert.equal(data[0], last);
    });

    it('is read from where the file says when there is a gap', async () => {
      const whole = bmp(width, height, { bits: 24 });
      const file = Buffer.concat([whole.subarray(0, 54), Buffer.alloc(10), whole.subarray(54)]);
      file.writeUInt32LE(64, 10);
      assert.equal(difference(await decode('bmp', file), pixels(width, height)).most, 0);
    });
  });

  describe('ICO', () => {
    it('is as high as its list says where a bitmap does not count its mask', async () => {
      const file = ico([{ side: 24, data: iconBitmap(24, 32, false) }]);
      assert.equal(difference(await decode('ico', file), pixels(24, 24, { alpha: true })).most, 0);
    });

    it('shows its largest picture first, bitmap or PNG, and the others by number', async () => {
      const png = await picture(32, 32, { alpha: true }).png().toBuffer();
      const file = ico([
        { side: 16, data: iconBitmap(16, 32) },
        { side: 32, data: png },
      ]);
      assert.equal(difference(await decode('ico', file), pixels(32, 32, { alpha: true })).most, 0);
      const second = await decode('ico', file, { frame: 1 });
      assert.equal(difference(second, pixels(16, 16, { alpha: true })).most, 0);
    });

    it('takes away what its mask covers where pixels have no alpha', async () => {
      const { data } = await decode('ico', ico([{ side: 24, data: iconBitmap(24, 24) }]));
      assert.deepEqual([data[3], data[7]], [0, 255]);
    });
  });

  it('TIFF: give the page that is asked for', async () => {
    const [first, second] = [Buffer.alloc(12, 40), Buffer.alloc(12, 90)];
    for (const order of ['II', 'MM'] as const) {
      const file = tiff([rgbPage(2, 2, first), rgbPage(2, 2, second)], order);
      assert.equal((await decode('tiff', file, { frame: 1 })).data[0], 90);
      assert.equal((await decode('tiff', file)).data[0], 40);
      await assert.rejects(decode('tiff', file, { frame: 2 }), { name: 'RefusalError' });
    }
  });

  it('TIFF: read strips and tiles, bits and differences as sharp does', async () => {
    const grey = () => picture().toColourspace('b-w');
    const tolerances: Readonly<Record<string, number>> = { 'tiles of JPEG': 3, inks: 4 };
    const tile = { tile: true, tileWidth: 64, tileHeight: 64 } as const;
    const files = {
      tiles: picture(300, 200).tiff({ ...tile, compression: 'lzw', predictor: 'horizontal' }),
      'tiles of JPEG': picture(300, 200).tiff({ ...tile, compression: 'jpeg' }),
      'differences of 16 bits': picture(100, 70)
        .toColourspace('rgb16')
        .tiff({ compression: 'lzw', predictor: 'horizontal' }),
      greys: grey().tiff({ compression: 'packbits' }),
      'one bit': grey().tiff({ bitdepth: 1, compression: 'none', predictor: 'none' }),
      'one bit, white is zero': grey().tiff({ bitdepth: 1, compression: 'none', miniswhite: true }),
      inks: picture().toColourspace('cmyk').tiff({ compression: 'lzw' }),
      'four bits': grey().tiff({ bitdepth: 4, compression: 'deflate', predictor: 'none' }),
    };
    for (const [name, file] of Object.entries(files)) {
      const bytes = await file.toBuffer();
      const seen = await asSharpSees(await sharp(bytes).toColourspace('srgb').png().toBuffer());
      const { mean } = difference(await decode('tiff', bytes), seen);
      assert.ok(mean <= (tolerances[name] ?? 0), `${name}: ${mean}`);
    }
  });

  it('TIFF: read planes that lie apart, palettes and colours that alpha was multiplied into', async () => {
    const fields = (photometric: number, rest: [number, number[]][]): [number, number[]][] =>
      [
        [256, [2]],
        [257, [1]],
        [258, [8]],
        [259, [1]],
        [262, [photometric]],
        [273, [0]],
        [278, [1]],
        [279, [0]],
        ...rest,
      ].sort(([a], [b]) => Number(a) - Number(b)) as [number, number[]][];
    const colours = [10, 0, 20, 0, 30, 0].map((value) => value << 8);
    const palette = tiff([
      { fields: fields(3, [[320, [...colours, ...Array(762).fill(0)]]]), strip: Buffer.from([0, 2]) },
    ]);
    assert.equal((await decode('tiff', palette)).data[0], 10);
    const multiplied = tiff([
      {
        fields: fields(2, [
          [277, [4]],
          [338, [1]],
        ]),
        strip: Buffer.from([50, 25, 0, 128, 9, 8, 7, 255]),
      },
    ]);
    assert.deepEqual([...(await decode('tiff', multiplied)).data], [100, 50, 0, 128, 9, 8, 7, 255]);
  });

  it('TIFF: say that brightness and colour apart are not read', async () => {
    const fields: [number, number[]][] = rgbPage(1, 1, Buffer.alloc(3)).fields.map(([tag, values]) => [
      tag,
      tag === 262 ? [6] : [...values],
    ]);
    await assert.rejects(decode('tiff', tiff([{ fields, strip: Buffer.alloc(3) }])), /unsupported/);
  });

  it('HEIC: give the picture, turned as the file says', async () => {
    const upright = await decode('heic', heic());
    assert.ok(difference(upright, pixels(64, 64)).mean < 1);
    assert.ok(difference(await decode('heic', heic(2)), turnedHalf(upright)).mean < 0.01);
  });

  it('APNG: give the frame that is asked for', async () => {
    const frames = await Promise.all(
      [0, 20, 40].map((shift) => picture(width, height, { shift }).png().toBuffer()),
    );
    for (const [frame, shift] of [0, 20, 40].entries()) {
      const bitmap = await decode('apng', apng(frames), { frame });
      assert.equal(difference(bitmap, pixels(width, height, { shift })).most, 0);
    }
    await assert.rejects(decode('apng', apng(frames), { frame: 3 }), { name: 'RefusalError' });
  });

  it('animated WebP: give the frame that is asked for', async () => {
    const file = await fixture('webp animated');
    for (const frame of [0, 1, 2]) {
      const bitmap = await decode('webp', file, { frame });
      assert.equal(difference(bitmap, await asSharpSees(file, frame)).most, 0);
    }
    await assert.rejects(decode('webp', file, { frame: 3 }), { name: 'RefusalError' });
  });

  it('refuse a file that is cut where nothing can be shown', async () => {
    for (const name of ['webp', 'avif'] as const) {
      const bytes = await fixture(name);
      await assert.rejects(decode(name, bytes.subarray(0, bytes.length / 3)), Error, name);
    }
  });
});

function greys(bits: number): Buffer {
  const data = pixels(width, height);
  for (let at = 0; at < data.length; at += 4) {
    const value = grey(data[at]!, data[at + 1]!, data[at + 2]!, bits);
    data.fill(value, at, at + 3);
  }
  return data;
}

function turnedHalf({ data }: Bitmap): Uint8Array {
  const pixels = new Uint32Array(data.slice().buffer).reverse();
  return new Uint8Array(pixels.buffer);
}
