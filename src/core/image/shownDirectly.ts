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

/** Most pixels of a picture that an editor is handed as it is. It decodes all of them, at 4 bytes each: 64 MB. */
const maxShownPixels = 16_777_216;

/** Most pixels of all frames of an animation: it may keep each frame that it has drawn. */
const maxShownFramePixels = 134_217_728;

/** Whether an editor may be handed a file as it is, to be shown small; for any other there is `Pool.thumbnail`. */
export function isShownDirectly({ type, width, height, frames }: ImageHeader): boolean {
  if (!shownTypes.has(type)) return false;
  // A drawing has the pixels that it is shown at.
  if (type === 'svg') return true;
  // The other sizes of an icon are not decoded.
  const shownFrames = type === 'ico' ? 1 : frames;
  return width * height <= maxShownPixels && width * height * shownFrames <= maxShownFramePixels;
}
