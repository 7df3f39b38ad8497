/** The mean of blocks of pixels, block rows at a time: takes most of a strong reduction at little cost. */
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

/** The same for the last row, whose blocks may be lower than the others. */
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
  const end = sums + ((<usize>width) << 3);
  let to = means;
  let from = sums;
  while (from < end) {
    const stop = min(from + ((<usize>across) << 3), end);
    const count = <f32>(<i32>((stop - from) >>> 3) * held);
    let sum = i32x4.splat(0);
    for (; from < stop; from += 8) sum = i32x4.add(sum, v128.load_ext<u16>(from));
    const scaled = f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(sum), f32x4.splat(1 / count)), f32x4.splat(0.5));
    const words = i16x8.narrow_i32x4_s(i32x4.trunc_sat_f32x4_s(scaled), i32x4.splat(0));
    store<u32>(to, i32x4.extract_lane(i8x16.narrow_i16x8_u(words, words), 0));
    to += 4;
  }
  held = 0;
  return means;
}
