import type { ImageHeader, Region } from '../imageTypes.ts';
import { readGif } from '../probe/gif.ts';
import { viewOf } from '../probe/header.ts';
import { pngChunks } from '../probe/png.ts';
import { riffChunks, uint24 } from '../probe/webp.ts';
import type { CostOf, DecodingCost } from './cost.ts';

/** The area of a frame, and whether the canvas is kept to be restored after it. */
interface FrameArea extends Region {
  readonly restores: boolean;
}

/** Palette indices, then RGBA. */
export const gifCost: CostOf = (bytes, header, frame) => {
  const frames: FrameArea[] = [];
  readGif(bytes, (one) => {
    if (frames.length <= frame) frames.push(one);
  });
  return composed(header, frames, 5, bytes.length * 2);
};

/** Each frame is a PNG of its own, decoded in the kernel's memory and copied out of it. */
export const apngCost: CostOf = (bytes, header, frame) => {
  const frames: FrameArea[] = [];
  for (const chunk of pngChunks(bytes)) {
    if (chunk.type !== 'fcTL' || chunk.length < 25 || !chunk.whole) continue;
    const view = viewOf(chunk.data);
    frames.push({
      width: view.getUint32(4),
      height: view.getUint32(8),
      x: view.getUint32(12),
      y: view.getUint32(16),
      restores: view.getUint8(24) === 2,
    });
    if (frames.length > frame) break;
  }
  return composed(header, frames, header.traits.includes('interlaced') ? 16 : 8, bytes.length * 4);
};

/** Each frame is a WebP of its own, perhaps lossless, decoded in the program's memory and copied out of it. */
export const webpAnimationCost: CostOf = (bytes, header, frame) => {
  const frames = riffChunks(bytes)
    .filter(({ type, length, whole }) => type === 'ANMF' && length >= 16 && whole)
    .slice(0, frame + 1)
    .map(({ data }) => {
      const view = viewOf(data);
      const [x, y] = [uint24(view, 0) * 2, uint24(view, 3) * 2];
      return { x, y, width: uint24(view, 6) + 1, height: uint24(view, 9) + 1, restores: false };
    });
  return composed(header, frames, 12, bytes.length * 4);
};

/**
 * The cost of frames drawn over one another up to the wanted one. A first frame that covers the canvas becomes the
 * canvas, so that a still picture is held once.
 */
function composed(
  canvas: Pick<ImageHeader, 'width' | 'height'>,
  frames: readonly FrameArea[],
  bytesPerPixel: number,
  fileBytes: number,
): DecodingCost {
  const canvasPixels = canvas.width * canvas.height;
  const [first] = frames;
  const isCanvas = frames.length === 1 && first !== undefined && covers(first, canvas);
  const restored = frames.filter(({ restores }) => restores).length;
  const areas = frames.map(({ width, height }) => width * height);
  const largest = areas.reduce((most, area) => Math.max(most, area), 0);
  // The frame before may not have been collected yet (measured with an APNG of 24 megapixels, Nov 2026).
  const frameBytes = largest * (bytesPerPixel + (frames.length > 1 ? 4 : 0));
  const canvasBytes = canvasPixels * 4 * ((isCanvas ? 0 : 1) + (restored > 0 ? 1 : 0));
  return {
    bytes: canvasBytes + frameBytes + fileBytes,
    pixels: areas.reduce((sum, area) => sum + area, restored * canvasPixels),
  };
}

function covers({ x, y, width, height }: FrameArea, canvas: Pick<ImageHeader, 'width' | 'height'>): boolean {
  return x === 0 && y === 0 && width === canvas.width && height === canvas.height;
}
