import type { Size } from '../fit.ts';
import type { Region } from '../imageTypes.ts';
import type { Bitmap } from './bitmap.ts';
import { freshKernel, type Kernel, place } from './kernelModule.ts';
import { startScaling } from './scaling.ts';

/** Scales a part of a picture, in fractions of its pixels, to a size. */
export async function resample(bitmap: Bitmap, window: Region, size: Size): Promise<Bitmap> {
  const { width, height } = bitmap;
  if (window.width === width && window.height === height && size.width === width && size.height === height)
    return bitmap;
  return resampled(await freshKernel(), bitmap, window, size);
}

/** Like `resample`, but synchronous and always a copy, for pixels in memory that is about to be reused. */
export function resampled(kernel: Kernel, bitmap: Bitmap, window: Region, size: Size): Bitmap {
  const { width, height, data } = bitmap;
  const scaling = startScaling(kernel, bitmap, window, size, true);
  const stride = width * 4;
  const block = Math.max(1, Math.floor(blockBytes / stride));
  const input = place(kernel, data.subarray(0, block * stride));
  for (let y = 0; y < height; y++) {
    if (y % block === 0)
      new Uint8Array(kernel.memory.buffer).set(data.subarray(y * stride, (y + block) * stride), input);
    if (!kernel.scaleRow(input + (y % block) * stride)) break;
  }
  return scaling.result();
}

/** How much of the source is in the kernel's memory at a time. */
const blockBytes = 1_048_576;
