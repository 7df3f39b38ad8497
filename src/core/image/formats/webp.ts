import codec from '@jsquash/webp/codec/dec/webp_dec.js';
import wasm from '@jsquash/webp/codec/dec/webp_dec.wasm';
import { concat, utf8 } from '../../bytes.ts';
import { RefusalError } from '../imageTypes.ts';
import { type Chunk, viewOf } from '../probe/header.ts';
import { riffChunks, uint24 } from '../probe/webp.ts';
import { type Bitmap, copied, type Part, type Wanted } from '../worker/bitmap.ts';
import { freshKernel } from '../worker/kernelModule.ts';
import { resampled } from '../worker/resample.ts';
import { compose, type Frame } from './canvas.ts';
import { inPlace } from './emscripten.ts';
import { compiled } from './wasm.ts';

const decoder = inPlace(codec, () => compiled(new URL(wasm, import.meta.url)));

/** Decodes a part of a still picture at the wanted size. */
export async function decodePart(bytes: Uint8Array, { window, size }: Part): Promise<Bitmap> {
  const kernel = await freshKernel();
  return await decodeStill(bytes, (bitmap) => resampled(kernel, bitmap, window, size));
}

/** The picture of a WebP; of an animated one the canvas at one of its frames. */
export async function decode(bytes: Uint8Array, { frame = 0 }: Wanted): Promise<Bitmap> {
  const [first, ...chunks] = riffChunks(bytes);
  const animated = first?.type === 'VP8X' && ((first.data[0] ?? 0) & 2) !== 0;
  if (!animated) return await decodeStill(bytes, copied);
  const view = viewOf(first.data);
  const frames = chunks.filter(({ type }) => type === 'ANMF').slice(0, frame + 1);
  if (frames.length <= frame) throw damaged(`frame ${frame} is missing`);
  return await compose(uint24(view, 4) + 1, uint24(view, 7) + 1, decodeFrames(frames));
}

async function* decodeFrames(chunks: readonly Chunk[]): AsyncGenerator<Frame> {
  for (const { data } of chunks) {
    const view = viewOf(data);
    const flags = view.getUint8(15);
    const still = stillFile(data.subarray(16), uint24(view, 6), uint24(view, 9));
    const bitmap = await decodeStill(still, copied);
    yield {
      ...bitmap,
      x: uint24(view, 0) * 2,
      y: uint24(view, 3) * 2,
      blend: (flags & 2) === 0,
      after: flags & 1 ? 'clear' : 'keep',
    };
  }
}

/** The chunks of a frame as a file of their own, which the decoder needs. */
function stillFile(chunks: Uint8Array, lastColumn: number, lastRow: number): Uint8Array {
  const start = utf8(`RIFF\0\0\0\0WEBPVP8X${'\0'.repeat(14)}`);
  const view = viewOf(start);
  view.setUint32(4, start.length - 8 + chunks.length, true);
  view.setUint32(16, 10, true);
  view.setUint8(20, riffChunks(chunks, 0).some(({ type }) => type === 'ALPH') ? 0x10 : 0);
  // Three bytes each, whose fourth the next value overwrites.
  view.setUint32(24, lastColumn, true);
  view.setUint16(27, lastRow & 0xffff, true);
  view.setUint8(29, lastRow >> 16);
  return concat([start, chunks]);
}

async function decodeStill(bytes: Uint8Array, use: (bitmap: Bitmap) => Bitmap): Promise<Bitmap> {
  const picture = await decoder(bytes, use);
  if (!picture) throw damaged('the decoder found no picture');
  return picture;
}

function damaged(detail: string): RefusalError {
  return new RefusalError({ reason: 'damaged', type: 'webp', detail });
}
