/** PNG samples of every kind as RGBA pixels of 8 bits. */

/** Sets the kind of samples: bits, PNG colour type, and a table of RGBA for grey and palette. */
let depth: u32 = 8;
let kind: u32 = 6;
let colors: usize = 0;
let keyed = false;
let keyRed: u32 = 0;
let keyGreen: u32 = 0;
let keyBlue: u32 = 0;

export function expandAs(bits: u32, colorType: u32, colorTable: usize): void {
  depth = bits;
  kind = colorType;
  colors = colorTable;
  keyed = false;
}

/** The one colour that is transparent, in samples as stored. */
export function expandKey(red: u32, green: u32, blue: u32): void {
  keyed = true;
  keyRed = red;
  keyGreen = green;
  keyBlue = blue;
}

export function expand(row: usize, pixels: usize, width: i32): void {
  const end = pixels + ((<usize>width) << 2);
  const plain = depth === 8 && !keyed;
  if (depth < 8) unpack(row, pixels, end);
  else if (depth === 8 && (kind === 0 || kind === 3)) look(row, pixels, end);
  else if (plain && kind === 6) memory.copy(pixels, row, end - pixels);
  else if (plain && kind === 2) addAlpha(row, pixels, end);
  else oneByOne(row, pixels, end, depth >>> 3);
}

function look(row: usize, pixels: usize, end: usize): void {
  for (let to = pixels, at = row; to < end; to += 4, at++)
    store<u32>(to, load<u32>(colors + ((<usize>load<u8>(at)) << 2)));
}

function unpack(row: usize, pixels: usize, end: usize): void {
  const mask: u32 = (1 << depth) - 1;
  let at = row;
  let shift: i32 = 8 - depth;
  for (let to = pixels; to < end; to += 4) {
    store<u32>(to, load<u32>(colors + ((<usize>((<u32>load<u8>(at) >>> shift) & mask)) << 2)));
    shift -= depth;
    if (shift >= 0) continue;
    shift = 8 - depth;
    at++;
  }
}

function addAlpha(row: usize, pixels: usize, end: usize): void {
  const places = i8x16(0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1);
  const opaque = i32x4.splat(0xff000000);
  for (let to = pixels, at = row; to < end; to += 16, at += 12)
    v128.store(to, v128.or(i8x16.swizzle(v128.load(at), places), opaque));
}

/** Any kind, pixel by pixel: 16 bits, a transparent colour, grey with alpha. */
function oneByOne(row: usize, pixels: usize, end: usize, size: usize): void {
  const grey = kind === 0 || kind === 4;
  const hasAlpha = kind === 4 || kind === 6;
  let at = row;
  for (let to = pixels; to < end; to += 4) {
    const red = sample(at, size);
    const green = grey ? red : sample(at + size, size);
    const blue = grey ? red : sample(at + size * 2, size);
    at += grey ? size : size * 3;
    let alpha: u32 = 255;
    if (hasAlpha) {
      alpha = narrow(sample(at, size), size);
      at += size;
    } else if (keyed && red === keyRed && green === keyGreen && blue === keyBlue) alpha = 0;
    store<u32>(
      to,
      (alpha << 24) | (narrow(blue, size) << 16) | (narrow(green, size) << 8) | narrow(red, size),
    );
  }
}

function sample(at: usize, size: usize): u32 {
  return size === 2 ? ((<u32>load<u8>(at)) << 8) | load<u8>(at, 1) : load<u8>(at);
}

function narrow(value: u32, size: usize): u32 {
  return size === 2 ? (value * 255 + 32895) >>> 16 : value;
}
