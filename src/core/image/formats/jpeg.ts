import type { Bitmap } from '../bitmap.ts';
import type { Size } from '../fit.ts';
import { Jimp } from '../jimp.ts';
import { resample } from '../resample.ts';
import type { Region } from '../types.ts';

export async function decodePart(bytes: Uint8Array, window: Region, size: Size): Promise<Bitmap> {
  const jpeg = new Jimp({ width: 1, height: 1 }).formats.find((one) => one.mime === 'image/jpeg');
  if (!jpeg) throw new Error('no JPEG');
  const options = { maxMemoryUsageInMB: 4096, maxResolutionInMP: 300 };
  const bitmap = await jpeg.decode(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
    options as never,
  );
  return resample(bitmap, window, size);
}
