import codec from '@jsquash/avif/codec/dec/avif_dec.js';
import wasm from '@jsquash/avif/codec/dec/avif_dec.wasm';
import { RefusalError } from '../imageTypes.ts';
import type { Bitmap, Part } from '../worker/bitmap.ts';
import { freshKernel } from '../worker/kernelModule.ts';
import { resampled } from '../worker/resample.ts';
import { inPlace } from './emscripten.ts';
import { compiled } from './wasm.ts';

const decoder = inPlace(codec, () => compiled(new URL(wasm, import.meta.url)), 8);

/**
 * Decodes a part of an AVIF file at the wanted size, reduced to 8 bits. `partOf` gets the decoded picture and returns the
 * part. The decoder reads only the first picture of a sequence.
 */
export async function decodePart(
  bytes: Uint8Array,
  frame: number,
  partOf: (picture: Bitmap) => Part,
): Promise<Bitmap> {
  if (frame > 0)
    throw new RefusalError({
      reason: 'unsupported',
      type: 'avif',
      oddity: 'laterFrame',
      detail: `frame ${frame}`,
    });
  const kernel = await freshKernel();
  const picture = await decoder(bytes, (bitmap) => {
    const { window, size } = partOf(bitmap);
    return resampled(kernel, bitmap, window, size);
  });
  if (!picture)
    throw new RefusalError({ reason: 'damaged', type: 'avif', detail: 'the decoder found no picture' });
  return picture;
}
