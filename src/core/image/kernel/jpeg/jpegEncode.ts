/** Baseline JPEG: RGBA pixels to entropy-coded bits, with the tables the caller put into the file's header. */
import { forward } from './fdct';
import { zigzag } from './jpegBlock';

/** Code and length of each symbol, four tables of 256: luma DC and AC, chroma DC and AC. */
let codes: usize = 0;
/** Reciprocals of the quantising factors, two tables of 64, in columns of frequencies. */
let factors: usize = 0;
let out: usize = 0;
let stop: usize = 0;
let bits: u64 = 0;
let held: i32 = 0;

/** Values of an MCU: four blocks of luma, then blue and red at up to 16 × 16. */
const luma = memory.data(4 * 256, 16);
const blue = memory.data(4 * 256, 16);
const red = memory.data(4 * 256, 16);
const block = memory.data(256, 16);
const quantised = memory.data(64 * 2, 16);

/**
 * Writes the bits of a whole picture and returns their number of bytes, or 0 when they are more than `capacity`.
 * `halved` stores colour at half the resolution, 4:2:0.
 */
export function jpegEncode(
  pixels: usize,
  width: i32,
  height: i32,
  halved: bool,
  codeTables: usize,
  factorTables: usize,
  to: usize,
  capacity: usize,
): usize {
  factors = factorTables;
  startBits(codeTables, to, capacity);
  let y = 0;
  let cb = 0;
  let cr = 0;
  const side = halved ? 16 : 8;
  const blocks = halved ? 4 : 1;
  for (let top = 0; top < height; top += side)
    for (let left = 0; left < width; left += side) {
      if (isFull()) return 0;
      for (let quarter = 0; quarter < blocks; quarter++)
        convert(
          pixels,
          width,
          height,
          left + (quarter & 1) * 8,
          top + (quarter >> 1) * 8,
          (<usize>quarter) << 8,
        );
      if (halved) {
        halve(blue);
        halve(red);
      }
      for (let quarter = 0; quarter < blocks; quarter++) y = encode(luma + ((<usize>quarter) << 8), 0, y);
      cb = encode(blue, 1, cb);
      cr = encode(red, 1, cr);
    }
  return finish() - to;
}

export function startBits(codeTables: usize, to: usize, capacity: usize): void {
  codes = codeTables;
  out = to;
  stop = to + capacity - 4096;
  bits = 0;
  held = 0;
}

/** Whether another MCU might not find its place. */
export function isFull(): bool {
  return out > stop;
}

/** Colours of 8 × 8 pixels as luma and chroma around zero; the last column and row go on beyond the edge. */
function convert(pixels: usize, width: i32, height: i32, left: i32, top: i32, to: usize): void {
  const whole = left + 8 <= width;
  for (let y = 0; y < 8; y++) {
    const row = pixels + ((<usize>(min(top + y, height - 1) * width)) << 2);
    const place = to + ((<usize>y) << 5);
    for (let half = 0; half < 8; half += 4) {
      const x = left + half;
      const four = whole ? v128.load(row + ((<usize>x) << 2)) : atEdge(row, x, width - 1);
      convertFour(four, place + ((<usize>half) << 2));
    }
  }
}

function atEdge(row: usize, x: i32, last: i32): v128 {
  const a = load<i32>(row + ((<usize>min(x, last)) << 2));
  const b = load<i32>(row + ((<usize>min(x + 1, last)) << 2));
  const c = load<i32>(row + ((<usize>min(x + 2, last)) << 2));
  const d = load<i32>(row + ((<usize>min(x + 3, last)) << 2));
  const first = i32x4.replace_lane(i32x4.replace_lane(i32x4.splat(a), 1, b), 2, c);
  return i32x4.replace_lane(first, 3, d);
}

/** ITU-R BT.601 at full range. */
function convertFour(four: v128, place: usize): void {
  const byte = i32x4.splat(255);
  const r = f32x4.convert_i32x4_s(v128.and(four, byte));
  const g = f32x4.convert_i32x4_s(v128.and(i32x4.shr_u(four, 8), byte));
  const b = f32x4.convert_i32x4_s(v128.and(i32x4.shr_u(four, 16), byte));
  const y = f32x4.add(times(r, 0.299), f32x4.add(times(g, 0.587), times(b, 0.114)));
  v128.store(luma + place, f32x4.sub(y, f32x4.splat(128)));
  v128.store(blue + place, times(f32x4.sub(b, y), 0.564334));
  v128.store(red + place, times(f32x4.sub(r, y), 0.713267));
}

