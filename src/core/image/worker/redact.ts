import type { Size } from '../fit.ts';
import type { Region } from '../imageTypes.ts';
import type { Bitmap } from './bitmap.ts';

/**
 * Paints parts of a picture black, in place. `part` is the part of the stored picture that the bitmap holds, at whatever size;
 * the boxes are in the same pixels. Each grows outward to whole pixels of the bitmap.
 */
export function redact(bitmap: Bitmap, part: Region, boxes: readonly Region[]): void {
  for (const box of boxes) paint(bitmap, inBitmap(box, part, bitmap));
}

interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function inBitmap(box: Region, part: Region, { width, height }: Size): Edges {
  const x = width / part.width;
  const y = height / part.height;
  return {
    left: Math.max(0, Math.floor((box.x - part.x) * x)),
    top: Math.max(0, Math.floor((box.y - part.y) * y)),
    right: Math.min(width, Math.ceil((box.x + box.width - part.x) * x)),
    bottom: Math.min(height, Math.ceil((box.y + box.height - part.y) * y)),
  };
}

function paint({ width, data }: Bitmap, { left, top, right, bottom }: Edges): void {
  if (left >= right) return;
  for (let y = top; y < bottom; y++) {
    const row = data.subarray((y * width + left) * 4, (y * width + right) * 4);
    row.fill(0);
    for (let alpha = 3; alpha < row.length; alpha += 4) row[alpha] = 255;
  }
}
