/** Codes and what they stand for: the values of `prefix`, then `last`. */
interface Table {
  readonly prefix: Uint16Array;
  readonly last: Uint8Array;
  readonly first: Uint8Array;
  readonly lengths: Uint32Array;
}

const tableSize = 4096;
const maxBits = 12;

/** Gives the next code of so many bits, -1 at the end of the data. */
type NextCode = (bits: number) => number;

/** How the two formats that use the method pack its codes. */
interface Packing {
  readonly codes: (data: Uint8Array) => NextCode;
  /** How many codes early their length grows. */
  readonly early: 0 | 1;
}

export const gifPacking: Packing = { codes: lowBitsFirst, early: 0 };
export const tiffPacking: Packing = { codes: highBitsFirst, early: 1 };

/**
 * Unpacks codes that start with `minBits` bits for a value and one more into at most `length` values. Where the
 * data ends early or breaks off, the rest is missing: the result is shorter.
 */
export function unpackLzw(data: Uint8Array, minBits: number, length: number, packing: Packing): Uint8Array {
  const clear = 1 << minBits;
  const table = newTable(clear);
  const values = new Uint8Array(length);
  const nextCode = packing.codes(data);
  let bits = minBits + 1;
  let next = clear + 2;
  let previous = -1;
  let end = 0;
  while (end < length) {
    const code = nextCode(bits);
    if (code === clear) {
      next = clear + 2;
      bits = minBits + 1;
      previous = -1;
      continue;
    }
    if (code < 0 || code === clear + 1 || code > (previous < 0 ? clear : next)) break;
    if (previous >= 0 && next < tableSize) {
      add(table, next, previous, code === next ? previous : code);
      next += 1;
      if (next + packing.early === 1 << bits && bits < maxBits) bits += 1;
    }
    end = write(table, code, values, end);
    previous = code;
  }
  return values.subarray(0, end);
}

function newTable(literals: number): Table {
  const literal = Uint8Array.from({ length: tableSize }, (_, code) => (code < literals ? code : 0));
  return {
    prefix: new Uint16Array(tableSize),
    last: literal,
    first: literal.slice(),
    lengths: new Uint32Array(tableSize).fill(1),
  };
}

function lowBitsFirst(data: Uint8Array): NextCode {
  let buffer = 0;
  let filled = 0;
  let at = 0;
  return (bits) => {
    for (; filled < bits; filled += 8) {
      if (at >= data.length) return -1;
      buffer |= (data[at] ?? 0) << filled;
      at += 1;
    }
    const code = buffer & ((1 << bits) - 1);
    buffer >>>= bits;
    filled -= bits;
    return code;
  };
}

function highBitsFirst(data: Uint8Array): NextCode {
  let buffer = 0;
  let filled = 0;
  let at = 0;
  return (bits) => {
    for (; filled < bits; filled += 8) {
      if (at >= data.length) return -1;
      buffer = ((buffer << 8) | (data[at] ?? 0)) & 0xffffff;
      at += 1;
    }
    filled -= bits;
    return (buffer >>> filled) & ((1 << bits) - 1);
  };
}

/** `code` becomes the string of `prefix` and the first pixel of the string of `following`. */
function add(table: Table, code: number, prefix: number, following: number): void {
  table.prefix[code] = prefix;
  table.lengths[code] = (table.lengths[prefix] ?? 0) + 1;
  table.first[code] = table.first[prefix] ?? 0;
  table.last[code] = table.first[following] ?? 0;
}

/** Writes the string of a code from its end, which is the way the table holds it. Returns where it ends. */
function write(table: Table, code: number, values: Uint8Array, start: number): number {
  const end = start + (table.lengths[code] ?? 0);
  let at = code;
  for (let to = end - 1; to >= start; to -= 1) {
    if (to < values.length) values[to] = table.last[at] ?? 0;
    at = table.prefix[at] ?? 0;
  }
  return Math.min(end, values.length);
}
