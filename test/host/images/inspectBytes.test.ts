import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import sharp from 'sharp';
import { inspectBytes } from '../../../src/host/images/inspectBytes.ts';
import { copy, never, startPool, type TestPool } from '../../fixtures/pool.ts';

const pixels = Buffer.from(
  Array.from({ length: 400 * 300 * 3 }, (_, at) => (at * 7919 + (at >> 5) * 31) & 255),
);
const picture = sharp(pixels, { raw: { width: 400, height: 300, channels: 3 } });
const files = {
  png: () => picture.clone().png().toBuffer(),
  jpeg: () => picture.clone().jpeg().toBuffer(),
  webp: () => picture.clone().webp().toBuffer(),
};

describe('the inspection of an image that is attached', () => {
  let pool: TestPool;

  before(async () => {
    pool = await startPool();
  });

  after(() => pool.remove());

  for (const [type, made] of Object.entries(files))
    it(`says of a ${type} that ends in the middle what is said of it when it is asked about`, async () => {
      const bytes = await made();
      const { header, problem, byteLength } = await inspectBytes(copy(bytes), pool.thumbnail, never);
      assert.deepEqual([header?.width, problem, byteLength], [400, undefined, bytes.length]);
      const cut = await inspectBytes(copy(bytes.subarray(0, bytes.length / 2)), pool.thumbnail, never);
      assert.equal(cut.problem?.reason, 'damaged');
      assert.equal(cut.header?.width, 400);
    });

  it('finds nothing wrong with an incomplete file that can be repaired', async () => {
    const gif = await picture.clone().gif().toBuffer();
    const found = await inspectBytes(copy(gif.subarray(0, gif.length - 40)), pool.thumbnail, never);
    assert.equal(found.problem, undefined);
    assert.equal(found.header?.type, 'gif');
  });

  it('opens no whole file', async () => {
    const opened = async () => assert.fail('it was opened');
    for (const made of Object.values(files))
      assert.ok((await inspectBytes(copy(await made()), opened, never)).header);
  });
});
