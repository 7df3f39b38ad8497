import { RefusalError } from '../imageTypes.ts';
import { viewOf } from '../probe/header.ts';
import type { Bitmap, Wanted } from '../worker/bitmap.ts';
import { dibPixels, readDib } from './dib.ts';

const fileHeaderLength = 14;

/** The picture of a BMP file. Rows missing from a truncated file are transparent. */
export async function decode(bytes: Uint8Array, _wanted: Wanted): Promise<Bitmap> {
  const dib = readDib(bytes, fileHeaderLength);
  if (![1, 2, 4, 8, 16, 24, 32].includes(dib.bits) || ![0, 1, 2, 3, 6].includes(dib.compression))
    throw new RefusalError({
      reason: 'unsupported',
      type: 'bmp',
      detail: `${dib.bits} bits, compression ${dib.compression}`,
    });
  const start = viewOf(bytes).getUint32(10, true);
  if (start >= bytes.length)
    throw new RefusalError({ reason: 'damaged', type: 'bmp', detail: 'ends before its pixels' });
  return dibPixels(bytes, dib, start);
}
