import codec from '@jsquash/avif/codec/dec/avif_dec.js';
import wasm from '@jsquash/avif/codec/dec/avif_dec.wasm';
import type { Bitmap, Wanted } from '../bitmap.ts';
import { RefusalError } from '../types.ts';
import { type Decoder, started } from './emscripten.ts';
import { compiled } from './wasm.ts';

/** The picture of an AVIF file, reduced to 8 bits; of a sequence the first, the only one the decoder gives. */
export async function decode(bytes: Uint8Array, { frame = 0 }: Wanted): Promise<Bitmap> {
  if (frame > 0) throw new RefusalError({ reason: 'unsupported', type: 'avif', detail: `frame ${frame}` });
  const decoder = await started<Decoder>(codec, await compiled(new URL(wasm, import.meta.url)));
  const picture = decoder.decode(bytes, 8);
  if (!picture)
    throw new RefusalError({ reason: 'damaged', type: 'avif', detail: 'the decoder found no picture' });
  const { width, height, data } = picture;
  return { width, height, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
}
