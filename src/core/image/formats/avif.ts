import codec from '@jsquash/avif/codec/dec/avif_dec.js';
import wasm from '@jsquash/avif/codec/dec/avif_dec.wasm';
import { RefusalError } from '../imageTypes.ts';
import { type Bitmap, copied, type Wanted } from '../worker/bitmap.ts';
import { inPlace } from './emscripten.ts';
import { compiled } from './wasm.ts';

const decoder = inPlace(codec, () => compiled(new URL(wasm, import.meta.url)), 8);

/** The picture of an AVIF file, reduced to 8 bits; of a sequence the first, the only one the decoder gives. */
export async function decode(bytes: Uint8Array, { frame = 0 }: Wanted): Promise<Bitmap> {
  if (frame > 0) throw new RefusalError({ reason: 'unsupported', type: 'avif', detail: `frame ${frame}` });
  const picture = await decoder(bytes, copied);
  if (!picture)
    throw new RefusalError({ reason: 'damaged', type: 'avif', detail: 'the decoder found no picture' });
  return picture;
}
