/** The Huffman tables of a JPEG, laid out for looking up. */
import { reserve } from '../memory';

/** So many bits are looked at together. */
export const lookBits = 10;
/** Per table: symbol and length by 10 bits; run, value and length by 10 bits; then codes, offsets, symbols. */
const lookSize: usize = 2 << lookBits;
export const quickAt: usize = lookSize;
export const codesAt: usize = lookSize * 2;
export const offsetsAt: usize = codesAt + 18 * 4;
export const symbolsAt: usize = offsetsAt + 18 * 4;
const tableSize: usize = symbolsAt + 256;
let tables: usize = 0;

export function startTables(): void {
  tables = reserve(tableSize * 8);
  memory.fill(tables, 0, tableSize * 8);
}

/** The place of a table: 0 to 3 for DC, 4 to 7 for AC. */
export function tableAt(index: i32): usize {
  return tables + <usize>index * tableSize;
}

/** Makes a table from the 16 counts and the symbols of a DHT segment. Returns false when the counts make no code. */
export function makeTable(index: i32, counts: usize, symbols: usize): bool {
  const table = tableAt(index);
  memory.fill(table, 0, tableSize);
  let code: i32 = 0;
  let used: i32 = 0;
  for (let length = 1; length <= 16; length++) {
    const count: i32 = load<u8>(counts + length - 1);
    if (used + count > 256 || code + count > 1 << length) return false;
    store<i32>(table + offsetsAt + ((<usize>length) << 2), used - code);
    memory.copy(table + symbolsAt + used, symbols + used, count);
    if (length <= lookBits) fillLook(table, code, count, length, used);
    code += count;
    used += count;
    // Left-aligned to 16 bits: a code of this length is below it.
    store<i32>(table + codesAt + ((<usize>length) << 2), code << (16 - length));
    code <<= 1;
  }
  store<i32>(table + codesAt + 17 * 4, 0x7fffffff);
  if (index >= 4) fillQuick(table);
  return true;
}

function fillLook(table: usize, first: i32, count: i32, length: i32, used: i32): void {
  const spread = 1 << (lookBits - length);
  for (let one = 0; one < count; one++) {
    const entry = <u16>((length << 8) | load<u8>(table + symbolsAt + used + one));
    let place = table + ((<usize>((first + one) << (lookBits - length))) << 1);
    for (let copy = 0; copy < spread; copy++, place += 2) store<u16>(place, entry);
  }
}

/** Where code and value together have at most 10 bits: value, run and length in one entry. */
function fillQuick(table: usize): void {
  for (let prefix = 0; prefix < 1 << lookBits; prefix++) {
    const entry: i32 = load<u16>(table + ((<usize>prefix) << 1));
    const length = entry >> 8;
    const size = entry & 15;
    if (length === 0 || size === 0 || length + size > lookBits) continue;
    const raw = (prefix >> (lookBits - length - size)) & ((1 << size) - 1);
    const value = extend(raw, size);
    if (value < -128 || value > 127) continue;
    const run = (entry >> 4) & 15;
    store<i16>(table + quickAt + ((<usize>prefix) << 1), <i16>((value << 8) | (run << 4) | (length + size)));
  }
}

export function extend(raw: i32, size: i32): i32 {
  return raw < 1 << (size - 1) ? raw - (1 << size) + 1 : raw;
}
