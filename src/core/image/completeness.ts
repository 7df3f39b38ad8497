import { crc32 } from 'node:zlib';
import type { ImageType } from './imageTypes.ts';
import { riffChunks } from './probe/webp.ts';

/**
 * Whether the container is whole: every chunk is there, with its checksum where the format has one, up to the end
 * mark. Pixels are not decoded, so a file with damaged entropy-coded data can pass; one that was cut cannot.
 */
export function isWhole(bytes: Uint8Array, type: ImageType): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (type === 'png') return isWholePng(bytes, view);
  if (type === 'jpeg') return isWholeJpeg(bytes, view);
  if (type === 'gif') return isWholeGif(bytes);
  if (type === 'webp') return isWholeWebp(bytes, view);
  return true;
}

function isWholePng(bytes: Uint8Array, view: DataView): boolean {
  let at = 8;
  let pixels = false;
  while (at + 12 <= bytes.length) {
    const end = at + 8 + view.getUint32(at);
    if (end + 4 > bytes.length) return false;
    const type = view.getUint32(at + 4);
    if (crc32(bytes.subarray(at + 4, end)) !== view.getUint32(end)) return false;
    if (type === 0x49454e44) return pixels; // IEND
    if (type === 0x49444154) pixels = true; // IDAT
    at = end + 4;
  }
  return false;
}

/** Walks the marker segments to the first scan, then looks for the end mark behind it; cameras append data to it. */
function isWholeJpeg(bytes: Uint8Array, view: DataView): boolean {
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return false;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xd9) return false;
    at += 2 + view.getUint16(at + 2);
    if (marker === 0xda)
      return (
        Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).lastIndexOf(
          '\xff\xd9',
          undefined,
          'latin1',
        ) >= at
      );
  }
  return false;
}

/** The picture lies within what the file says is its length, and that within the file. */
function isWholeWebp(bytes: Uint8Array, view: DataView): boolean {
  const end = view.getUint32(4, true) + 8;
  const chunks = riffChunks(bytes.subarray(0, end));
  return end <= bytes.length && chunks.every(({ data, length }) => data.length === length);
}

function isWholeGif(bytes: Uint8Array): boolean {
  let at = 13 + colorTableLength(bytes[10] ?? 0);
  let pictures = 0;
  while (at < bytes.length) {
    const block = bytes[at];
    if (block === 0x3b) return pictures > 0;
    if (block === 0x2c) {
      pictures += 1;
      at += 11 + colorTableLength(bytes[at + 9] ?? 0);
    } else if (block === 0x21) at += 2;
    else return false;
    at = afterSubBlocks(bytes, at);
  }
  return false;
}

function colorTableLength(flags: number): number {
  return flags & 0x80 ? 3 << ((flags & 7) + 1) : 0;
}

function afterSubBlocks(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0);
  return at + 1;
}
