/** The components of a JPEG frame: how they are sampled, scaled and laid out in blocks. */

import { reserve, reserveZeroed } from '../memory';
import { makeBasis } from './idct';

export let width = 0;
export let height = 0;
export let components = 0;
export let columns = 0;
export let rows = 0;

const most = 4;
/** Blocks of a component in an MCU, across and down. */
export const across = new StaticArray<i32>(most);
export const down = new StaticArray<i32>(most);
/** Blocks of a component in the whole picture without the padding to MCUs, for scans of one component. */
export const ownColumns = new StaticArray<i32>(most);
export const ownRows = new StaticArray<i32>(most);
/** Pixels that a block becomes. */
export const blockWidth = new StaticArray<i32>(most);
export const blockHeight = new StaticArray<i32>(most);
export const basisX = new StaticArray<usize>(most);
export const basisY = new StaticArray<usize>(most);
export const quantization = new StaticArray<i32>(most);
/** A row of MCUs as pixels, one byte each. */
export const strip = new StaticArray<usize>(most);
export const stripStride = new StaticArray<usize>(most);
/** Coefficients of the whole picture, 64 of 16 bits a block; 0 when the picture is decoded as it is read. */
export const coefficients = new StaticArray<usize>(most);
export const blockStride = new StaticArray<i32>(most);

let scale = 8;
let widest = 1;
let highest = 1;

/** `eighths` is the scale: how many pixels eight become. */
export function startFrame(
  pixelWidth: i32,
  pixelHeight: i32,
  count: i32,
  maxX: i32,
  maxY: i32,
  eighths: i32,
): void {
  width = pixelWidth;
  height = pixelHeight;
  components = count;
  widest = maxX;
  highest = maxY;
  scale = eighths;
  columns = (pixelWidth + maxX * 8 - 1) / (maxX * 8);
  rows = (pixelHeight + maxY * 8 - 1) / (maxY * 8);
}

/** Describes a component; `keep` when several scans add to its coefficients. */
export function addComponent(index: i32, samplingX: i32, samplingY: i32, table: i32, keep: bool): void {
  across[index] = samplingX;
  down[index] = samplingY;
  quantization[index] = table;
  ownColumns[index] = blocksOf(width, samplingX, widest);
  ownRows[index] = blocksOf(height, samplingY, highest);
  blockWidth[index] = (scale * widest) / samplingX;
  blockHeight[index] = (scale * highest) / samplingY;
  basisX[index] = makeBasis(blockWidth[index]);
  basisY[index] = makeBasis(blockHeight[index]);
  // Blocks are drawn in groups of four pixels, the last ones of a row beyond its end.
  stripStride[index] = <usize>(columns * samplingX * blockWidth[index]) + 8;
  strip[index] = reserve(stripStride[index] * <usize>(samplingY * blockHeight[index]));
  blockStride[index] = columns * samplingX;
  coefficients[index] = keep
    ? reserveZeroed((<usize>blockStride[index] * <usize>(rows * samplingY)) << 7)
    : 0;
}

export function scaledWidth(): i32 {
  return (width * scale + 7) >> 3;
}

export function scaledHeight(): i32 {
  return (height * scale + 7) >> 3;
}

/** Rows of pixels in a row of MCUs. */
export function stripRows(): i32 {
  return highest * scale;
}

function blocksOf(length: i32, sampling: i32, densest: i32): i32 {
  return ((length * sampling + densest - 1) / densest + 7) >> 3;
}
