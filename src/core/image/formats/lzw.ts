/** Codes and what they stand for: the string of `prefix`, then `last`. */
interface Table {
  readonly prefix: Uint16Array;
  readonly last: Uint8Array;
  readonly first: Uint8Array;
  readonly lengths: Uint32Array;
}

const tableSize = 4096;
const maxBits = 12;

/**
 * Unpacks the codes of a GIF frame into `pixels` places in its palette. Where the data ends early or breaks off,
 * the rest is missing: the result is shorter.
 */
export function unpackLzw(data: Uint8Array, minBits: number, pixels: number): Uint8Array {
  const clear = 1 << minBits;
  const table = newTable(clear);
  const places = new Uint8Array(pixels);
  const reader = { bits: minBits + 1 };
  let next = clear + 2;
  let previous = -1;
  let length = 0;
  for (const code of codes(data, reader)) {
    if (code === clear) {
      next = clear + 2;
      reader.bits = minBits + 1;
      previous = -1;
      continue;
    }
    if (code === clear + 1 || code > (previous < 0 ? clear : next)) break;
    if (previous >= 0 && next < tableSize) {
      add(table, next, previous, code === next ? previous : code);
      next += 1;
      if (next === 1 << reader.bits && reader.bits < maxBits) reader.bits += 1;
    }
    length = write(table, code, places, length);
    previous = code;
    if (length >= pixels) break;
  }
  return places.subarray(0, length);
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

/** The codes, lowest bits first, each as long as `reader.bits` says when its turn comes. */
function* codes(data: Uint8Array, reader: { bits: number }): Generator<number> {
  let buffer = 0;
  let filled = 0;
  for (const byte of data) {
    buffer |= byte << filled;
    filled += 8;
    while (filled >= reader.bits) {
      const { bits } = reader;
      yield buffer & ((1 << bits) - 1);
      buffer >>>= bits;
      filled -= bits;
    }
  }
}

/** `code` becomes the string of `prefix` and the first pixel of the string of `following`. */
function add(table: Table, code: number, prefix: number, following: number): void {
  table.prefix[code] = prefix;
  table.lengths[code] = (table.lengths[prefix] ?? 0) + 1;
  table.first[code] = table.first[prefix] ?? 0;
  table.last[code] = table.first[following] ?? 0;
}

/** Writes the string of a code from its end, which is the way the table holds it. Returns where it ends. */
function write(table: Table, code: number, places: Uint8Array, start: number): number {
  const end = start + (table.lengths[code] ?? 0);
  let at = code;
  for (let to = end - 1; to >= start; to -= 1) {
    if (to < places.length) places[to] = table.last[at] ?? 0;
    at = table.prefix[at] ?? 0;
  }
  return Math.min(end, places.length);
}
