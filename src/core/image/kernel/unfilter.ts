/** Undoes the filter of one PNG row: from `filtered` into `row`, given the row above and the bytes of a pixel. */
export function unfilter(
  filter: u8,
  filtered: usize,
  row: usize,
  above: usize,
  length: usize,
  pixel: usize,
): void {
  const colored = pixel === 3 || pixel === 4;
  if (filter === 1 && pixel === 4) subFour(filtered, row, length);
  else if (filter === 1 && pixel === 3) subThree(filtered, row, length);
  else if (filter === 1) sub(filtered, row, length, pixel);
  else if (filter === 2) up(filtered, row, above, length);
  else if (filter === 3 && colored) averagePixels(filtered, row, above, length, pixel);
  else if (filter === 3) average(filtered, row, above, length, pixel);
  else if (filter === 4 && colored) paethPixels(filtered, row, above, length, pixel);
  else if (filter === 4) paeth(filtered, row, above, length, pixel);
  else memory.copy(row, filtered, length);
}

function up(filtered: usize, row: usize, above: usize, length: usize): void {
  for (let at: usize = 0; at < length; at += 16)
    v128.store(row + at, i8x16.add(v128.load(filtered + at), v128.load(above + at)));
}

function sub(filtered: usize, row: usize, length: usize, pixel: usize): void {
  memory.copy(row, filtered, min(pixel, length));
  for (let at = pixel; at < length; at++)
    store<u8>(row + at, load<u8>(filtered + at) + load<u8>(row + at - pixel));
}

/** Four pixels at once: a running sum by doubling steps, on top of the last pixel before them. */
function subFour(filtered: usize, row: usize, length: usize): void {
  const zero = i8x16.splat(0);
  let last = zero;
  for (let at: usize = 0; at < length; at += 16) {
    let sum = v128.load(filtered + at);
    sum = i8x16.add(sum, v128.shuffle<i32>(zero, sum, 0, 4, 5, 6));
    sum = i8x16.add(sum, v128.shuffle<i32>(zero, sum, 0, 1, 4, 5));
    sum = i8x16.add(sum, last);
    v128.store(row + at, sum);
    last = v128.shuffle<i32>(sum, sum, 3, 3, 3, 3);
  }
}

/** Five pixels of three bytes at once; the sixteenth byte is written again by the next step. */
function subThree(filtered: usize, row: usize, length: usize): void {
  const one = i8x16(-1, -1, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, -1);
  const two = i8x16(-1, -1, -1, -1, -1, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, -1);
  const four = i8x16(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0, 1, 2, -1);
  const end = i8x16(12, 13, 14, 12, 13, 14, 12, 13, 14, 12, 13, 14, 12, 13, 14, -1);
  let last = i8x16.splat(0);
  for (let at: usize = 0; at < length; at += 15) {
    let sum = v128.load(filtered + at);
    sum = i8x16.add(sum, i8x16.swizzle(sum, one));
    sum = i8x16.add(sum, i8x16.swizzle(sum, two));
    sum = i8x16.add(sum, i8x16.swizzle(sum, four));
    sum = i8x16.add(sum, last);
    v128.store(row + at, sum);
    last = i8x16.swizzle(sum, end);
  }
}

function average(filtered: usize, row: usize, above: usize, length: usize, pixel: usize): void {
  for (let at: usize = 0; at < length; at++) {
    const left: u32 = at < pixel ? 0 : load<u8>(row + at - pixel);
    store<u8>(row + at, load<u8>(filtered + at) + <u8>((left + load<u8>(above + at)) >>> 1));
  }
}

/** All bytes of a pixel at once; what is written beyond the pixel is written again by the next. */
function averagePixels(filtered: usize, row: usize, above: usize, length: usize, pixel: usize): void {
  let left = i16x8.splat(0);
  const mask = i16x8.splat(0xff);
  for (let at: usize = 0; at < length; at += pixel) {
    const up = v128.load_ext<u8>(above + at);
    const mean = i16x8.shr_u(i16x8.add(left, up), 1);
    left = v128.and(i16x8.add(v128.load_ext<u8>(filtered + at), mean), mask);
    store<u32>(row + at, i32x4.extract_lane(i8x16.narrow_i16x8_u(left, left), 0));
  }
}

function paeth(filtered: usize, row: usize, above: usize, length: usize, pixel: usize): void {
  for (let at: usize = 0; at < length; at++) {
    const left: i32 = at < pixel ? 0 : load<u8>(row + at - pixel);
    const corner: i32 = at < pixel ? 0 : load<u8>(above + at - pixel);
    store<u8>(row + at, load<u8>(filtered + at) + <u8>predict(left, load<u8>(above + at), corner));
  }
}

function predict(left: i32, up: i32, corner: i32): i32 {
  const byLeft = abs(up - corner);
  const byUp = abs(left - corner);
  const byCorner = abs(left + up - 2 * corner);
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}

function paethPixels(filtered: usize, row: usize, above: usize, length: usize, pixel: usize): void {
  let left = i16x8.splat(0);
  let corner = left;
  const mask = i16x8.splat(0xff);
  for (let at: usize = 0; at < length; at += pixel) {
    const up = v128.load_ext<u8>(above + at);
    const toUp = i16x8.sub(up, corner);
    const toLeft = i16x8.sub(left, corner);
    const byLeft = i16x8.abs(toUp);
    const byUp = i16x8.abs(toLeft);
    const byCorner = i16x8.abs(i16x8.add(toUp, toLeft));
    const least = i16x8.min_s(i16x8.min_s(byLeft, byUp), byCorner);
    const upOrCorner = v128.bitselect(up, corner, i16x8.eq(least, byUp));
    const best = v128.bitselect(left, upOrCorner, i16x8.eq(least, byLeft));
    left = v128.and(i16x8.add(v128.load_ext<u8>(filtered + at), best), mask);
    corner = up;
    store<u32>(row + at, i32x4.extract_lane(i8x16.narrow_i16x8_u(left, left), 0));
  }
}
