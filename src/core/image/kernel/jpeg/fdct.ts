/** The cosine transform of a block of 8 × 8 floats, after Arai, Agui and Nakajima; the caller divides its scale out. */

/** Transforms in place and leaves the frequencies in columns: row and column are exchanged. */
export function forward(values: usize): void {
  columns(values);
  columns(values + 16);
  exchange(values);
  columns(values);
  columns(values + 16);
}

/** Four columns at a time. */
function columns(values: usize): void {
  const a = v128.load(values);
  const b = v128.load(values, 32);
  const c = v128.load(values, 64);
  const d = v128.load(values, 96);
  const e = v128.load(values, 128);
  const f = v128.load(values, 160);
  const g = v128.load(values, 192);
  const h = v128.load(values, 224);
  even(f32x4.add(a, h), f32x4.add(b, g), f32x4.add(c, f), f32x4.add(d, e), values);
  odd(f32x4.sub(a, h), f32x4.sub(b, g), f32x4.sub(c, f), f32x4.sub(d, e), values);
}

function even(a: v128, b: v128, c: v128, d: v128, values: usize): void {
  const outer = f32x4.add(a, d);
  const inner = f32x4.add(b, c);
  const rest = f32x4.sub(a, d);
  v128.store(values, f32x4.add(outer, inner));
  v128.store(values, f32x4.sub(outer, inner), 128);
  const turned = f32x4.mul(f32x4.add(f32x4.sub(b, c), rest), f32x4.splat(<f32>Math.SQRT1_2));
  v128.store(values, f32x4.add(rest, turned), 64);
  v128.store(values, f32x4.sub(rest, turned), 192);
}

function odd(a: v128, b: v128, c: v128, d: v128, values: usize): void {
  const low = f32x4.add(d, c);
  const middle = f32x4.add(c, b);
  const high = f32x4.add(b, a);
  const shared = f32x4.mul(f32x4.sub(low, high), f32x4.splat(0.382683433));
  const lower = f32x4.add(f32x4.mul(low, f32x4.splat(0.5411961)), shared);
  const upper = f32x4.add(f32x4.mul(high, f32x4.splat(1.306562965)), shared);
  const center = f32x4.mul(middle, f32x4.splat(<f32>Math.SQRT1_2));
  const sum = f32x4.add(a, center);
  const difference = f32x4.sub(a, center);
  v128.store(values, f32x4.add(sum, upper), 32);
  v128.store(values, f32x4.sub(difference, lower), 96);
  v128.store(values, f32x4.add(difference, lower), 160);
  v128.store(values, f32x4.sub(sum, upper), 224);
}

function exchange(values: usize): void {
  turn(values, values);
  turn(values + 144, values + 144);
  for (let row: usize = 0; row < 128; row += 32) {
    const upper = v128.load(values + row, 16);
    v128.store(values + row, v128.load(values + row, 128), 16);
    v128.store(values + row, upper, 128);
  }
  turn(values + 16, values + 16);
  turn(values + 128, values + 128);
}

/** Four by four. */
function turn(from: usize, to: usize): void {
  const a = v128.load(from);
  const b = v128.load(from, 32);
  const c = v128.load(from, 64);
  const d = v128.load(from, 96);
  const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
  const abRight = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
  const cdRight = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<i64>(ab, cd, 0, 2));
  v128.store(to, v128.shuffle<i64>(ab, cd, 1, 3), 32);
  v128.store(to, v128.shuffle<i64>(abRight, cdRight, 0, 2), 64);
  v128.store(to, v128.shuffle<i64>(abRight, cdRight, 1, 3), 96);
}
