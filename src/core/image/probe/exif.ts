import { ascii } from './header.ts';
import { readDirectory, tiffOrder } from './tiff.ts';

const orientationTag = 274;

/**
 * The orientation, 1 to 8, that an EXIF block gives; 1 when it has none or is damaged, since bad metadata does
 * not make a picture unusable. The block may begin with the `Exif` of a JPEG segment or directly.
 */
export function exifOrientation(block: Uint8Array): number {
  const tiff = ascii(block, 0, 4) === 'Exif' ? block.subarray(6) : block;
  try {
    const order = tiffOrder(tiff);
    if (!order) return 1;
    const value = readDirectory(tiff, order, order.first).value(orientationTag) ?? 1;
    return value >= 1 && value <= 8 ? value : 1;
  } catch (error) {
    if (error instanceof RangeError) return 1;
    throw error;
  }
}
