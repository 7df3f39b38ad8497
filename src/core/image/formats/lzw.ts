/** The differences between the two formats in how codes are packed. */
interface Packing {
  /** Whether codes fill each byte from its lowest bit; otherwise from its highest. */
  readonly lowBitsFirst: boolean;
  /** Number of codes by which the code length grows early. */
  readonly early: 0 | 1;
}

export const gifPacking: Packing = { lowBitsFirst: true, early: 0 };
export const tiffPacking: Packing = { lowBitsFirst: false, early: 1 };

const tableSize = 4096;
const maxBits = 12;

/** For at least this many values a call of `copyWithin` is faster than a loop. */
const longCopy = 64;

/**
 * Unpacks at most `length` values from codes that start at `minBits` + 1 bits. The result is shorter where the data ends
 * early or a code is undefined.
 *
 * A code stands for the values of the code before it and one more, which are adjacent in the result already: the table
 * holds only their offset. All of it is one loop, because a call for each code takes twice the time.
 */
export function unpackLzw(data: Uint8Array, minBits: number, length: number, packing: Packing): Uint8Array {
  const { lowBitsFirst, early } = packing;
  const clear = 1 << minBits;
  const values = new Uint8Array(length);
  // Offset of the values of each code. Those of the next code start at the last of them.
  const starts = new Int32Array(tableSize + 1);
  let [bits, next, previous] = [minBits + 1, clear + 2, -1];
  let [buffer, filled, at, end] = [0, 0, 0, 0];
  while (end < length) {
    for (; filled < bits; filled += 8, at += 1) {
      if (at >= data.length) return values.subarray(0, end);
      buffer = lowBitsFirst ? buffer | ((data[at] ?? 0) << filled) : (buffer << 8) | (data[at] ?? 0);
    }
    filled -= bits;
    const code = (lowBitsFirst ? buffer : buffer >>> filled) & ((1 << bits) - 1);
    if (lowBitsFirst) buffer >>>= bits;
    if (code === clear) {
      [bits, next, previous] = [minBits + 1, clear + 2, -1];
      continue;
    }
    if (code === clear + 1 || code > (previous < 0 ? clear : next)) break;
    if (previous >= 0 && next < tableSize) {
      starts[next] = previous;
      starts[next + 1] = end;
      next += 1;
      if (next + early === 1 << bits && bits < maxBits) bits += 1;
    }
    previous = end;
    if (code >= clear) end = copyForward(values, starts[code] ?? 0, starts[code + 1] ?? 0, end);
    else values[end++] = code;
  }
  return values.subarray(0, end);
}

/**
 * Copies the values from `first` to `last` to `to`, as far as there is room, and returns their end. The last one may be
 * the first that is written: a code can be used as soon as it is defined.
 */
function copyForward(values: Uint8Array, first: number, last: number, to: number): number {
  const end = Math.min(to + last - first + 1, values.length);
  let at = to;
  if (end - to > longCopy) {
    values.copyWithin(to, first, first + end - to - 1);
    at = end - 1;
  }
  for (; at < end; at += 1) values[at] = values[first + at - to] ?? 0;
  return end;
}
