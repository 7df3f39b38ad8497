import type { Bitmap, Wanted } from '../bitmap.ts';
import { Jimp } from '../jimp.ts';

export async function decode(bytes: Uint8Array, _wanted: Wanted): Promise<Bitmap> {
  const png = new Jimp({ width: 1, height: 1 }).formats.find((one) => one.mime === 'image/png');
  if (!png) throw new Error('no PNG');
  return await png.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
}
