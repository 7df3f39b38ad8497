import type { ImageHeader, ImageType } from './imageTypes.ts';

/** Formats that Chromium shows in an `<img>`. */
const shownTypes: ReadonlySet<ImageType> = new Set([
  'png',
  'jpeg',
  'gif',
  'webp',
  'bmp',
  'ico',
  'avif',
  'svg',
]);

/** Most pixels of a file that the editor shows itself. It decodes all of them, at 4 bytes each: 64 MB. */
const maxShownPixels = 16_777_216;

/** Most pixels of all frames of an animation: the editor may keep each frame that it has drawn. */
const maxShownFramePixels = 134_217_728;

/** Whether the editor may show the file itself, of at most so many pixels; for any other there is `Pool.thumbnail`. */
export function isShownDirectly(
  { type, width, height, frames }: ImageHeader,
  maxPixels = maxShownPixels,
): boolean {
  if (!shownTypes.has(type)) return false;
  // A drawing is decoded at the size it is shown at.
  if (type === 'svg') return true;
  // The other sizes of an icon are not decoded.
  const shownFrames = type === 'ico' ? 1 : frames;
  return width * height <= maxPixels && width * height * shownFrames <= maxShownFramePixels;
}
