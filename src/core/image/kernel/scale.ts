/**
 * Scales a picture while its rows arrive: a box filter by whole numbers where the reduction is strong, then a
 * windowed sinc across each row, then the same down a ring of rows. Only the ring and the result are held.
 * Pixels are RGBA, 8 bits each; weights are 16-bit fixed point with 14 fractional bits, made by the caller.
 */
import { boxFinish, boxFlush, boxStart } from './box';
import { reserve } from './memory';
import { premultiply, unpremultiply } from './premultiply';

const fraction = 14;
const half: i32 = 1 << (fraction - 1);

let firstColumn: usize = 0;
let firstRow = 0;
let rows = 0;
let columns = 0;
let boxedRows = 0;
let boxedColumns = 0;
let outWidth = 0;
let outHeight = 0;
let across = 0;
let acrossStarts: usize = 0;
let acrossWeights: usize = 0;
let down = 0;
let downStarts: usize = 0;
let downWeights: usize = 0;
let alpha = false;
let boxX = 1;
let boxY = 1;

let ring: usize = 0;
let stride: usize = 0;
let lines: usize = 0;
let out: usize = 0;
let row = 0;
let arrived = 0;
let made = 0;

/** The part of the source that counts, in its pixels, and whether alpha has to be multiplied in before scaling. */
export function scaleSource(
  x: i32,
  y: i32,
  width: i32,
  height: i32,
  hasAlpha: bool,
  byX: i32,
  byY: i32,
): void {
  firstColumn = (<usize>x) << 2;
  firstRow = y;
  rows = height;
  alpha = hasAlpha;
  boxX = byX;
  boxY = byY;
  columns = width;
  boxedRows = (height + byY - 1) / byY;
  boxedColumns = (width + byX - 1) / byX;
  if (byX > 1 || byY > 1) boxStart(width, byX, byY);
}

/** Taps per pixel across the row, a multiple of 4, or 0 to copy; the first source pixel of each; their weights. */
export function scaleAcross(width: i32, taps: i32, starts: usize, weights: usize): void {
  outWidth = width;
  across = taps;
  acrossStarts = starts;
  acrossWeights = weights;
}

/** Taps per pixel down the column, even, or 0 to copy; call this last. Returns where the result will be. */
export function scaleDown(height: i32, taps: i32, starts: usize, weights: usize): usize {
  outHeight = height;
  down = taps;
  downStarts = starts;
  downWeights = weights;
  stride = (((<usize>outWidth) << 2) + 15) & ~15;
  ring = reserve(stride * max(taps, 1));
  lines = reserve((<usize>max(taps, 1)) << 2);
  out = reserve(((<usize>outWidth) << 2) * outHeight);
  row = 0;
  arrived = 0;
  made = 0;
  return out;
}

/** Takes the next row of the source; it may be changed. Returns whether more rows are wanted. */
export function scaleRow(pixels: usize): bool {
  const at = row++ - firstRow;
  if (at < 0) return true;
  if (at >= rows) return false;
  let start = pixels + firstColumn;
  if (alpha) premultiply(start, columns);
  if (boxX > 1 || boxY > 1) {
    start = at === rows - 1 ? boxFlush(start) : boxFinish(start);
    if (!start) return true;
  }
  arrive(start);
  return at < rows - 1;
}

function arrive(pixels: usize): void {
  const line = down === 0 ? out + <usize>arrived * (outWidth << 2) : ring + <usize>(arrived % down) * stride;
  if (across === 0) memory.copy(line, pixels, (<usize>outWidth) << 2);
  else filterAcross(pixels, line);
  arrived += 1;
  if (down === 0) {
    if (alpha) unpremultiply(line, outWidth);
    return;
  }
  // A source lower than the filter ends before its taps do; the weights of what is missing are zero.
  const ended = arrived === boxedRows;
  while (made < outHeight && (ended || load<i32>(downStarts + ((<usize>made) << 2)) + down <= arrived))
    emit();
}

