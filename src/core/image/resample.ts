import type { Bitmap } from './bitmap.ts';
import type { Size } from './fit.ts';
import { Jimp } from './jimp.ts';
import type { Region } from './types.ts';

/** Scales a part of a picture to a size. */
export async function resample(bitmap: Bitmap, window: Region, size: Size): Promise<Bitmap> {
  const whole = window.width === bitmap.width && window.height === bitmap.height;
  if (whole && size.width === bitmap.width && size.height === bitmap.height) return bitmap;
  const image = new Jimp({ width: bitmap.width, height: bitmap.height, data: Buffer.from(bitmap.data) });
  const x = Math.floor(window.x);
  const y = Math.floor(window.y);
  if (!whole)
    image.crop({
      x,
      y,
      w: Math.min(Math.round(window.width), bitmap.width - x) || 1,
      h: Math.min(Math.round(window.height), bitmap.height - y) || 1,
    });
  image.resize({ w: size.width, h: size.height });
  return image.bitmap;
}
