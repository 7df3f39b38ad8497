import { type CodeTable, horizontalMode, modeCodes, passMode, runCodes } from './faxCodes.ts';

/**
 * How rows of a facsimile are coded: `runs` begin at whole bytes (TIFF 6.0, compression 2); `group3` rows end with a mark
 * and may refer to the row above (ITU-T T.4); `group4` rows always do (T.6).
 */
export interface FaxCoding {
  readonly kind: 'runs' | 'group3' | 'group4';
  /** Whether each mark says by a bit if its row refers to the one above. */
  readonly tagged: boolean;
}

/**
 * Unpacks a facsimile into rows of one bit for each pixel, 1 for black. What cannot be read stays white: the rest of a
 * row that ends with a mark, all that follows where there is none.
 */
export function unpackFax(packed: Uint8Array, width: number, rows: number, coding: FaxCoding): Uint8Array {
  const stride = Math.ceil(width / 8);
  const data = new Uint8Array(stride * rows);
  const bits = new BitReader(packed);
  // Most programs write marks; where there are some, what stands before the next one is left over from damage.
  const marked = coding.kind === 'group3' && bits.atMark();
  let above: readonly number[] = [];
  for (let row = 0; row < rows && !bits.ended; row += 1) {
    if (marked) bits.skipToMark();
    const flat = startRow(bits, coding);
    const changes: number[] = [];
    const complete = flat ? readRuns(bits, width, changes) : readChanges(bits, width, above, changes);
    fillBlack(data.subarray(row * stride, (row + 1) * stride), changes, width);
    if (!complete && !marked) break;
    above = changes;
  }
  return data;
}

/** Passes what stands before a row and returns whether the row stands for itself. */
function startRow(bits: BitReader, { kind, tagged }: FaxCoding): boolean {
  if (kind === 'group4') return false;
  if (kind === 'runs') {
    bits.align();
    return true;
  }
  let flat = true;
  while (bits.atMark()) {
    bits.skipMark();
    if (tagged) flat = bits.take(1) === 1;
  }
  return flat;
}

/** Reads runs of white and black in turn, and adds the places where they end. */
function readRuns(bits: BitReader, width: number, changes: number[]): boolean {
  let at = 0;
  while (at < width) {
    const run = readRun(bits, changes.length & 1);
    if (run === undefined) return false;
    at += run;
    changes.push(at);
  }
  return true;
}

/** Reads where the colour changes, said by the changes of the row above. */
function readChanges(bits: BitReader, width: number, above: readonly number[], changes: number[]): boolean {
  let at = -1;
  while (at < width) {
    const mode = bits.code(modeCodes);
    if (mode === undefined) return false;
    const place = nextAbove(above, at, changes.length & 1);
    if (mode === passMode) at = above[place + 1] ?? width;
    else if (mode === horizontalMode) {
      const [first, second] = [readRun(bits, changes.length & 1), readRun(bits, ~changes.length & 1)];
      if (first === undefined || second === undefined) return false;
      const start = Math.max(at, 0);
      changes.push(start + first, start + first + second);
      at = start + first + second;
    } else {
      const change = (above[place] ?? width) + mode;
      if (change < at || change < 0) return false;
      changes.push(change);
      at = change;
    }
  }
  return true;
}

/** The first change above that lies right of a place and leads away from the colour at hand. */
function nextAbove(above: readonly number[], at: number, color: number): number {
  let place = color;
  while ((above[place] ?? Number.POSITIVE_INFINITY) <= at) place += 2;
  return place;
}

/** Multiples of 64 add up, until a shorter run ends them. */
function readRun(bits: BitReader, color: number): number | undefined {
  let sum = 0;
  for (;;) {
    const run = bits.code(runCodes[color === 0 ? 0 : 1]);
    if (run === undefined) return undefined;
    sum += run;
    if (run < 64) return sum;
  }
}

/** Every second run is black. */
function fillBlack(row: Uint8Array, changes: readonly number[], width: number): void {
  for (let index = 0; index < changes.length; index += 2) {
    const start = changes[index] ?? width;
    const end = Math.min(changes[index + 1] ?? width, width);
    for (let x = start; x < end; x += 1) {
      const whole = x % 8 === 0 && x + 8 <= end;
      row[x >> 3] = whole ? 0xff : (row[x >> 3] ?? 0) | (0x80 >> (x & 7));
      if (whole) x += 7;
    }
  }
}

/** Bits from the highest of each byte on; behind the end there are zeros. */
class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get ended(): boolean {
    return this.#at >= this.#bytes.length * 8;
  }

  align(): void {
    this.#at = Math.ceil(this.#at / 8) * 8;
  }

  take(count: number): number {
    const value = this.#peek(count);
    this.#at += count;
    return value;
  }

  /** The meaning of the next code; undefined, with nothing taken, where there is none. */
  code({ bits, meanings, lengths }: CodeTable): number | undefined {
    const value = this.#peek(bits);
    const length = lengths[value] ?? 0;
    if (length === 0) return undefined;
    this.#at += length;
    return meanings[value];
  }

  /** Whether a mark comes next: at least eleven zeros, and a one behind them. */
  atMark(): boolean {
    return this.#peek(11) === 0 && !this.ended;
  }

  skipMark(): void {
    while (!this.ended && this.take(1) === 0);
  }

  skipToMark(): void {
    while (!this.ended && !this.atMark()) this.#at += 1;
  }

  /** Up to 13 bits. */
  #peek(count: number): number {
    const byte = this.#at >> 3;
    const three =
      ((this.#bytes[byte] ?? 0) << 16) | ((this.#bytes[byte + 1] ?? 0) << 8) | (this.#bytes[byte + 2] ?? 0);
    return (three >> (24 - count - (this.#at & 7))) & ((1 << count) - 1);
  }
}
