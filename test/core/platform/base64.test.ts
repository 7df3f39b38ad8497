import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as node from '../../../src/core/platform/node/base64.ts';
import * as web from '../../../src/core/platform/web/base64.ts';

describe('base64 on every platform', () => {
  const bytes = Uint8Array.from({ length: 100_001 }, (_, index) => (index * 7919) % 256);
  const text = Buffer.from(bytes).toString('base64');

  for (const [name, { fromBase64, toBase64 }] of Object.entries({ node, web }))
    it(`is written and read on ${name}`, () => {
      assert.equal(toBase64(bytes), text);
      assert.deepEqual(fromBase64(text), bytes);
      assert.deepEqual(fromBase64('/+8=\r\n'), Uint8Array.of(255, 239));
      assert.equal(toBase64(bytes.subarray(3, 5)), Buffer.from(bytes.subarray(3, 5)).toString('base64'));
    });
});
