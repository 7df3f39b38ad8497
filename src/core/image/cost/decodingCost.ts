import { type ImageHeader, type ImageType, RefusalError, type Region } from '../imageTypes.ts';
import { damaged } from '../probe/header.ts';
import { apngCost, gifCost, webpAnimationCost } from './animationCost.ts';
import type { CostOf, DecodingCost } from './cost.ts';
import { avifCost, bmpCost, heicCost, iconCost, jpegCost, pngCost, webpCost } from './stillCost.ts';
import { tiffCost } from './tiffCost.ts';

/**
 * Most bytes that decoding may hold. With what a thread, its programs and the encoder take (80 MB, measured on Node
 * 20 and 24, Nov 2026), every picture stays within 500 MB.
 */
export const maxDecodingBytes = 420e6;

/**
 * Most pixels that are decoded for one picture: 16383², the largest WebP and what sharp refuses to pass by default.
 * The slowest of our decoders takes 12 seconds for as many (GIF, measured Nov 2026).
 */
export const maxDecodedPixels = 268_402_689;

/**
 * Compares the cost of a picture with what is allowed. `held` is the part whose pixels are held before they are scaled,
 * where they are.
 *
 * @throws RefusalError for one that costs more memory or work, or whose header ends before that is known.
 */
export function refuseCostly(bytes: Uint8Array, header: ImageHeader, frame: number, held?: Region): void {
  const { type, width, height } = header;
  const decoding = costOf(bytes, header, frame);
  const cost = { ...decoding, bytes: decoding.bytes + heldBytes(held) };
  const file = { type, width, height, byteLength: bytes.length };
  if (cost.pixels > maxDecodedPixels)
    throw new RefusalError({
      ...file,
      reason: 'tooManyPixels',
      needed: cost.pixels,
      limit: maxDecodedPixels,
    });
  if (cost.bytes > maxDecodingBytes)
    throw new RefusalError({
      ...file,
      reason: 'tooMuchMemory',
      needed: cost.bytes,
      limit: maxDecodingBytes,
    });
}

/** RGBA in the decoder's memory, and the copy that is painted over. */
function heldBytes(held: Region | undefined): number {
  return held ? held.width * held.height * 8 : 0;
}

function costOf(bytes: Uint8Array, header: ImageHeader, frame: number): DecodingCost {
  try {
    return costs[header.type](bytes, header, frame);
  } catch (error) {
    // A DataView throws RangeError where the bytes end inside the header.
    if (error instanceof RangeError)
      throw new RefusalError(damaged(header.type, 'ends inside the header'), { cause: error });
    throw error;
  }
}

const costs: Record<ImageType, CostOf> = {
  png: animated(apngCost, pngCost),
  jpeg: jpegCost,
  gif: gifCost,
  webp: animated(webpAnimationCost, webpCost),
  bmp: bmpCost,
  tiff: tiffCost,
  ico: iconCost,
  avif: avifCost,
  heic: heicCost,
  // A drawing has no pixels of its own: the time of its thread and the memory of its program are bounded instead.
  svg: () => ({ bytes: 0, pixels: 0 }),
};

function animated(animation: CostOf, still: CostOf): CostOf {
  return (bytes, header, frame) => (header.frames > 1 ? animation : still)(bytes, header, frame);
}
