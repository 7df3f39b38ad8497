import { fit, orientedSize } from '../../image/fit.ts';
import type { ImageHeader, Refusal } from '../../image/imageTypes.ts';
import { highTier, maxFileBytes } from '../../image/limits.ts';

/** What is known of an image file: its header, or why it has none that can be read, and its size in bytes. */
export interface ImageMeasure {
  readonly header: ImageHeader | Refusal;
  readonly byteLength: number;
}

/** From this many times smaller on, letters of a usual size cannot be told apart. */
const SHRUNK = 3;

/** Pixels; no letter is told apart in an image that is smaller on both sides. */
const SMALLEST = 16;

/** Whether an image is too large or too small for anything in it to be read; undefined for most. */
export function sizeFault({ header, byteLength }: ImageMeasure): 'tooLarge' | 'tooSmall' | undefined {
  if (byteLength > maxFileBytes) return 'tooLarge';
  if ('reason' in header)
    return header.reason === 'tooManyPixels' || header.reason === 'tooMuchMemory' ? 'tooLarge' : undefined;
  // A drawing of lines is drawn in any size.
  if (header.type === 'svg') return undefined;
  const { width, height } = orientedSize(header);
  const shown = fit(width, height, { tierSide: highTier.side, tierTokens: highTier.tokens });
  if (width > shown.width * SHRUNK) return 'tooLarge';
  return Math.max(width, height) < SMALLEST ? 'tooSmall' : undefined;
}
