/** Rows of a PNG that is encoded: pixels as samples, with the filter that leaves the least, and their checksum. */
import { reserve, reserveZeroed } from './memory';

let width = 0;
let channels = 0;
let adaptive = false;
/** Bytes of a row without that of its filter. */
let length: usize = 0;
let next: usize = 0;
let above: usize = 0;
let current: usize = 0;
let tried: usize = 0;

/**
 * Prepares for at most `height` rows. `kind` is 1 for bytes as they are, or 3 or 4 of RGBA pixels, or 2 for grey with
 * alpha, -1 for the grey of RGBA pixels. Unless `filters`, no row is filtered.
 */
export function startRows(pixelWidth: i32, height: i32, kind: i32, filters: bool): void {
  width = pixelWidth;
  channels = kind;
  adaptive = filters;
  length = <usize>(width * abs(channels));
  next = reserve((length + 1) * height);
  above = reserveZeroed(length + 32) + 16;
  current = reserveZeroed(length + 32) + 16;
  tried = reserve(length);
}

/** Writes filter byte and samples of the next rows, below those written before, and returns their place. */
export function addRows(pixels: usize, count: i32): usize {
  const rows = next;
  const step = <usize>(channels === 1 ? width : width << 2);
  for (let y = 0; y < count; y++) {
    samples(pixels + step * y, width, channels, current);
    store<u8>(next, 0);
    if (adaptive) filterBest(current, above, <usize>abs(channels), length, tried, next);
    else memory.copy(next + 1, current, length);
    const spare = above;
    above = current;
    current = spare;
    next += length + 1;
  }
  return rows;
}

function samples(pixels: usize, width: i32, channels: i32, to: usize): void {
  if (channels === 1) memory.copy(to, pixels, width);
  else if (channels === 4) memory.copy(to, pixels, (<usize>width) << 2);
  else if (channels === 3) {
    const places = i8x16(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, -1, -1, -1, -1);
    for (let x = 0; x < width; x += 4)
      v128.store(to + <usize>(x * 3), i8x16.swizzle(v128.load(pixels + ((<usize>x) << 2)), places));
  } else
    for (let x = 0; x < width; x++) {
      const from = pixels + ((<usize>x) << 2);
      store<u8>(to + <usize>(channels === 2 ? x << 1 : x), load<u8>(from));
      if (channels === 2) store<u8>(to + <usize>(x << 1), load<u8>(from, 3), 1);
    }
}

/** The filter with the smallest sum of what remains, taken as signed bytes: libpng's rule. */
function filterBest(row: usize, above: usize, size: usize, length: usize, tried: usize, to: usize): void {
  let least: u32 = u32.MAX_VALUE;
  for (let filter = 0; filter < 5; filter++) {
    const sum = filtered(filter, row, above, size, length, tried);
    if (sum >= least) continue;
    least = sum;
    store<u8>(to, <u8>filter);
    memory.copy(to + 1, tried, length);
  }
}

/** Left of the first pixel there are zeros: the rows have 16 of them before their start. */
function filtered(filter: i32, row: usize, above: usize, size: usize, length: usize, to: usize): u32 {
  let sums = i32x4.splat(0);
  for (let at: usize = 0; at < length; at += 16) {
    const value = v128.load(row + at);
    let guess = i8x16.splat(0);
    if (filter === 1) guess = v128.load(row + at - size);
    else if (filter === 2) guess = v128.load(above + at);
    else if (filter === 3) guess = mean(v128.load(row + at - size), v128.load(above + at));
    else if (filter === 4)
      guess = paeth(v128.load(row + at - size), v128.load(above + at), v128.load(above + at - size));
    const rest = i8x16.sub(value, guess);
    v128.store(to + at, rest);
    // Beyond the row both are what they were for the row before, which is wrong by little and for all alike.
    const amount = i16x8.extadd_pairwise_i8x16_u(i8x16.abs(rest));
    sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(amount));
  }
  return sum(sums);
}

/** Rounded down, where the instruction rounds up. */
function mean(left: v128, up: v128): v128 {
  return i8x16.sub(i8x16.avgr_u(left, up), v128.and(v128.xor(left, up), i8x16.splat(1)));
}

function paeth(left: v128, up: v128, corner: v128): v128 {
  const low = paethWords(
    i16x8.extend_low_i8x16_u(left),
    i16x8.extend_low_i8x16_u(up),
    i16x8.extend_low_i8x16_u(corner),
  );
  const high = paethWords(
    i16x8.extend_high_i8x16_u(left),
    i16x8.extend_high_i8x16_u(up),
    i16x8.extend_high_i8x16_u(corner),
  );
  return i8x16.narrow_i16x8_u(low, high);
}

function paethWords(left: v128, up: v128, corner: v128): v128 {
  const toUp = i16x8.sub(up, corner);
  const toLeft = i16x8.sub(left, corner);
  const byLeft = i16x8.abs(toUp);
  const byUp = i16x8.abs(toLeft);
  const least = i16x8.min_s(i16x8.min_s(byLeft, byUp), i16x8.abs(i16x8.add(toUp, toLeft)));
  return v128.bitselect(left, v128.bitselect(up, corner, i16x8.eq(least, byUp)), i16x8.eq(least, byLeft));
}

/**
 * The checksum at the end of a zlib stream, Adler-32, with these bytes added to those that `before` is of; 1 at the
 * start.
 */
export function adler(before: u32, bytes: usize, count: usize): u32 {
  let a = before & 0xffff;
  let b = before >>> 16;
  let at = bytes;
  const end = bytes + count;
  while (at < end) {
    // So many that the sums stay within 32 bits.
    const stop = min(at + 5552, end);
    const whole = at + ((stop - at) & ~15);
    let sums = i32x4.splat(0);
    let earlier = i32x4.splat(0);
    let weighted = i32x4.splat(0);
    for (let block = at; block < whole; block += 16) {
      const values = v128.load(block);
      earlier = i32x4.add(earlier, sums);
      sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(values)));
      const first = i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(values), i16x8(16, 15, 14, 13, 12, 11, 10, 9));
      const second = i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(values), i16x8(8, 7, 6, 5, 4, 3, 2, 1));
      weighted = i32x4.add(weighted, i32x4.add(first, second));
    }
    // Each byte counts once in a, and in b as often as there are bytes from it to the end.
    b += a * <u32>(whole - at) + (sum(earlier) << 4) + sum(weighted);
    a += sum(sums);
    for (at = whole; at < stop; at++) {
      a += load<u8>(at);
      b += a;
    }
    a %= 65521;
    b %= 65521;
  }
  return (b << 16) | a;
}

function sum(lanes: v128): u32 {
  return (
    i32x4.extract_lane(lanes, 0) +
    i32x4.extract_lane(lanes, 1) +
    i32x4.extract_lane(lanes, 2) +
    i32x4.extract_lane(lanes, 3)
  );
}