function emit(): void {
  const first = load<i32>(downStarts + ((<usize>made) << 2));
  for (let tap = 0; tap < down; tap++)
    store<usize>(lines + ((<usize>tap) << 2), ring + <usize>((first + tap) % down) * stride);
  const line = out + <usize>made * (outWidth << 2);
  filterDown(downWeights + <usize>made * (down << 1), line);
  if (alpha) unpremultiply(line, outWidth);
  made += 1;
}

function filterAcross(pixels: usize, line: usize): void {
  // Two neighbouring pixels, channel by channel as 16-bit pairs, for a dot product with two weights.
  const low = i8x16(0, -1, 4, -1, 1, -1, 5, -1, 2, -1, 6, -1, 3, -1, 7, -1);
  const high = i8x16(8, -1, 12, -1, 9, -1, 13, -1, 10, -1, 14, -1, 11, -1, 15, -1);
  const length = (<usize>across) << 2;
  const end = pixels + ((<usize>boxedColumns) << 2);
  let change = pixels;
  for (let x = 0; x < outWidth; x++) {
    let from = pixels + ((<usize>load<i32>(acrossStarts + ((<usize>x) << 2))) << 2);
    // Weights add up to one: what is flat stays as it is, which is most of a screenshot.
    if (change <= from) change = nextChange(from, end);
    if (change >= from + length) {
      store<u32>(line + ((<usize>x) << 2), load<u32>(from));
      continue;
    }
    let weight = acrossWeights + <usize>x * (length >>> 1);
    let sum = i32x4.splat(half);
    for (const stop = from + length; from < stop; from += 16, weight += 8) {
      const four = v128.load(from);
      const first = i32x4.dot_i16x8_s(i8x16.swizzle(four, low), v128.load_splat<u32>(weight));
      const second = i32x4.dot_i16x8_s(i8x16.swizzle(four, high), v128.load_splat<u32>(weight, 4));
      sum = i32x4.add(sum, i32x4.add(first, second));
    }
    const words = i16x8.narrow_i32x4_s(i32x4.shr_s(sum, fraction), i32x4.splat(0));
    store<u32>(line + ((<usize>x) << 2), i32x4.extract_lane(i8x16.narrow_i16x8_u(words, words), 0));
  }
}

/** The first pixel after `from` that is not the same as the one before it; none is looked for beyond `end`. */
function nextChange(from: usize, end: usize): usize {
  for (let at = from; at < end; at += 16) {
    const same = i32x4.bitmask(i32x4.eq(v128.load(at), v128.load(at, 4)));
    if (same !== 15) return at + ((<usize>ctz(~same) + 1) << 2);
  }
  return usize.MAX_VALUE;
}

function filterDown(weights: usize, line: usize): void {
  const length = (<usize>outWidth) << 2;
  for (let at: usize = 0; at < length; at += 16) {
    let a = i32x4.splat(half);
    let b = a;
    let c = a;
    let d = a;
    for (let tap = 0; tap < down; tap += 2) {
      const upper = v128.load(load<usize>(lines + ((<usize>tap) << 2)) + at);
      const lower = v128.load(load<usize>(lines + ((<usize>tap) << 2), 4) + at);
      const left = v128.shuffle<i8>(upper, lower, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const right = v128.shuffle<i8>(
        upper,
        lower,
        8,
        24,
        9,
        25,
        10,
        26,
        11,
        27,
        12,
        28,
        13,
        29,
        14,
        30,
        15,
        31,
      );
      const pair = v128.load_splat<u32>(weights + ((<usize>tap) << 1));
      a = i32x4.add(a, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(left), pair));
      b = i32x4.add(b, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(left), pair));
      c = i32x4.add(c, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(right), pair));
      d = i32x4.add(d, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(right), pair));
    }
    const first = i16x8.narrow_i32x4_s(i32x4.shr_s(a, fraction), i32x4.shr_s(b, fraction));
    const second = i16x8.narrow_i32x4_s(i32x4.shr_s(c, fraction), i32x4.shr_s(d, fraction));
    v128.store(line + at, i8x16.narrow_i16x8_u(first, second));
  }
}
