/**
 * One picture at a time: everything it needs is taken from the end of the memory and given back all at once.
 */
let base: usize = 0;
let top: usize = 0;

/** Bytes for the current picture, on a 16-byte boundary. They hold data of the previous one. */
export function reserve(length: usize): usize {
  const start = (top + 15) & ~15;
  // Vectors may read and write up to 64 bytes past the end of a row.
  top = start + length + 64;
  const pages = (top + 0xffff) >>> 16;
  const missing = <i32>pages - memory.size();
  if (missing > 0 && memory.grow(missing) < 0) throw new RangeError('out of memory');
  return start;
}

/** Like `reserve`, all zero. */
export function reserveZeroed(length: usize): usize {
  const start = reserve(length);
  memory.fill(start, 0, length);
  return start;
}

/** Frees everything. To be called before the first picture too. */
export function reset(): void {
  // Behind the arrays that the modules made when they started.
  if (base === 0) base = heap.alloc(16);
  top = base;
}
