import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { withMaximumMemory } from '../../../src/core/image/formats/wasmMemory.ts';

const preamble = '0061736d01000000';
/** Exports the memory as "m". */
const exports = '0705' + '01016d0200';

/** A module with the limits of one memory, in hex. */
function moduleWith(limits: string): Buffer {
  const content = `01${limits}`;
  const length = (content.length / 2).toString(16).padStart(2, '0');
  return Buffer.from(`${preamble}05${length}${content}${exports}`, 'hex');
}

async function memoryOf(module: Uint8Array<ArrayBuffer>): Promise<{ grow(pages: number): number }> {
  const { instance } = await WebAssembly.instantiate(module);
  return instance.exports['m'] as unknown as { grow(pages: number): number };
}

describe('the memory of a program', () => {
  const limits = { 'without a bound of its own': '0001', 'with a larger one': '0101808002' };
  for (const [kind, hex] of Object.entries(limits))
    it(`is bounded ${kind}`, async () => {
      const memory = await memoryOf(withMaximumMemory(moduleWith(hex), 300));
      assert.equal(memory.grow(299), 1);
      assert.throws(() => memory.grow(1), RangeError);
    });

  it('keeps a smaller bound', async () => {
    const memory = await memoryOf(withMaximumMemory(moduleWith('010102'), 300));
    assert.equal(memory.grow(1), 1);
    assert.throws(() => memory.grow(1), RangeError);
  });

  it('is left alone where there is none', () => {
    const module = Buffer.from(preamble, 'hex');
    assert.deepEqual(Buffer.from(withMaximumMemory(module, 300)), module);
  });
});
