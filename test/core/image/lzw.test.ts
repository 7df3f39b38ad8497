import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { gifPacking, tiffPacking, unpackLzw } from '../../../src/core/image/formats/lzw.ts';

const inputs: Readonly<Record<string, Uint8Array>> = {
  nothing: new Uint8Array(),
  'one value': Uint8Array.of(3),
  'a flat area': new Uint8Array(20_000).fill(7),
  'a pattern': Uint8Array.from({ length: 20_000 }, (_, at) => at % 5),
  'more strings than the table holds': Uint8Array.from({ length: 60_000 }, (_, at) => (at * at * 31) >> 5),
};

for (const [name, packing] of Object.entries({ GIF: gifPacking, TIFF: tiffPacking }))
  describe(`LZW as in ${name}`, () => {
    for (const [what, values] of Object.entries(inputs))
      it(`unpacks ${what}`, () => {
        assert.deepEqual(unpackLzw(packed(values, packing), 8, values.length, packing), values);
      });

    it('gives what there is of data that was cut', () => {
      const values = inputs['a pattern'] ?? new Uint8Array();
      const data = packed(values, packing);
      const some = unpackLzw(data.subarray(0, data.length / 2), 8, values.length, packing);
      assert.ok(some.length > 0 && some.length < values.length);
      assert.deepEqual(some, values.subarray(0, some.length));
    });

    it('gives no more than was asked for', () => {
      assert.deepEqual(
        unpackLzw(packed(new Uint8Array(5000).fill(9), packing), 8, 300, packing),
        new Uint8Array(300).fill(9),
      );
    });

    it('stops at a code that stands for nothing yet', () => {
      const data = pack([256, 1, 300, 2], () => 9, packing);
      assert.deepEqual(unpackLzw(data, 8, 10, packing), Uint8Array.of(1));
    });
  });

type Packing = typeof gifPacking;

function packed(values: Uint8Array, packing: Packing): Uint8Array {
  const codes = [256];
  const lengths = [9];
  let [bits, table] = [9, new Map<string, number>()];
  const put = (code: number) => {
    codes.push(code);
    lengths.push(bits);
  };
  const codeOf = (string: string) => (string.length === 1 ? string.charCodeAt(0) : table.get(string)) ?? -1;
  let string = '';
  for (const value of values) {
    const longer = string + String.fromCharCode(value);
    if (longer.length === 1 || table.has(longer)) {
      string = longer;
      continue;
    }
    put(codeOf(string));
    // The reader knows a string one code later than the writer.
    const next = 258 + table.size;
    if (next < 4095) table.set(longer, next);
    if (next + packing.early === 1 << bits && bits < 12) bits += 1;
    if (next === 4094) {
      put(256);
      [bits, table] = [9, new Map()];
    }
    string = longer.slice(-1);
  }
  if (string) put(codeOf(string));
  put(257);
  return pack(codes, (at) => lengths[at] ?? 9, packing);
}

function pack(codes: readonly number[], bits: (at: number) => number, { lowBitsFirst }: Packing): Uint8Array {
  const digits = codes.map((code, at) => code.toString(2).padStart(bits(at), '0'));
  const stream = digits.map((code) => (lowBitsFirst ? [...code].reverse().join('') : code)).join('');
  const bytes = stream.match(/.{1,8}/g) ?? [];
  return Uint8Array.from(bytes, (byte) =>
    Number.parseInt(lowBitsFirst ? [...byte].reverse().join('') : byte.padEnd(8, '0'), 2),
  );
}
