/** The entropy-coded part of a JPEG: its segments and its bits. */

import { reserve } from '../memory';
import { codesAt, extend, lookBits, offsetsAt, quickAt, symbolsAt } from './huffman';

/** Ends of the segments between restart markers, as places in the unstuffed bytes. */
let ends: usize = 0;
let segments = 0;
let segment = 0;
let at: usize = 0;
let limit: usize = 0;
let bits: u64 = 0;
let held: i32 = 0;

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
      // They are numbered 0 to 7 cyclically: where one is missing, the segment it began counts as lost.
      const lost = (<i32>next - 0xd0 - segments) & 7;
      for (let more = lost < 4 ? lost : 0; more >= 0 && segments <= restarts; more--) endSegment(write);
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
  const word = at + 4 <= limit ? bswap(load<u32>(at)) : lastBytes(at, limit);
  at += 4;
  bits |= (<u64>word) << (32 - held);
  held += 32;
}

/** Up to four bytes, then zeros. */
function lastBytes(from: usize, end: usize): u32 {
  let word: u32 = 0;
  for (let byte: usize = 0; byte < 4; byte++)
    word = (word << 8) | <u32>(from + byte < end ? load<u8>(from + byte) : 0);
  return word;
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
  let entry: i32 = load<u16>(table + ((<usize>(bits >>> (64 - lookBits))) << 1));
  if (entry === 0) entry = longCode(table, <i32>(bits >>> 48));
  skip(entry >> 8);
  return entry & 255;
}

/** Length and symbol of a code that the table does not have, from the 16 bits it starts. */
function longCode(table: usize, code: i32): i32 {
  let length = lookBits + 1;
  while (length < 17 && code >= load<i32>(table + codesAt + ((<usize>length) << 2))) length++;
  if (length > 16) return 16 << 8;
  const symbol = ((code >> (16 - length)) + load<i32>(table + offsetsAt + ((<usize>length) << 2))) & 255;
  return (length << 8) | <i32>load<u8>(table + symbolsAt + symbol);
}

/** A signed value of so many bits, as JPEG writes them. */
export function takeValue(size: i32): i32 {
  return size === 0 ? 0 : extend(takeBits(size), size);
}

/**
 * The coefficients of a block after the first, as far as they are written: dequantised, in rows of frequencies.
 * Returns the rows that have any in bits 0 to 7 and the columns in bits 8 to 15. `places` says for each coefficient
 * where it goes and in which row and column that is. The bits are kept in locals, because most of the time is spent here.
 */
export function takeCoefficients(table: usize, values: usize, factors: usize, places: usize): i32 {
  let window = bits;
  let left = held;
  let from = at;
  const end = limit;
  let touched: u32 = 0;
  for (let index = 1; index < 64; index++) {
    if (left <= 32) {
      const word = from + 4 <= end ? bswap(load<u32>(from)) : lastBytes(from, end);
      window |= (<u64>word) << (32 - left);
      left += 32;
      from += 4;
    }
    const prefix = (<usize>(window >>> (64 - lookBits))) << 1;
    let value: i32 = load<i16>(table + prefix, quickAt);
    if (value !== 0) {
      const length = value & 15;
      window <<= length;
      left -= length;
      index += (value >> 4) & 15;
      value >>= 8;
    } else {
      let entry: i32 = load<u16>(table + prefix);
      if (entry === 0) entry = longCode(table, <i32>(window >>> 48));
      const size = entry & 15;
      const run = (entry >> 4) & 15;
      window <<= entry >> 8;
      left -= entry >> 8;
      if (size === 0) {
        if (run < 15) break;
        index += 15;
        continue;
      }
      index += run;
      value = extend(<i32>(window >>> (64 - size)), size);
      window <<= size;
      left -= size;
    }
    if (index > 63) break;
    const place = load<u32>(places + ((<usize>index) << 2));
    store<f32>(values + (place & 255), <f32>value * load<f32>(factors + ((<usize>index) << 2)));
    touched |= place;
  }
  bits = window;
  held = left;
  at = from;
  return touched >>> 16;
}

/**
 * The next coefficient that is not zero: its value in the upper half, run and size as a symbol has them in the lower
 * one. A size of 0 stands for an end of block or a run of 16.
 */
export function takeCoefficient(table: usize): i32 {
  refill();
  const quick: i32 = load<i16>(table + ((<usize>(bits >>> (64 - lookBits))) << 1), quickAt);
  if (quick !== 0) {
    skip(quick & 15);
    return ((quick >> 8) << 16) | (quick & 0xf0) | 1;
  }
  const symbol = takeSymbol(table);
  const size = symbol & 15;
  return size === 0 ? symbol : (takeValue(size) << 16) | symbol;
}
