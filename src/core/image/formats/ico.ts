import { RefusalError } from '../imageTypes.ts';
import { type IconEntry, iconEntries } from '../probe/ico.ts';
import type { Bitmap, Wanted } from '../worker/bitmap.ts';
import { type Dib, dibPixels, paletteEnd, readDib, rowLength } from './dib.ts';

/** One picture of an icon, counted from the largest. */
export async function decode(bytes: Uint8Array, { frame = 0 }: Wanted): Promise<Bitmap> {
  const entry = iconEntries(bytes)[frame];
  if (!entry) throw new RefusalError({ reason: 'damaged', type: 'ico', detail: 'no such picture' });
  if (entry.png) return await decodePng(bytes, entry);
  return decodeBitmap(bytes.subarray(entry.offset, entry.offset + entry.length), entry.height);
}

async function decodePng(bytes: Uint8Array, { offset, length }: IconEntry): Promise<Bitmap> {
  const png = await import('./png/png.ts');
  return await png.decodePart(bytes.subarray(offset, offset + length), undefined);
}

/** The mask below the colours hides pixels where there is no alpha channel. */
function decodeBitmap(bytes: Uint8Array, height: number): Bitmap {
  const stored = readDib(bytes, 0);
  const [red, green, blue] = stored.masks;
  const alpha = stored.bits === 32 && stored.compression === 0 ? 0xff000000 : stored.masks[3];
  const dib: Dib = { ...stored, height, masks: [red, green, blue, alpha] };
  const start = paletteEnd(dib);
  const { hasAlpha, ...bitmap } = dibPixels(bytes, dib, start);
  if (!hasAlpha) applyMask(bitmap, bytes, start + rowLength(dib.width, dib.bits) * dib.height);
  return bitmap;
}

function applyMask({ width, height, data }: Bitmap, bytes: Uint8Array, at: number): void {
  const stride = rowLength(width, 1);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const byte = bytes[at + (height - 1 - y) * stride + (x >> 3)] ?? 0;
      data[(y * width + x) * 4 + 3] = (byte >> (7 - (x & 7))) & 1 ? 0 : 255;
    }
}
