/** Rows of JPEG components as RGBA pixels. */
import { fromInks } from '../inks';

export const grey = 0;
export const luma = 1;
export const plain = 2;
/**
 * Cyan, magenta, yellow and black, stored as their opposites, or as luma and chroma of those. Adobe began it; browsers
 * read files without Adobe's marker so as well.
 */
export const print = 3;
export const lumaPrint = 4;

export function toPixels(kind: i32, count: i32, a: usize, b: usize, c: usize, d: usize, pixels: usize): void {
  if (kind === grey) fromGrey(count, a, pixels);
  else if (kind === luma || kind === lumaPrint) fromLuma(count, a, b, c, pixels);
  else interleave(count, a, b, c, pixels);
  if (kind !== print && kind !== lumaPrint) return;
  // YCCK is made of the light that goes with inverted values, so there the pixels are what is left to turn.
  if (kind === lumaPrint) toLight(count, pixels);
  fromInks(pixels, d, count);
}

function fromGrey(count: i32, a: usize, pixels: usize): void {
  for (let x = 0; x < count; x += 8) {
    const value = v128.load_zero<u64>(a + x);
    writePixels(value, value, value, pixels + ((<usize>x) << 2));
  }
}

function interleave(count: i32, a: usize, b: usize, c: usize, pixels: usize): void {
  for (let x = 0; x < count; x += 8)
    writePixels(
      v128.load_zero<u64>(a + x),
      v128.load_zero<u64>(b + x),
      v128.load_zero<u64>(c + x),
      pixels + ((<usize>x) << 2),
    );
}

/** ITU-R BT.601 at full range, in sixteenths so that each colour is rounded once. */
function fromLuma(count: i32, a: usize, b: usize, c: usize, pixels: usize): void {
  const middle = i16x8.splat(128);
  const round = i16x8.splat(8);
  for (let x = 0; x < count; x += 8) {
    const y = i16x8.add(i16x8.shl(v128.load_ext<u8>(a + x), 4), round);
    const blue = i16x8.shl(i16x8.sub(v128.load_ext<u8>(b + x), middle), 4);
    const red = i16x8.shl(i16x8.sub(v128.load_ext<u8>(c + x), middle), 4);
    const r = i16x8.add(i16x8.add(y, red), i16x8.q15mulr_sat_s(red, i16x8.splat(13173)));
    const g = i16x8.sub(
      i16x8.sub(y, i16x8.q15mulr_sat_s(blue, i16x8.splat(11277))),
      i16x8.q15mulr_sat_s(red, i16x8.splat(23401)),
    );
    const l = i16x8.add(i16x8.add(y, blue), i16x8.q15mulr_sat_s(blue, i16x8.splat(25297)));
    const to = pixels + ((<usize>x) << 2);
    writePixels(bytes(r), bytes(g), bytes(l), to);
  }
}

function bytes(sixteenths: v128): v128 {
  const words = i16x8.shr_s(sixteenths, 4);
  return i8x16.narrow_i16x8_u(words, words);
}

/** Eight pixels from the lower halves. */
function writePixels(red: v128, green: v128, blue: v128, to: usize): void {
  const first = v128.shuffle<i8>(red, green, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  const second = v128.shuffle<i8>(
    blue,
    i8x16.splat(-1),
    0,
    16,
    1,
    17,
    2,
    18,
    3,
    19,
    4,
    20,
    5,
    21,
    6,
    22,
    7,
    23,
  );
  v128.store(to, v128.shuffle<i16>(first, second, 0, 8, 1, 9, 2, 10, 3, 11));
  v128.store(to, v128.shuffle<i16>(first, second, 4, 12, 5, 13, 6, 14, 7, 15), 16);
}

/** Turns what is stored as ink into the light it lets through: that is how Adobe stores it in the first place. */
function toLight(count: i32, pixels: usize): void {
  for (let at = pixels; at < pixels + ((<usize>count) << 2); at += 16)
    v128.store(at, v128.not(v128.load(at)));
}
