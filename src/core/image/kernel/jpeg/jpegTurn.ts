/** Turns a JPEG without loss: its kept coefficients are written again, in another order and with other signs. */
import { zigzag } from './jpegBlock';
import { codesOf, finish, isFull, startBits, writeCode, writeValue } from './jpegEncode';
import { across, blockStride, coefficients, columns, components, down, rows } from './jpegFrame';

/** For each coefficient, in the order they are written: the place of the old one as a byte offset, and its sign. */
const places = memory.data(64 * 2);
const signs = memory.data(64);

const before = new StaticArray<i32>(4);

/** The largest sizes, in bits, that the tables have codes for: those of 8-bit pictures. */
const mostFirst: i32 = 11;
const mostOther: i32 = 10;

/**
 * Writes the kept picture so that an EXIF orientation of 2 to 8 is no longer needed. Edges that become the left or the
 * upper one must lie between two MCUs. Returns the number of bytes, or 0 when the picture cannot be written so.
 */
export function writeTurned(orientation: i32, codeTables: usize, to: usize, capacity: usize): usize {
  const swapped = orientation >= 5;
  const fromRight = orientation === 2 || orientation === 3 || orientation >= 7;
  const fromBottom = orientation === 3 || orientation === 4 || orientation === 6 || orientation === 7;
  setOrder(swapped, fromRight, fromBottom);
  startBits(codeTables, to, capacity);
  for (let component = 0; component < 4; component++) before[component] = 0;
  const unitRows = swapped ? columns : rows;
  const unitColumns = swapped ? rows : columns;
  for (let row = 0; row < unitRows; row++)
    for (let column = 0; column < unitColumns; column++) {
      if (isFull() || !writeUnit(row, column, swapped, fromRight, fromBottom)) return 0;
    }
  return finish() - to;
}

/** Frequencies that are odd across a mirrored axis change their sign. */
function setOrder(swapped: bool, fromRight: bool, fromBottom: bool): void {
  for (let index: usize = 0; index < 64; index++) {
    const place = <i32>load<u8>(zigzag + index);
    const row = swapped ? place & 7 : place >> 3;
    const column = swapped ? place >> 3 : place & 7;
    let old: usize = 0;
    while (<i32>load<u8>(zigzag + old) !== row * 8 + column) old++;
    store<u16>(places + (index << 1), <u16>(old << 1));
    const negative = (fromRight && (column & 1) !== 0) !== (fromBottom && (row & 1) !== 0);
    store<i8>(signs + index, negative ? -1 : 1);
  }
}

function writeUnit(row: i32, column: i32, swapped: bool, fromRight: bool, fromBottom: bool): bool {
  for (let component = 0; component < components; component++) {
    const width = swapped ? down[component] : across[component];
    const height = swapped ? across[component] : down[component];
    for (let y = row * height; y < (row + 1) * height; y++)
      for (let x = column * width; x < (column + 1) * width; x++) {
        let oldX = swapped ? y : x;
        let oldY = swapped ? x : y;
        if (fromRight) oldX = blockStride[component] - 1 - oldX;
        if (fromBottom) oldY = rows * down[component] - 1 - oldY;
        const block = coefficients[component] + ((<usize>(oldY * blockStride[component] + oldX)) << 7);
        if (!writeBlock(component, block)) return false;
      }
  }
  return true;
}

function writeBlock(component: i32, block: usize): bool {
  const dc = codesOf(component === 0 || component === 3 ? 0 : 1);
  const ac = dc + 1024;
  const first: i32 = load<i16>(block);
  if (sizeOf(first - before[component]) > mostFirst) return false;
  writeValue(dc, 0, first - before[component]);
  before[component] = first;
  let last = 63;
  while (last > 0 && coefficient(block, last) === 0) last--;
  let run: u32 = 0;
  for (let index = 1; index <= last; index++) {
    const value = coefficient(block, index);
    if (value === 0) {
      run++;
      continue;
    }
    if (sizeOf(value) > mostOther) return false;
    for (; run > 15; run -= 16) writeCode(ac, 0xf0);
    writeValue(ac, run << 4, value);
    run = 0;
  }
  if (last < 63) writeCode(ac, 0);
  return true;
}

function coefficient(block: usize, index: i32): i32 {
  const value: i32 = load<i16>(block + <usize>load<u16>(places + ((<usize>index) << 1)));
  return value * <i32>load<i8>(signs + <usize>index);
}

function sizeOf(value: i32): i32 {
  return 32 - clz(abs(value));
}
