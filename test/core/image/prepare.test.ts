import assert from 'node:assert/strict';
import fc from 'fast-check';
import { after, before, describe, it } from 'mocha';
import sharp from 'sharp';
import { base64Length } from '../../../src/core/bytes.ts';
import { fit } from '../../../src/core/image/fit.ts';
import { type PrepareOptions, RefusalError } from '../../../src/core/image/imageTypes.ts';
import { bmp } from '../../fixtures/bmp.ts';
import { fixture, fixtures } from '../../fixtures/images.ts';
import { picture } from '../../fixtures/picture.ts';
import { copy, limits, never, startPool, type TestPool } from '../../fixtures/pool.ts';

describe('preparing an image', function preparing() {
  this.timeout(60_000);
  let pool: TestPool;
  before(async () => {
    pool = await startPool();
  });
  after(() => pool.remove());

  const prepare = (bytes: Uint8Array, options: Partial<PrepareOptions> = {}) =>
    pool.prepare(copy(bytes), { limits: limits(), ...options }, never);
  const refusal = (bytes: Uint8Array, options: Partial<PrepareOptions> = {}) =>
    prepare(bytes, options).then(
      ({ mediaType }) => assert.fail(`prepared as ${mediaType}`),
      (error: unknown) => (error instanceof RefusalError ? error.refusal : assert.fail(String(error))),
    );

  it('sends what is legal, lies upright and has the colours of sRGB byte for byte', async () => {
    const legal = ['png', 'jpeg', 'gif', 'webp'];
    const wide = ['png with a profile', 'png with gamma', 'jpeg with a profile'];
    for (const { name, bytes, expected } of await fixtures()) {
      if ('reason' in expected || !legal.includes(expected.type) || expected.orientation > 1) continue;
      if (expected.frames > 1 || expected.traits.includes('truncated') || wide.includes(name)) continue;
      const prepared = await prepare(bytes);
      assert.deepEqual(Buffer.from(prepared.bytes), bytes, name);
      assert.deepEqual(prepared.steps, [], name);
      assert.deepEqual([prepared.width, prepared.height], [expected.width, expected.height], name);
    }
  });

  it('sends a large legal file byte for byte from its thread', async () => {
    const noise = { type: 'gaussian' as const, mean: 128, sigma: 50 };
    const large = sharp({ create: { width: 1000, height: 1000, channels: 3, background: '#888', noise } });
    const bytes = await large.png({ compressionLevel: 0 }).toBuffer();
    const prepared = await prepare(bytes);
    assert.ok(bytes.equals(prepared.bytes));
    assert.deepEqual(prepared.steps, []);
    assert.match(prepared.hash, /^[0-9a-f]{16}$/);
  });

  it('refuses every fixture that is no picture, for its own reason', async () => {
    for (const { name, bytes, expected } of await fixtures())
      if ('reason' in expected) assert.equal((await refusal(bytes)).reason, expected.reason, name);
  });

  it('shows one picture of an animation, and says which', async () => {
    for (const name of ['gif animated', 'webp animated', 'png animated']) {
      const { steps } = await prepare(await fixture(name), { frame: 2 });
      assert.deepEqual(steps[0], { what: 'frame', frame: 2, of: 3 }, name);
      const [first] = (await prepare(await fixture(name))).steps;
      assert.deepEqual(first, { what: 'frame', frame: 0, of: 3 }, name);
    }
  });

  it('draws an SVG at the size of the tier', async () => {
    const { width, height, mediaType } = await prepare(await fixture('svg in per cent'));
    assert.equal(mediaType, 'image/png');
    assert.deepEqual([width, height], Object.values(fit(4800, 3200, limits())));
  });

  it('gives the largest size that the patches allow', async () => {
    const side = fc.integer({ min: 1, max: 700 });
    const tier = fc.constantFrom(limits(280), limits(448));
    await fc.assert(
      fc.asyncProperty(side, side, tier, async (width, height, allowed) => {
        const prepared = await prepare(bmp(width, height, { bits: 24 }), { limits: allowed });
        assert.deepEqual({ width: prepared.width, height: prepared.height }, fit(width, height, allowed));
      }),
      { numRuns: 40, seed: 3 },
    );
  });

  it('stays within the bytes, by quality and then by size', async () => {
    const noise = { type: 'gaussian' as const, mean: 128, sigma: 90 };
    const bytes = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#888', noise } })
      .png()
      .toBuffer();
    for (const maxBase64Bytes of [200_000, 60_000, 3000]) {
      const prepared = await prepare(bytes, { limits: { ...limits(), maxBase64Bytes } });
      assert.ok(base64Length(prepared.bytes.length) <= maxBase64Bytes);
      assert.ok(prepared.steps.some((step) => step.what === 'recompressed' && step.why === 'bytes'));
    }
  });

  it('refuses what no size would bring under the bytes', async () => {
    const bytes = await picture(40, 30).png().toBuffer();
    const impossible = prepare(bytes, { limits: { ...limits(), maxBase64Bytes: 8 } });
    await assert.rejects(
      impossible,
      (error) => error instanceof RefusalError && error.refusal.reason === 'tooManyBytes',
    );
  });

  it('shrinks for the side that requests with many images allow', async () => {
    const bytes = await picture(2100, 90).png().toBuffer();
    const many = { tierSide: 2576, tierTokens: 4784, maxSide: 2000, maxBase64Bytes: 10_485_760 };
    const prepared = await prepare(bytes, { limits: many });
    assert.ok(prepared.width <= 2000);
    assert.deepEqual({ width: prepared.width, height: prepared.height }, fit(2100, 90, many));
  });

  it('never sends more bytes than a legal file has', async () => {
    const flat = await sharp({ create: { width: 2000, height: 1500, channels: 3, background: '#fff' } })
      .composite([
        { input: Buffer.from('<svg width="900" height="900"><circle cx="450" cy="450" r="400"/></svg>') },
      ])
      .png({ palette: true, colours: 2 })
      .toBuffer();
    const coarse = await picture(2000, 1500).jpeg({ quality: 5 }).toBuffer();
    const turned = await picture(3000, 2000).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    for (const bytes of [flat, coarse, turned]) assert.ok((await prepare(bytes)).byteLength <= bytes.length);
  });

  it('mends a file whose end is missing when its pixels are all there', async () => {
    const png = await picture(90, 60).png().toBuffer();
    const jpeg = await picture(90, 60).jpeg().toBuffer();
    for (const cut of [png.subarray(0, -12), jpeg.subarray(0, -2)]) {
      const { steps } = await prepare(cut);
      assert.deepEqual(steps.at(-1), { what: 'recompressed', why: 'repair' });
    }
  });

  it('shows a JPEG with a wrong byte as far as it can be read, as browsers do', async () => {
    const bytes = await picture(300, 200).jpeg({ quality: 95 }).toBuffer();
    const middle = bytes.length >> 1;
    bytes.fill(0x5a, middle, middle + 3);
    const { width } = await prepare(bytes, { limits: limits(140) });
    assert.ok(width < 140);
  });

  it('refuses a file that is cut in its pixels', async () => {
    for (const format of ['png', 'jpeg', 'webp'] as const) {
      const bytes = await picture(300, 200).toFormat(format).toBuffer();
      const { reason, type } = await refusal(bytes.subarray(0, bytes.length / 2));
      assert.deepEqual([reason, type], ['damaged', format]);
    }
  });

  it('refuses a WebP whose picture lies behind its end, as the file states it', async () => {
    const bytes = await picture(90, 60).webp().toBuffer();
    bytes.writeUInt32LE(bytes.length - 28, 4);
    assert.equal((await refusal(bytes)).reason, 'damaged');
  });

  it('refuses a PNG whose pixels do not match their checksum in the stream', async () => {
    const bytes = await picture(300, 200).png().toBuffer();
    bytes[bytes.length - 300] = (bytes[bytes.length - 300] ?? 0) ^ 0x55;
    assert.equal((await refusal(bytes)).reason, 'damaged');
  });

  it('refuses a picture of too many pixels by its header', async () => {
    const png = await picture(20, 20).png().toBuffer();
    png.writeUInt32BE(30_000, 16);
    png.writeUInt32BE(30_000, 20);
    const { reason, width, height } = await refusal(png);
    assert.deepEqual([reason, width, height], ['tooManyPixels', 30_000, 30_000]);
  });
});
