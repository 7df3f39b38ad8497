/** The rows of a PNG as their bytes come out of inflate: gathered, unfiltered, made RGBA and passed to the scaler. */
import { expand } from './expand';
import { reserve, reserveZeroed } from './memory';
import { scaleRow } from './scale';
import { unfilter } from './unfilter';

let width = 0;
let rowBytes: usize = 0;
let pixelBytes: usize = 0;
let gathered: usize = 0;
let gathering: usize = 0;
let row: usize = 0;
let above: usize = 0;
let pixels: usize = 0;
/** Where rows go one below the other instead of to the scaler, for passes of an interlaced picture. */
let sheet: usize = 0;
let rowsLeft = 0;
let state = 0;

/** Starts a picture, or a pass of one. `into` is 0 for the scaler. */
export function pngStart(pixelWidth: i32, rows: i32, bitsPerPixel: u32, into: usize): void {
  rowsLeft = rows;
  state = 0;
  width = pixelWidth;
  rowBytes = (<usize>pixelWidth * bitsPerPixel + 7) >>> 3;
  pixelBytes = max(bitsPerPixel >>> 3, 1);
  gathered = 0;
  gathering = reserve(rowBytes + 1);
  row = reserveZeroed(rowBytes);
  above = reserveZeroed(rowBytes);
  pixels = reserve((<usize>pixelWidth) << 2);
  sheet = into;
}

/** 0 while rows are missing, 1 when there are enough, 2 after a filter that does not exist. */
export function pngState(): i32 {
  return state;
}

/** Takes inflated bytes and returns how many of them were used: all of them, unless the state changed. */
export function pngFeed(bytes: usize, length: usize): usize {
  const end = bytes + length;
  let at = bytes;
  while (state === 0) {
    const missing = rowBytes + 1 - gathered;
    if (at + missing > end) {
      memory.copy(gathering + gathered, at, end - at);
      gathered += end - at;
      return length;
    }
    let filtered = at;
    if (gathered > 0) {
      memory.copy(gathering + gathered, at, missing);
      filtered = gathering;
      gathered = 0;
    }
    at += missing;
    if (load<u8>(filtered) > 4) state = 2;
    else if (!finish(filtered) || --rowsLeft === 0) state = 1;
  }
  return at - bytes;
}

function finish(filtered: usize): bool {
  unfilter(load<u8>(filtered), filtered + 1, row, above, rowBytes, pixelBytes);
  const spare = above;
  above = row;
  row = spare;
  if (sheet === 0) {
    expand(above, pixels, width);
    return scaleRow(pixels);
  }
  expand(above, sheet, width);
  sheet += (<usize>width) << 2;
  return true;
}

/** Puts the pixels of a pass of an interlaced picture in their places. */
export function pngSpread(
  pass: usize,
  columns: i32,
  rows: i32,
  frame: usize,
  frameWidth: i32,
  first: i32,
  stepX: i32,
  stepY: i32,
): void {
  let from = pass;
  for (let y = 0; y < rows; y++) {
    let to = frame + ((<usize>(first + y * stepY * frameWidth)) << 2);
    for (let x = 0; x < columns; x++, from += 4, to += (<usize>stepX) << 2) store<u32>(to, load<u32>(from));
  }
}
