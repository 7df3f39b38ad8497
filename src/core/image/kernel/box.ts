/** The mean of blocks of pixels, a row of blocks at a time: does most of a strong reduction at little cost. */
import { reserve } from './memory';

let width = 0;
let across = 1;
let down = 1;
let sums: usize = 0;
let means: usize = 0;
let held = 0;

export function boxStart(sourceWidth: i32, byX: i32, byY: i32): void {
  width = sourceWidth;
  across = byX;
  down = byY;
  sums = reserve((<usize>sourceWidth + 16) << 3);
  means = reserve((<usize>((sourceWidth + byX - 1) / byX)) << 2);
  held = 0;
}

/** Adds a row; returns the row of means when its blocks are complete, else 0. */
export function boxFinish(pixels: usize): usize {
  add(pixels);
  return held === down ? mean() : 0;
}

/** Completes the last row, whose blocks may be lower than the others. */
export function boxFlush(pixels: usize): usize {
  add(pixels);
  return mean();
}

function add(pixels: usize): void {
  const end = pixels + ((<usize>width) << 2);
  const first = held === 0;
  let sum = sums;
  for (let at = pixels; at < end; at += 16, sum += 32) {
    const four = v128.load(at);
    const low = i16x8.extend_low_i8x16_u(four);
    const high = i16x8.extend_high_i8x16_u(four);
    v128.store(sum, first ? low : i16x8.add(low, v128.load(sum)));
    v128.store(sum, first ? high : i16x8.add(high, v128.load(sum, 16)), 16);
  }
  held += 1;
}

function mean(): usize {
  const paired = across === 2 && held === 2 ? meanOfFour() : 0;
  const end = sums + ((<usize>width) << 3);
  const block = (<usize>across) << 3;
  const whole = f32x4.splat(1 / <f32>(across * held));
  let to = means + (paired << 1);
  let from = sums + (paired << 3);
  for (; from + block <= end; from += block, to += 4) meanOf(from, from + block, whole, to);
  // The last block may be narrower than the others.
  if (from < end) meanOf(from, end, f32x4.splat(1 / <f32>(<i32>((end - from) >>> 3) * held)), to);
  held = 0;
  return means;
}

function meanOf(from: usize, end: usize, scale: v128, to: usize): void {
  let sum = i32x4.splat(0);
  for (; from < end; from += 8) sum = i32x4.add(sum, v128.load_ext<u16>(from));
  // Beyond 2²³ a number has no fraction: its lowest byte is the rounded mean.
  const rounded = f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(sum), scale), f32x4.splat(8388608));
  const lowest = i8x16(0, 4, 8, 12, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1);
  store<u32>(to, i32x4.extract_lane(i8x16.swizzle(rounded, lowest), 0));
}

/** Blocks of two by two, four of them at once; returns how many pixels of the width are done. */
function meanOfFour(): usize {
  const done = <usize>width & ~7;
  let to = means;
  for (let from = sums; from < sums + (done << 3); from += 64, to += 16)
    v128.store(to, i8x16.narrow_i16x8_u(twoMeans(from), twoMeans(from + 32)));
  return done;
}

function twoMeans(from: usize): v128 {
  const one = v128.load(from);
  const other = v128.load(from, 16);
  const sum = i16x8.add(v128.shuffle<i64>(one, other, 0, 2), v128.shuffle<i64>(one, other, 1, 3));
  return i16x8.shr_u(i16x8.add(sum, i16x8.splat(2)), 2);
}
