/** Bytes in a page of WebAssembly memory. */
const pageSize = 65_536;

const memorySection = 5;
const headerLength = 8;

/**
 * A WebAssembly module whose memory may grow to so many bytes and no further; a compiler of Rust leaves it open. Where
 * more is needed the program breaks off.
 */
export function boundedMemory(module: Uint8Array, maxBytes: number): Uint8Array<ArrayBuffer> {
  let at = headerLength;
  while (at < module.length) {
    const size = readNumber(module, at + 1);
    const end = size.end + size.value;
    if (module[at] === memorySection)
      return Uint8Array.from(withSection(module, at, end, maximum(module, size.end, maxBytes)));
    at = end;
  }
  throw new RangeError('the module has no memory of its own');
}

/** The section's contents: one memory with a least and a greatest number of pages. */
function maximum(module: Uint8Array, start: number, maxBytes: number): number[] {
  const [count, flags] = [module[start], module[start + 1]];
  if (count !== 1 || (flags !== 0 && flags !== 1)) throw new RangeError('not one plain memory');
  const least = readNumber(module, start + 2).value;
  return [1, 1, ...written(least), ...written(Math.max(least, Math.floor(maxBytes / pageSize)))];
}

function withSection(module: Uint8Array, start: number, end: number, contents: readonly number[]): Buffer {
  const section = Uint8Array.from([memorySection, ...written(contents.length), ...contents]);
  return Buffer.concat([module.subarray(0, start), section, module.subarray(end)]);
}

/** LEB128, unsigned. */
function readNumber(bytes: Uint8Array, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let at = start; ; at += 1) {
    const byte = bytes[at] ?? 0;
    value += (byte & 0x7f) * 2 ** (7 * (at - start));
    if (byte < 0x80) return { value, end: at + 1 };
  }
}

function written(value: number): number[] {
  return value < 0x80 ? [value] : [(value % 0x80) | 0x80, ...written(Math.floor(value / 0x80))];
}
