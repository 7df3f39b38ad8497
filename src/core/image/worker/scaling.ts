import type { Size } from '../fit.ts';
import type { Region } from '../imageTypes.ts';
import type { Bitmap } from './bitmap.ts';
import { type Kernel, place } from './kernelModule.ts';
import { lanczos, type Taps } from './taps.ts';

/**
 * Prepares the kernel's scaler for the rows of a source picture, which are then passed on from the first one. `window` is
 * the wanted part, in fractions of its pixels, `size` that of the result.
 */
export function startScaling(
  kernel: Kernel,
  source: Size,
  window: Region,
  size: Size,
  alpha: boolean,
): Scaling {
  const x = axis(source.width, window.x, window.width, size.width, 4);
  const y = axis(source.height, window.y, window.height, size.height, 2);
  // Multiplying alpha in and out again costs precision, so only where pixels are mixed.
  const mixed = x.box > 1 || y.box > 1 || x.taps.count > 0 || y.taps.count > 0;
  kernel.scaleSource(x.first, y.first, x.length, y.length, alpha && mixed, x.box, y.box);
  kernel.scaleAcross(size.width, x.taps.count, ...placeTaps(kernel, x.taps));
  const out = kernel.scaleDown(size.height, y.taps.count, ...placeTaps(kernel, y.taps));
  return {
    left: x.first,
    right: x.first + x.length,
    top: y.first,
    bottom: y.first + y.length,
    // A copy, since the next picture gets the same memory.
    result: () => ({
      ...size,
      data: new Uint8Array(kernel.memory.buffer).slice(out, out + size.width * size.height * 4),
    }),
  };
}

export interface Scaling {
  /** The part of the source that is read. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** The scaled picture, once all rows down to `bottom` were passed on. */
  readonly result: () => Bitmap;
}

interface Axis {
  readonly first: number;
  readonly length: number;
  /** Source pixels that are averaged into one before filtering. */
  readonly box: number;
  readonly taps: Taps;
}

/**
 * Reductions of four times and more are done by averaging, except for a factor of two to three, as libvips does: a sinc
 * over so many pixels costs far more without a visible difference.
 */
function axis(source: number, offset: number, length: number, target: number, multiple: number): Axis {
  const reduction = length / target;
  const box = reduction >= 4 ? Math.min(Math.floor(reduction / 2), largestBox) : 1;
  // Beyond the edge of the window the filter reads the rest of the picture, where there is any.
  const cut = reduction === 1 && Number.isInteger(offset);
  const margin = cut ? 0 : Math.ceil(3 * Math.max(reduction, 1)) + box;
  const first = Math.max(Math.floor(offset) - margin, 0);
  const last = Math.min(Math.ceil(offset + length) + margin, source);
  const boxed = Math.ceil((last - first) / box);
  return {
    first,
    length: last - first,
    box,
    taps: lanczos(boxed, (offset - first) / box, length / box, target, multiple),
  };
}

/** Most rows whose sum of 8-bit values fits 16 bits. */
const largestBox = 257;

function placeTaps(kernel: Kernel, { starts, weights }: Taps): [number, number] {
  const bytes = (array: Int32Array | Int16Array) =>
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  return [place(kernel, bytes(starts)), place(kernel, bytes(weights))];
}
