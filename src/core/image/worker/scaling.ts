import type { Size } from '../fit.ts';
import type { Region } from '../imageTypes.ts';
import type { Bitmap } from './bitmap.ts';
import { type Kernel, place } from './kernelModule.ts';
import { lanczos, type Taps } from './taps.ts';

/**
 * Readies the kernel's scaler for the rows of a source picture; `window` is the part that is wanted, in fractions of
 * its pixels, `size` that of the result. Its rows are then passed on
 * from the first one.
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
  /** The part of the source that is looked at. */
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
 * Where the reduction is four times or more, all but a factor of two to three is left to averaging, as libvips
 * does: a sinc over so many pixels costs far more and shows no difference.
 */
function axis(source: number, offset: number, length: number, target: number, multiple: number): Axis {
  const reduction = length / target;
  const box = reduction >= 4 ? Math.min(Math.floor(reduction / 2), largestBox) : 1;
  // What the filter sees beyond the edge of the window is part of the picture, as long as there is one.
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

/** So many rows of 8 bits add up within 16. */
const largestBox = 257;

function placeTaps(kernel: Kernel, { starts, weights }: Taps): [number, number] {
  const bytes = (array: Int32Array | Int16Array) =>
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  return [place(kernel, bytes(starts)), place(kernel, bytes(weights))];
}
