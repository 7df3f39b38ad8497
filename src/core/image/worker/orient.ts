import type { Size } from '../fit.ts';
import type { Region } from '../imageTypes.ts';
import type { Bitmap } from './bitmap.ts';

/** Turns and mirrors stored pixels so that they are upright (EXIF orientation 1 to 8). */
export function orient(bitmap: Bitmap, orientation: number): Bitmap {
  if (orientation <= 1) return bitmap;
  const bytes = bitmap.data.byteOffset % 4 === 0 ? bitmap.data : bitmap.data.slice();
  const source = new Uint32Array(bytes.buffer, bytes.byteOffset, bitmap.width * bitmap.height);
  const [width, height] = orientation >= 5 ? [bitmap.height, bitmap.width] : [bitmap.width, bitmap.height];
  const turned = new Uint32Array(width * height);
  const { start, right, down } = walk(bitmap, orientation);
  let to = 0;
  for (let y = 0; y < height; y++) {
    let from = start + y * down;
    for (let x = 0; x < width; x++, from += right) turned[to++] = source[from] ?? 0;
  }
  return { width, height, data: new Uint8Array(turned.buffer) };
}

/** Converts a rectangle in pixels after orientation to stored pixels. */
export function storedRegion(region: Region, stored: Size, orientation: number): Region {
  const { x, y, width, height } = region;
  const right = stored.width - x - width;
  const bottom = stored.height - y - height;
  const turnedRight = stored.width - y - height;
  const turnedBottom = stored.height - x - width;
  const turned = { width: height, height: width };
  switch (orientation) {
    case 2:
      return { x: right, y, width, height };
    case 3:
      return { x: right, y: bottom, width, height };
    case 4:
      return { x, y: bottom, width, height };
    case 5:
      return { x: y, y: x, ...turned };
    case 6:
      return { x: y, y: turnedBottom, ...turned };
    case 7:
      return { x: turnedRight, y: turnedBottom, ...turned };
    case 8:
      return { x: turnedRight, y: x, ...turned };
    default:
      return region;
  }
}

/** Index of the stored pixel that is seen top left, and the steps to those seen right of and below it. */
function walk({ width, height }: Size, orientation: number): { start: number; right: number; down: number } {
  const last = width * height - 1;
  const bottomLeft = last - width + 1;
  switch (orientation) {
    case 2:
      return { start: width - 1, right: -1, down: width };
    case 3:
      return { start: last, right: -1, down: -width };
    case 4:
      return { start: bottomLeft, right: 1, down: -width };
    case 5:
      return { start: 0, right: width, down: 1 };
    case 6:
      return { start: bottomLeft, right: -width, down: 1 };
    case 7:
      return { start: last, right: -width, down: -1 };
    default:
      return { start: width - 1, right: width, down: -1 };
  }
}
