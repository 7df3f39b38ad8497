/** How the two formats that use the method pack its codes. */
interface Packing {
  /** Whether codes fill each byte from its lowest bit; otherwise from its highest. */
  readonly lowBitsFirst: boolean;
  /** How many codes early their length grows. */
  readonly early: 0 | 1;
}

export const gifPacking: Packing = { lowBitsFirst: true, early: 0 };
export const tiffPacking: Packing = { lowBitsFirst: false, early: 1 };

const tableSize = 4096;
const maxBits = 12;

/** From so many values on a call of `copyWithin` is faster than a loop. */
const longCopy = 64;

/**
 * Unpacks codes that start with `minBits` bits for a value and one more into at most `length` values. Where the
 * data ends early or a code stands for nothing, the rest is missing: the result is shorter.
 *
 * A code stands for what the code before it gave and one value more, which lie side by side in the result already:
 * the table says only where. All of it is one loop because a call for each code makes it twice as slow.
 */
export function unpackLzw(data: Uint8Array, minBits: number, length: number, packing: Packing): Uint8Array {
  const { lowBitsFirst, early } = packing;
  const clear = 1 << minBits;
  const values = new Uint8Array(length);
  // Where the values of each code start. Those of the next code start at their last one.
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
 * Copies the values from `first` to `last` to `to`, as far as there is room, and returns where they end. The last one
 * may be the first that is written: that is how a code is used as soon as it is made.
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
