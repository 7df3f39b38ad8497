import { crc32 } from '#platform/crc32.ts';
import type { ImageType } from './imageTypes.ts';
import { readGif } from './probe/gif.ts';
import { hasEnd } from './probe/jpeg.ts';
import { pngChunks } from './probe/png.ts';
import { riffChunks } from './probe/webp.ts';

/**
 * Whether the container is complete: every chunk is there up to the end marker, with the right checksum where the format
 * has one. Pixels are not decoded, so a file with damaged entropy-coded data can pass; a truncated one cannot.
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
  let pixels = false;
  for (const { type, at, length } of pngChunks(bytes)) {
    const end = at + length;
    if (end + 4 > bytes.length) return false;
    if (crc32(bytes.subarray(at - 4, end)) !== view.getUint32(end)) return false;
    if (type === 'IEND') return pixels;
    if (type === 'IDAT') pixels = true;
  }
  return false;
}

/** Walks the marker segments to the first scan, then looks for the end marker after it; cameras append data to that. */
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
    if (marker === 0xda) return hasEnd(bytes, at);
  }
  return false;
}

/** The picture lies within the length that the file states, and that within the file. */
function isWholeWebp(bytes: Uint8Array, view: DataView): boolean {
  const end = view.getUint32(4, true) + 8;
  const chunks = riffChunks(bytes.subarray(0, end));
  return end <= bytes.length && chunks.every(({ whole }) => whole);
}

function isWholeGif(bytes: Uint8Array): boolean {
  let frames = 0;
  const complete = readGif(bytes, () => {
    frames += 1;
  });
  return complete && frames > 0;
}
