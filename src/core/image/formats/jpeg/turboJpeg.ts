import wasm from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm';
import start, { type JpegDecoder } from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs';
import { readSegments } from '../../probe/jpeg.ts';
import type { Bitmap, Wanted } from '../../worker/bitmap.ts';
import { readModule } from '../wasm.ts';
import { damaged, unsupported } from './jpegSegments.ts';

/**
 * Decodes a JPEG of a rare kind, arithmetic-coded or lossless, with libjpeg-turbo and at its full size. Every other kind is
 * decoded, several times as fast, in `jpeg.ts`.
 */
export async function decode(bytes: Uint8Array, _wanted: Wanted): Promise<Bitmap> {
  const { components = 0, precision = 0 } = readSegments(bytes).frame ?? {};
  if (precision !== 8) throw unsupported('depth', `${precision} bits`);
  if (components === 4) throw unsupported('coding', 'of four components');
  const silent = () => {};
  // A fresh instance, whose memory goes with it.
  const wasmBinary = await readModule(new URL(wasm, import.meta.url));
  const { JPEGDecoder } = await start({ wasmBinary, print: silent, printErr: silent });
  return decoded(new JPEGDecoder(), bytes);
}

function decoded(decoder: JpegDecoder, bytes: Uint8Array): Bitmap {
  decoder.getEncodedBuffer(bytes.length).set(bytes);
  try {
    decoder.decode();
  } catch (error) {
    // The program throws the places of C++ exceptions.
    if (typeof error === 'number') throw damaged('libjpeg-turbo finds no picture');
    throw error;
  }
  const { width, height, componentCount } = decoder.getFrameInfo();
  return { width, height, data: withAlpha(decoder.getDecodedBuffer(), componentCount) };
}

function withAlpha(samples: Uint8Array, count: number): Uint8Array {
  const data = new Uint8Array((samples.length / count) * 4).fill(255);
  const [green, blue] = count === 1 ? [0, 0] : [1, 2];
  for (let from = 0, to = 0; from < samples.length; from += count, to += 4) {
    data[to] = samples[from] ?? 0;
    data[to + 1] = samples[from + green] ?? 0;
    data[to + 2] = samples[from + blue] ?? 0;
  }
  return data;
}