function times(value: v128, factor: f32): v128 {
  return f32x4.mul(value, f32x4.splat(factor));
}

/** Four blocks of chroma as one of means, in the place of the first. */
function halve(chroma: usize): void {
  for (let y: usize = 0; y < 8; y++) {
    const left = chroma + (y < 4 ? 0 : 512) + ((y & 3) << 6);
    const one = pairs(left);
    const two = pairs(left + 256);
    v128.store(block + (y << 5), one);
    v128.store(block + (y << 5), two, 16);
  }
  memory.copy(chroma, block, 256);
}

/** Means of 2 × 2 over two rows of eight. */
function pairs(rows: usize): v128 {
  const left = f32x4.add(v128.load(rows), v128.load(rows, 32));
  const right = f32x4.add(v128.load(rows, 16), v128.load(rows, 48));
  const even = v128.shuffle<i32>(left, right, 0, 2, 4, 6);
  const odd = v128.shuffle<i32>(left, right, 1, 3, 5, 7);
  return times(f32x4.add(even, odd), 0.25);
}

/** Writes a block and returns its first coefficient. */
function encode(values: usize, chroma: usize, before: i32): i32 {
  forward(values);
  quantise(values, factors + (chroma << 8));
  const dc = codesOf(chroma);
  const ac = dc + 1024;
  const first: i32 = load<i16>(quantised);
  writeValue(dc, 0, first - before);
  let run: u32 = 0;
  let last = 63;
  while (last > 0 && load<i16>(quantised + ((<usize>turned(last)) << 1)) === 0) last--;
  for (let index = 1; index <= last; index++) {
    const value: i32 = load<i16>(quantised + ((<usize>turned(index)) << 1));
    if (value === 0) {
      run++;
      continue;
    }
    for (; run > 15; run -= 16) writeCode(ac, 0xf0);
    writeValue(ac, run << 4, value);
    run = 0;
  }
  if (last < 63) writeCode(ac, 0);
  return first;
}

/** The codes of first coefficients; those of the others follow 1 KB later. */
export function codesOf(chroma: usize): usize {
  return codes + (chroma << 11);
}

/** The transform leaves its frequencies in columns. */
function turned(index: i32): i32 {
  const place = <i32>load<u8>(zigzag + index);
  return ((place & 7) << 3) | (place >> 3);
}

function quantise(values: usize, reciprocals: usize): void {
  for (let at: usize = 0; at < 256; at += 32) {
    const left = f32x4.nearest(f32x4.mul(v128.load(values + at), v128.load(reciprocals + at)));
    const right = f32x4.nearest(f32x4.mul(v128.load(values + at, 16), v128.load(reciprocals + at, 16)));
    const words = i16x8.narrow_i32x4_s(i32x4.trunc_sat_f32x4_s(left), i32x4.trunc_sat_f32x4_s(right));
    v128.store(quantised + (at >> 1), words);
  }
}

export function writeValue(table: usize, symbol: u32, value: i32): void {
  const size = 32 - clz(abs(value));
  writeCode(table, symbol | size);
  if (size > 0) writeBits((value < 0 ? value - 1 : value) & ((1 << size) - 1), size);
}

export function writeCode(table: usize, symbol: u32): void {
  const entry = load<u32>(table + ((<usize>symbol) << 2));
  writeBits(entry >>> 8, entry & 255);
}

/** At most 16 bits. */
function writeBits(value: u32, count: u32): void {
  bits = (bits << count) | value;
  held += count;
  if (held < 32) return;
  held -= 32;
  const word = <u32>(bits >>> held);
  // A byte of 255 is followed by a zero, so that no marker can be mistaken.
  const inverse = ~word;
  if (((inverse - 0x01010101) & word & 0x80808080) === 0) {
    store<u32>(out, bswap(word));
    out += 4;
    return;
  }
  for (let shift = 24; shift >= 0; shift -= 8) writeByte(<u8>(word >>> shift));
}

function writeByte(byte: u8): void {
  store<u8>(out++, byte);
  if (byte === 255) store<u8>(out++, 0);
}

/** Fills the last byte with ones and returns the place behind it. */
export function finish(): usize {
  while (held >= 8) {
    held -= 8;
    writeByte(<u8>(bits >>> held));
  }
  if (held > 0) writeByte(<u8>((bits << (8 - held)) | ((1 << (8 - held)) - 1)));
  return out;
}
