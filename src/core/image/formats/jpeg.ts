import type { Bitmap, Wanted } from '../bitmap.ts';
import { Jimp } from '../jimp.ts';

export async function decode(bytes: Uint8Array, _wanted: Wanted): Promise<Bitmap> {
  const jpeg = new Jimp({ width: 1, height: 1 }).formats.find((one) => one.mime === 'image/jpeg');
  if (!jpeg) throw new Error('no JPEG');
  const options = { maxMemoryUsageInMB: 4096, maxResolutionInMP: 300 };
  return await jpeg.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), options as never);
}
