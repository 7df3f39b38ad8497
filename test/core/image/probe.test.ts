import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isRefusal, probe } from '../../../src/core/image/probe.ts';
import { fixtures } from '../../fixtures/images.ts';
import { pngChunk } from '../../fixtures/png.ts';

describe('probe', () => {
  it('says of every format and oddity what it is', async () => {
    for (const { name, bytes, expected } of await fixtures()) {
      const { byteLength: _, detail: __, ...found } = { byteLength: 0, detail: '', ...probe(bytes) };
      assert.deepEqual(found, expected, name);
    }
  });

  it('tells how long the file of a refusal is', async () => {
    for (const { name, bytes } of await fixtures()) {
      const result = probe(bytes);
      if (isRefusal(result)) assert.equal(result.byteLength, bytes.length, name);
    }
  });

  it('does not look beyond the bytes it is given', async () => {
    for (const { name, bytes } of await fixtures()) {
      const around = Buffer.concat([Buffer.alloc(7, 0xff), bytes, Buffer.alloc(4096, 0xd9)]);
      assert.deepEqual(probe(around.subarray(7, 7 + bytes.length)), probe(bytes), name);
    }
  });

  it('reads no more parts of a file than any real one has', () => {
    const file = Buffer.alloc(30 + 50_000 * 8);
    file.write('RIFF    WEBPVP8X\x0a\0\0\0\x02', 'latin1');
    for (let at = 30; at < file.length; at += 8) file.write('ANMF', at, 'latin1');
    const { frames } = { frames: 0, ...probe(file) };
    assert.ok(frames > 10_000 && frames < 50_000, `${frames}`);
  });

  it('reads the size of a bomb without unpacking it', () => {
    const size = Buffer.from('00007530000075300802000000', 'hex');
    const signature = Buffer.from('89504e470d0a1a0a', 'hex');
    const bomb = Buffer.concat([signature, pngChunk('IHDR', size), pngChunk('IDAT'), pngChunk('IEND')]);
    const { width, height } = { width: 0, height: 0, ...probe(bomb) };
    assert.deepEqual([width, height], [30_000, 30_000]);
  });
});
