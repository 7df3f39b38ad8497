import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { identityOf } from '../../../src/core/image/contentHash.ts';

describe('identityOf', () => {
  it('is the XXH64 that its specification gives', async () => {
    assert.equal(await identityOf(new Uint8Array()), 'ef46db3751d8e999');
    assert.equal(await identityOf(Buffer.from('abc')), '44bc2cf5ad770999');
  });

  it('sees a change of any byte, wherever a slice ends', async () => {
    const bytes = new Uint8Array(200_000).fill(7);
    const whole = await identityOf(bytes);
    for (const at of [0, 65_535, 65_536, 131_071, 199_999]) {
      const other = Uint8Array.from(bytes);
      other[at] = 8;
      assert.notEqual(await identityOf(other), whole, `${at}`);
    }
    assert.notEqual(await identityOf(bytes.subarray(1)), whole);
    assert.equal(await identityOf(Uint8Array.from(bytes)), whole);
  });

  it('leaves others their turn where there is much to read', async () => {
    let turns = 0;
    const count = setInterval(() => {
      turns += 1;
    });
    setImmediate(() => {
      turns += 1;
    });
    await identityOf(new Uint8Array(20_000_000));
    clearInterval(count);
    assert.ok(turns > 0);
  });
});
