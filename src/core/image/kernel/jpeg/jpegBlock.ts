/** Blocks of coefficients: decoded from bits, dequantised, made into pixels. */

import { flatBlock, idct } from './idct';
import { takeBit, takeBits, takeCoefficient, takeCoefficients, takeSymbol, takeValue } from './jpegBits';
import { basisX, basisY, blockHeight, blockWidth, quantization } from './jpegFrame';

/** Places of the coefficients in a block, in the order they are written. */
export const zigzag = memory.data<u8>([
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
  14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46,
  53, 60, 61, 54, 47, 55, 62, 63,
]);

/** These places as byte offsets of floats, with the row in bits 16 to 23 and the column in bits 24 to 31. */
const places = memory.data(64 * 4, 16);

export function startBlocks(): void {
  for (let index = 0; index < 64; index++) {
    const place = <i32>load<u8>(zigzag + index);
    store<u32>(
      places + ((<usize>index) << 2),
      (place << 2) | (0x10000 << (place >> 3)) | (0x1000000 << (place & 7)),
    );
  }
}

/** Four tables of 64 dequantising factors, as floats in the order of the file. */
const factors = memory.data(4 * 64 * 4, 16);
/** A block of dequantised values in rows of frequencies. */
const values = memory.data(64 * 4, 16);

export function setFactor(table: i32, index: i32, factor: f32): void {
  store<f32>(factors + ((<usize>(table * 64 + index)) << 2), factor);
}

let lastRow = 0;
let lastColumn = 0;

/** Reads a block of a sequential scan and returns its first coefficient; the others are made into pixels later. */
export function readBlock(component: i32, dc: usize, ac: usize, before: i32): i32 {
  const factor = factors + ((<usize>quantization[component]) << 8);
  for (let at: usize = 0; at < 256; at += 64) {
    v128.store(values + at, f32x4.splat(0));
    v128.store(values + at, f32x4.splat(0), 16);
    v128.store(values + at, f32x4.splat(0), 32);
    v128.store(values + at, f32x4.splat(0), 48);
  }
  const first = before + takeValue(takeSymbol(dc) & 15);
  store<f32>(values, <f32>first * load<f32>(factor));
  setLast(takeCoefficients(ac, values, factor, places));
  return first;
}

function setLast(touched: i32): void {
  lastRow = 31 - clz((touched & 255) | 1);
  lastColumn = 31 - clz((touched >> 8) | 1);
}

/** Takes a block of kept coefficients, up to the last one that counts, instead of one just read. */
export function loadBlock(component: i32, block: usize, last: i32): void {
  const factor = factors + ((<usize>quantization[component]) << 8);
  let touched: u32 = 0;
  for (let index = 0; index <= last; index++) {
    const place = load<u32>(places + ((<usize>index) << 2));
    const value: i32 = load<i16>(block + ((<usize>index) << 1));
    store<f32>(values + (place & 255), <f32>value * load<f32>(factor + ((<usize>index) << 2)));
    if (value !== 0) touched |= place;
  }
  setLast(touched >>> 16);
}

/** The last coefficient, in the order of the file, that the pixels of a component's blocks are made of. */
export function lastNeeded(component: i32): i32 {
  const side = min(max(blockWidth[component], blockHeight[component]), 8);
  for (let index = 63; index > 0; index--) {
    const place = <i32>load<u8>(zigzag + index);
    if (place >> 3 < side && (place & 7) < side) return index;
  }
  return 0;
}

/** Converts the current block to pixels. */
export function drawBlock(component: i32, to: usize, stride: usize): void {
  const width = blockWidth[component];
  const height = blockHeight[component];
  if (lastRow === 0 && lastColumn === 0) flatBlock(load<f32>(values), to, stride, width, height);
  else idct(values, lastRow, lastColumn, basisX[component], width, basisY[component], height, to, stride);
}

/** A sequential block, kept for a later scan of other components. Returns its first coefficient. */
export function keepBlock(block: usize, dc: usize, ac: usize, before: i32): i32 {
  const first = before + takeValue(takeSymbol(dc) & 15);
  store<i16>(block, <i16>first);
  for (let index = 1; index < 64; index++) {
    const coefficient = takeCoefficient(ac);
    const run = (coefficient >> 4) & 15;
    if ((coefficient & 15) === 0) {
      if (run < 15) break;
      index += 15;
      continue;
    }
    index += run;
    if (index > 63) break;
    store<i16>(block + ((<usize>index) << 1), <i16>(coefficient >> 16));
  }
  return first;
}

/** Blocks without further coefficients that are still to come in a progressive scan. */
let endOfBand = 0;

export function resetBand(): void {
  endOfBand = 0;
}

/** Coefficients `from` to `to` of a progressive block, for the first time: all but the `low` lowest bits. */
export function readBand(block: usize, ac: usize, from: i32, to: i32, low: i32): void {
  if (endOfBand > 0) {
    endOfBand--;
    return;
  }
  for (let index = from; index <= to; index++) {
    const coefficient = takeCoefficient(ac);
    const run = (coefficient >> 4) & 15;
    if ((coefficient & 15) === 0) {
      if (run < 15) {
        endOfBand = (1 << run) - 1 + (run > 0 ? takeBits(run) : 0);
        return;
      }
      index += 15;
      continue;
    }
    index += run;
    if (index > 63) return;
    store<i16>(block + ((<usize>index) << 1), <i16>((coefficient >> 16) << low));
  }
}

/** One more bit of the coefficients `from` to `to` (ITU-T T.81, G.1.2.3). */
export function refineBand(block: usize, ac: usize, from: i32, to: i32, low: i32): void {
  const bit = 1 << low;
  let index = from;
  if (endOfBand === 0) {
    while (index <= to) {
      const symbol = takeSymbol(ac);
      const run = symbol >> 4;
      let fresh = 0;
      if ((symbol & 15) !== 0) fresh = takeBit() ? bit : -bit;
      else if (run < 15) {
        endOfBand = (1 << run) + (run > 0 ? takeBits(run) : 0);
        break;
      }
      index = passZeros(block, index, to, run, bit);
      if (fresh !== 0 && index <= 63) store<i16>(block + ((<usize>index) << 1), <i16>fresh);
      index++;
    }
  }
  if (endOfBand > 0) {
    passZeros(block, index, to, 64, bit);
    endOfBand--;
  }
}

/** Skips so many zeros and refines what is not zero on the way; returns the place of the zero after them. */
function passZeros(block: usize, from: i32, to: i32, zeros: i32, bit: i32): i32 {
  let left = zeros;
  let index = from;
  for (; index <= to; index++) {
    const place = block + ((<usize>index) << 1);
    const value: i32 = load<i16>(place);
    if (value === 0) {
      if (left-- === 0) return index;
    } else if (takeBit() && (value & bit) === 0) store<i16>(place, <i16>(value + (value > 0 ? bit : -bit)));
  }
  return index;
}
