import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as node from '../../../src/core/platform/node/crc32.ts';
import * as web from '../../../src/core/platform/web/crc32.ts';

describe('the checksum on every platform', () => {
  const bytes = Uint8Array.from({ length: 1001 }, (_, index) => (index * 7919) % 256);

  for (const [name, { crc32 }] of Object.entries({ node, web }))
    it(`is that of PNG on ${name}`, () => {
      // Of the last chunk of every PNG, which is empty.
      assert.equal(crc32(Buffer.from('IEND')), 0xae426082);
      assert.equal(crc32(bytes), node.crc32(bytes));
      assert.equal(crc32(new Uint8Array()), 0);
    });
});
