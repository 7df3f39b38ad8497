import { concat } from '../../bytes.ts';

/** The magic number and the version, before the sections. */
const preambleLength = 8;
const memorySection = 5;
const hasMaximum = 1;

/**
 * Bounds the memory of a program to a number of pages of 64 KB, whatever it was built for
 * (WebAssembly Core Specification 2.0, sections 5.3.8 and 5.5.8). A program without a memory of its own is not changed.
 */
export function withMaximumMemory(module: Uint8Array, pages: number): Uint8Array<ArrayBuffer> {
  for (let at = preambleLength; at < module.length; ) {
    const content = unsignedAt(module, at + 1);
    const end = content.end + content.value;
    if (module[at] === memorySection) {
      const section = boundedSection(module.subarray(content.end, end), pages);
      return concat([module.subarray(0, at), section, module.subarray(end)]);
    }
    at = end;
  }
  return Uint8Array.from(module);
}

/** The section with the limits of one memory: flags, the initial pages, and the most pages where the flags say so. */
function boundedSection(content: Uint8Array, pages: number): Uint8Array {
  const flags = content[1] ?? 0;
  const least = unsignedAt(content, 2);
  const own = flags & hasMaximum ? unsignedAt(content, least.end).value : pages;
  const limits = [1, flags | hasMaximum, ...unsigned(least.value), ...unsigned(Math.min(own, pages))];
  return Uint8Array.of(memorySection, limits.length, ...limits);
}

/** An unsigned number in LEB128: seven bits a byte, the lowest first. */
function unsignedAt(bytes: Uint8Array, start: number): { value: number; end: number } {
  let value = 0;
  let end = start;
  for (let factor = 1; ; factor *= 128) {
    const byte = bytes[end] ?? 0;
    value += (byte & 127) * factor;
    end += 1;
    if (byte < 128) return { value, end };
  }
}

function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(Math.floor(value / 128))];
}
