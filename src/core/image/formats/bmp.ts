import { RefusalError } from '../imageTypes.ts';
import { viewOf } from '../probe/header.ts';
import type { Bitmap, Wanted } from '../worker/bitmap.ts';
import { type Dib, dibPixels, paletteEnd, readDib, rowLength } from './dib.ts';

const fileHeaderLength = 14;

/** The picture of a BMP file. Rows missing from a truncated file are transparent. */
export async function decode(bytes: Uint8Array, _wanted: Wanted): Promise<Bitmap> {
  const dib = readDib(bytes, fileHeaderLength);
  if (![1, 2, 4, 8, 16, 24, 32].includes(dib.bits) || ![0, 1, 2, 3, 6].includes(dib.compression))
    throw new RefusalError({
      reason: 'unsupported',
      type: 'bmp',
      oddity: 'depth',
      detail: `${dib.bits} bits, compression ${dib.compression}`,
    });
  const start = pixelStart(bytes, dib);
  if (start >= bytes.length)
    throw new RefusalError({ reason: 'damaged', type: 'bmp', detail: 'ends before its pixels' });
  return dibPixels(bytes, dib, start);
}

/** The place that the file states, unless it lies inside the palette or leaves too few bytes: programs get it wrong. */
function pixelStart(bytes: Uint8Array, dib: Dib): number {
  const stated = viewOf(bytes).getUint32(10, true);
  const behindPalette = paletteEnd(dib);
  const inRuns = dib.compression === 1 || dib.compression === 2;
  const length = inRuns ? 1 : rowLength(dib.width, dib.bits) * dib.height;
  const holds = (at: number) => at + length <= bytes.length;
  if (stated >= behindPalette && (holds(stated) || !holds(behindPalette))) return stated;
  // Where nothing fits behind the palette, the file has fewer colours than it says.
  return holds(behindPalette) || stated < dib.palette.at ? behindPalette : stated;
}
