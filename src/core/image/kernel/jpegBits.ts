/** The entropy-coded part of a JPEG: its stuffing, its Huffman tables and its bits. */
import { reserve } from './memory';

/** Ends of the segments between restart markers, as places in the unstuffed bytes. */
let ends: usize = 0;
let segments = 0;
let segment = 0;
let at: usize = 0;
let limit: usize = 0;
let bits: u64 = 0;
let held: i32 = 0;

const lookBits = 10;
/** Per table: symbol and length by 10 bits; run, value and length by 10 bits; then codes, offsets, symbols. */
const lookSize: usize = 2 << lookBits;
const quickAt: usize = lookSize;
const codesAt: usize = lookSize * 2;
const offsetsAt: usize = codesAt + 18 * 4;
const symbolsAt: usize = offsetsAt + 18 * 4;
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

/**
 * Takes the stuffing out, in place, up to the next marker that is no restart, and starts the first segment.
 * Returns where the marker is, or `end` when there is none.
 */
export function openScan(from: usize, end: usize, restarts: i32): usize {
  ends = reserve((<usize>(restarts + 2)) << 2);
  segments = 0;
  segment = -1;
  at = from;
  let read = from;
  let write = from;
  const full = i8x16.splat(-1);
  while (read < end) {
    while (read + 16 <= end) {
      const block = v128.load(read);
      if (v128.any_true(i8x16.eq(block, full))) break;
      v128.store(write, block);
      read += 16;
      write += 16;
    }
    if (read >= end) break;
    const byte = load<u8>(read++);
    if (byte !== 0xff) {
      store<u8>(write++, byte);
      continue;
    }
    const next: u32 = read < end ? load<u8>(read) : 0xd9;
    if (next === 0xff) continue;
    if (next === 0) {
      store<u8>(write++, 0xff);
      read++;
    } else if (next >= 0xd0 && next <= 0xd7) {
      read++;
      if (segments <= restarts) endSegment(write);
    } else {
      read--;
      break;
    }
  }
  endSegment(write);
  nextSegment();
  return read;
}

function endSegment(end: usize): void {
  store<usize>(ends + ((<usize>segments) << 2), end);
  segments++;
}

/** Goes on behind the next restart marker. Returns false when there are no more bytes. */
export function nextSegment(): bool {
  segment++;
  bits = 0;
  held = 0;
  if (segment >= segments) return false;
  if (segment > 0) at = load<usize>(ends + ((<usize>(segment - 1)) << 2));
  limit = load<usize>(ends + ((<usize>segment) << 2));
  return true;
}

/** Whether more bits were taken than there are. */
export function overrun(): bool {
  return at - <usize>(held >> 3) > limit;
}

/** Makes sure that 32 bits are there; beyond the segment they are zero. */
function refill(): void {
  if (held > 32) return;
  let word: u32 = 0;
  if (at + 4 <= limit) word = bswap(load<u32>(at));
  else
    for (let byte: usize = 0; byte < 4; byte++)
      word = (word << 8) | (at + byte < limit ? load<u8>(at + byte) : 0);
  at += 4;
  bits |= (<u64>word) << (32 - held);
  held += 32;
}

function skip(count: i32): void {
  bits <<= count;
  held -= count;
}

/** 1 to 16 bits. */
export function takeBits(count: i32): i32 {
  refill();
  const value = <i32>(bits >>> (64 - count));
  skip(count);
  return value;
}

export function takeBit(): i32 {
  return takeBits(1);
}

/** The next symbol of a table; codes that do not exist give 0. */
export function takeSymbol(table: usize): i32 {
  refill();
  const entry: i32 = load<u16>(table + ((<usize>(bits >>> (64 - lookBits))) << 1));
  if (entry !== 0) {
    skip(entry >> 8);
    return entry & 255;
  }
  return takeLong(table);
}

function takeLong(table: usize): i32 {
  const code = <i32>(bits >>> 48);
  let length = lookBits + 1;
  while (length < 17 && code >= load<i32>(table + codesAt + ((<usize>length) << 2))) length++;
  if (length > 16) {
    skip(16);
    return 0;
  }
  const symbol = ((code >> (16 - length)) + load<i32>(table + offsetsAt + ((<usize>length) << 2))) & 255;
  skip(length);
  return load<u8>(table + symbolsAt + symbol);
}

/** A signed value of so many bits, as JPEG writes them. */
export function takeValue(size: i32): i32 {
  return size === 0 ? 0 : extend(takeBits(size), size);
}

function extend(raw: i32, size: i32): i32 {
  return raw < 1 << (size - 1) ? raw - (1 << size) + 1 : raw;
}

/**
 * The next coefficient that is not zero: its value in the upper 16 bits, its run of zeros in bits 4 to 7, its size
 * class in bits 0 to 3, as a symbol has them; a value of 0 stands for an end of block or a run of 16.
 */
export function takeCoefficient(table: usize): i32 {
  refill();
  const prefix = (<usize>(bits >>> (64 - lookBits))) << 1;
  const quick: i32 = load<i16>(table + quickAt + prefix);
  if (quick !== 0) {
    skip(quick & 15);
    return ((quick >> 8) << 16) | (quick & 0xf0) | 1;
  }
  const symbol = takeSymbol(table);
  const size = symbol & 15;
  if (size === 0) return symbol;
  // A code and its value have at most 31 bits, so the bits are still there.
  const value = extend(<i32>(bits >>> (64 - size)), size);
  skip(size);
  return (value << 16) | (symbol & 0xff);
}
