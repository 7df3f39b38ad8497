/** Scans of a JPEG, and the rows of pixels that come of them. */

import { reserve } from '../memory';
import { scaleRow } from '../scale';
import { tableAt } from './huffman';
import { nextSegment, overrun, takeBit, takeSymbol, takeValue } from './jpegBits';
import {
  drawBlock,
  keepBlock,
  lastNeeded,
  loadBlock,
  readBand,
  readBlock,
  refineBand,
  resetBand,
} from './jpegBlock';
import { toPixels } from './jpegColor';
import {
  across,
  blockHeight,
  blockStride,
  blockWidth,
  coefficients,
  columns,
  components,
  down,
  ownColumns,
  ownRows,
  rows,
  scaledHeight,
  scaledWidth,
  strip,
  stripRows,
  stripStride,
} from './jpegFrame';

const dcTable = new StaticArray<usize>(4);
const acTable = new StaticArray<usize>(4);
const before = new StaticArray<i32>(4);
/** The components of a scan, in its order. */
const inScan = new StaticArray<i32>(4);
let scanned = 0;
let restartAfter = 0;
let untilRestart = 0;
let missing = 0;

export function startScan(restartInterval: i32): void {
  scanned = 0;
  restartAfter = restartInterval;
  untilRestart = restartInterval;
  restart();
}

export function addToScan(component: i32, dc: i32, ac: i32): void {
  inScan[scanned++] = component;
  dcTable[component] = tableAt(dc);
  acTable[component] = tableAt(4 + ac);
}

/** MCUs whose bits were not there, over all scans. */
export function missingUnits(): i32 {
  return missing;
}

export function forgetMissing(): void {
  missing = 0;
}

function restart(): void {
  for (let component = 0; component < 4; component++) before[component] = 0;
  resetBand();
}

/** To be called before each MCU. */
function ready(): void {
  if (restartAfter === 0) return;
  if (untilRestart === 0) {
    if (overrun()) missing++;
    nextSegment();
    restart();
    untilRestart = restartAfter;
  }
  untilRestart--;
}

let firstVisible = 0;
let lastVisible = 0;
let kind = 0;
let pixels: usize = 0;
let unseenRows = 0;

/** How pixels are made, and which columns of them are wanted; rows above `skippedRows` are read but not drawn. */
export function startPixels(colorKind: i32, firstColumn: i32, endColumn: i32, skippedRows: i32): void {
  kind = colorKind;
  firstVisible = firstColumn;
  lastVisible = endColumn;
  unseenRows = skippedRows;
  pixels = reserve((<usize>scaledWidth() + 16) << 2);
}

/** Reads the only scan of a picture and draws it row by row. */
export function drawScan(): void {
  const unitWidth = across[0] * blockWidth[0];
  for (let row = 0; row < rows; row++) {
    const seen = (row + 1) * stripRows() > unseenRows;
    for (let column = 0; column < columns; column++) {
      ready();
      const x = column * unitWidth;
      readUnit(column, seen && x + unitWidth > firstVisible && x < lastVisible);
    }
    if (overrun()) missing++;
    if (!writeRows(row)) return;
  }
}

function readUnit(column: i32, seen: bool): void {
  for (let component = 0; component < components; component++) {
    const stride = stripStride[component];
    for (let y = 0; y < down[component]; y++)
      for (let x = 0; x < across[component]; x++) {
        before[component] = readBlock(component, dcTable[component], acTable[component], before[component]);
        if (!seen) continue;
        const left = <usize>((column * across[component] + x) * blockWidth[component]);
        drawBlock(component, strip[component] + left + <usize>(y * blockHeight[component]) * stride, stride);
      }
  }
}

/** Passes the pixels of a row of MCUs on. Returns false when no more are wanted. */
function writeRows(row: i32): bool {
  const height = stripRows();
  const count = min(height, scaledHeight() - row * height);
  for (let y = 0; y < count; y++) {
    const a = strip[0] + <usize>y * stripStride[0];
    const b = strip[1] + <usize>y * stripStride[1];
    const c = strip[2] + <usize>y * stripStride[2];
    const d = strip[3] + <usize>y * stripStride[3];
    if (row * height + y >= unseenRows) toPixels(kind, scaledWidth(), a, b, c, d, pixels);
    if (!scaleRow(pixels)) return false;
  }
  return true;
}

/** Reads one of several scans into the kept coefficients. */
export function keepScan(progressive: bool, from: i32, to: i32, high: i32, low: i32): void {
  if (scanned === 1) keepAlone(inScan[0], progressive, from, to, high, low);
  else keepUnits(progressive, from, to, high, low);
}

function keepUnits(progressive: bool, from: i32, to: i32, high: i32, low: i32): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      ready();
      for (let turn = 0; turn < scanned; turn++) {
        const component = inScan[turn];
        for (let y = 0; y < down[component]; y++)
          for (let x = 0; x < across[component]; x++)
            keep(
              component,
              column * across[component] + x,
              row * down[component] + y,
              progressive,
              from,
              to,
              high,
              low,
            );
      }
    }
    if (overrun()) missing++;
  }
}

/** A scan of one component has its blocks in plain rows, without the padding of MCUs. */
function keepAlone(component: i32, progressive: bool, from: i32, to: i32, high: i32, low: i32): void {
  for (let row = 0; row < ownRows[component]; row++) {
    for (let column = 0; column < ownColumns[component]; column++) {
      ready();
      keep(component, column, row, progressive, from, to, high, low);
    }
    if (overrun()) missing++;
  }
}

function keep(
  component: i32,
  column: i32,
  row: i32,
  progressive: bool,
  from: i32,
  to: i32,
  high: i32,
  low: i32,
): void {
  const block = coefficients[component] + ((<usize>(row * blockStride[component] + column)) << 7);
  if (!progressive)
    before[component] = keepBlock(block, dcTable[component], acTable[component], before[component]);
  else if (from > 0 && high === 0) readBand(block, acTable[component], from, to, low);
  else if (from > 0) refineBand(block, acTable[component], from, to, low);
  else if (high > 0) store<i16>(block, load<i16>(block) | <i16>(takeBit() << low));
  else {
    before[component] += takeValue(takeSymbol(dcTable[component]) & 15);
    store<i16>(block, <i16>(before[component] << low));
  }
}

/** Draws the kept coefficients, after the last scan. */
export function drawKept(): void {
  const unitWidth = across[0] * blockWidth[0];
  for (let row = 0; row < rows; row++) {
    if ((row + 1) * stripRows() > unseenRows)
      for (let component = 0; component < components; component++) drawKeptRow(component, row, unitWidth);
    if (!writeRows(row)) return;
  }
}

function drawKeptRow(component: i32, row: i32, unitWidth: i32): void {
  const stride = stripStride[component];
  const first = max(firstVisible / unitWidth - 1, 0) * across[component];
  const last = min(lastVisible / unitWidth + 2, columns) * across[component];
  const needed = lastNeeded(component);
  for (let y = 0; y < down[component]; y++)
    for (let x = first; x < last; x++) {
      const at = (row * down[component] + y) * blockStride[component] + x;
      loadBlock(component, coefficients[component] + ((<usize>at) << 7), needed);
      drawBlock(
        component,
        strip[component] + <usize>(x * blockWidth[component]) + <usize>(y * blockHeight[component]) * stride,
        stride,
      );
    }
}
