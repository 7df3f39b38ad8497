/** The inverse cosine transform of a block of 8 × 8, straight to the size that is wanted: 1 to 32 pixels a side. */
import { reserve } from '../memory';

/** Values of a half-done block: up to 32 rows of 8. */
const half = memory.data(32 * 8 * 4, 16);

/**
 * Cosines for a block of `size` pixels, twice: by pixel and frequency, and by frequency and pixel. Fewer pixels than
 * frequencies leave the highest out, which is what keeps a reduction from aliasing.
 */
export function makeBasis(size: i32): usize {
  const basis = reserve((<usize>(size * 8 + 8 * padded(size))) << 2);
  const turned = basis + ((<usize>(size * 8)) << 2);
  memory.fill(basis, 0, (<usize>(size * 8 + 8 * padded(size))) << 2);
  for (let pixel = 0; pixel < size; pixel++)
    for (let frequency = 0; frequency < min(size, 8); frequency++) {
      const angle = (<f64>((2 * pixel + 1) * frequency) * Math.PI) / <f64>(2 * size);
      const value = <f32>(Math.cos(angle) * (frequency === 0 ? Math.SQRT1_2 : 1) * 0.5);
      store<f32>(basis + ((<usize>(pixel * 8 + frequency)) << 2), value);
      store<f32>(turned + ((<usize>(frequency * padded(size) + pixel)) << 2), value);
    }
  return basis;
}

function padded(size: i32): i32 {
  return (size + 3) & ~3;
}

/** Fills a block with the mean that the first coefficient stands for. */
export function flatBlock(mean: f32, to: usize, stride: usize, width: i32, height: i32): void {
  const value = <u8>min(max(<i32>nearest(mean * 0.125 + 128), 0), 255);
  for (let y = 0; y < height; y++) memory.fill(to + <usize>y * stride, value, width);
}

/**
 * Transforms 64 values in rows of frequencies; `lastRow` and `lastColumn` are the highest that are not zero.
 * Writes whole groups of four pixels, so blocks of a row go from left to right.
 */
export function idct(
  block: usize,
  lastRow: i32,
  lastColumn: i32,
  toX: usize,
  width: i32,
  toY: usize,
  height: i32,
  to: usize,
  stride: usize,
): void {
  const usedRows = min(lastRow, min(height, 8) - 1) + 1;
  const usedColumns = min(lastColumn, min(width, 8) - 1) + 1;
  const wide = usedColumns > 4;
  for (let y = 0; y < height; y++) {
    let left = f32x4.splat(0);
    let right = left;
    for (let row = 0; row < usedRows; row++) {
      const weight = v128.load_splat<f32>(toY + ((<usize>(y * 8 + row)) << 2));
      left = f32x4.add(left, f32x4.mul(weight, v128.load(block + ((<usize>row) << 5))));
      if (wide) right = f32x4.add(right, f32x4.mul(weight, v128.load(block + ((<usize>row) << 5), 16)));
    }
    v128.store(half + ((<usize>y) << 5), left);
    if (wide) v128.store(half + ((<usize>y) << 5), right, 16);
  }
  const turned = toX + ((<usize>(width * 8)) << 2);
  const step = (<usize>padded(width)) << 2;
  for (let y = 0; y < height; y++) {
    const values = half + ((<usize>y) << 5);
    for (let x = 0; x < width; x += 4) {
      let sum = f32x4.splat(128.5);
      let weights = turned + ((<usize>x) << 2);
      for (let column = 0; column < usedColumns; column++, weights += step)
        sum = f32x4.add(
          sum,
          f32x4.mul(v128.load_splat<f32>(values + ((<usize>column) << 2)), v128.load(weights)),
        );
      const words = i16x8.narrow_i32x4_s(
        i32x4.trunc_sat_f32x4_s(f32x4.max(sum, f32x4.splat(0))),
        i32x4.splat(0),
      );
      store<u32>(to + <usize>y * stride + x, i32x4.extract_lane(i8x16.narrow_i16x8_u(words, words), 0));
    }
  }
}
