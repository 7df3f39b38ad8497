/** Our JPEG codec and those of libraries in WebAssembly, with one interface; all are scaled by our scaler. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Bitmap, Part } from '../../src/core/image/worker/bitmap.ts';
import { freshKernel } from '../../src/core/image/worker/kernelModule.ts';

export interface JpegCodec {
  /** A part of a picture at a size. */
  readonly decode: (bytes: Uint8Array, part: Part) => Promise<Bitmap>;
  /** Quality 85 with halved colour. Missing where the library has no encoder. */
  readonly encode?: (bitmap: Bitmap) => Promise<Uint8Array>;
}

export const jpegCodecs = {
  ours,
  '@cwasm/jpeg-turbo': cwasm,
  '@cornerstonejs': cornerstone,
  '@jsquash': jsquash,
};

/** The peers are measured as they are installed. */
const installed = createRequire(`${process.cwd()}/package.json`);

function file(name: string): Promise<Buffer> {
  return readFile(installed.resolve(name));
}

async function ours(): Promise<JpegCodec> {
  const { decodePart } = await import('../../src/core/image/formats/jpeg/jpeg.ts');
  const { encodeJpeg } = await import('../../src/core/image/formats/jpeg/jpegEncode.ts');
  const { imageStatistics } = await import('../../src/core/image/worker/imageStatistics.ts');
  return {
    decode: decodePart,
    encode: async (bitmap) => encodeJpeg(await imageStatistics(bitmap), { quality: 85, halved: true }),
  };
}

/** A part of a decoded picture that may be smaller than the stored one. */
async function scaled(picture: Bitmap, { window, size }: Part, scale: number): Promise<Bitmap> {
  const { resampled } = await import('../../src/core/image/worker/resample.ts');
  const { x, y, width, height } = window;
  const part = { x: x * scale, y: y * scale, width: width * scale, height: height * scale };
  return resampled(await freshKernel(), picture, part, size);
}

interface TurboJpeg {
  readonly memory: { readonly buffer: ArrayBuffer };
  malloc(length: number): number;
  free(at: number): void;
  tjInitDecompress(): number;
  tjDestroy(decompressor: number): void;
  tjDecompressHeader3(decompressor: number, bytes: number, length: number, ...out: number[]): number;
  tjDecompress2(decompressor: number, bytes: number, length: number, to: number, ...rest: number[]): number;
}

/** libjpeg-turbo 2.0, decoding only. Its own interface gives the full size; the exports below it can scale. */
async function cwasm(): Promise<JpegCodec> {
  const nothing = () => 0;
  const system = { environ_sizes_get: nothing, environ_get: nothing, proc_exit: nothing };
  const { instance } = (await WebAssembly.instantiate(await file('@cwasm/jpeg-turbo/jpeg-turbo.wasm'), {
    env: { setjmp: nothing, longjmp: nothing },
    wasi_snapshot_preview1: { ...system, fd_close: nothing, fd_seek: nothing, fd_write: nothing },
  })) as unknown as { instance: { exports: TurboJpeg } };
  const turbo = instance.exports;
  const rgba = 7;
  return {
    async decode(bytes, part) {
      const input = turbo.malloc(bytes.length);
      new Uint8Array(turbo.memory.buffer).set(bytes, input);
      const [decompressor, out] = [turbo.tjInitDecompress(), turbo.malloc(16)];
      turbo.tjDecompressHeader3(decompressor, input, bytes.length, out, out + 4, out + 8, out + 12);
      const [fullWidth = 0, fullHeight = 0] = new Uint32Array(turbo.memory.buffer, out, 2);
      const eighths = Math.min(Math.max(Math.ceil((part.size.width / part.window.width) * 8), 1), 8);
      const [width, height] = [Math.ceil((fullWidth * eighths) / 8), Math.ceil((fullHeight * eighths) / 8)];
      const at = turbo.malloc(width * height * 4);
      turbo.tjDecompress2(decompressor, input, bytes.length, at, width, width * 4, height, rgba, 0);
      turbo.tjDestroy(decompressor);
      const data = new Uint8Array(turbo.memory.buffer, at, width * height * 4);
      const result = await scaled({ width, height, data }, part, eighths / 8);
      for (const used of [input, out, at]) turbo.free(used);
      return result;
    },
  };
}

interface Cornerstone {
  JPEGDecoder: new () => {
    getEncodedBuffer(length: number): Uint8Array;
    decode(): void;
    getFrameInfo(): { readonly width: number; readonly height: number };
    getDecodedBuffer(): Uint8Array;
    delete(): void;
  };
  JPEGEncoder: new () => {
    setQuality(quality: number): void;
    getDecodedBuffer(frame: object): Uint8Array;
    encode(): void;
    getEncodedBuffer(): Uint8Array;
    delete(): void;
  };
}

/** libjpeg-turbo 3.2: no scaling, and three bytes for a pixel. */
async function cornerstone(): Promise<JpegCodec> {
  const name = '@cornerstonejs/codec-libjpeg-turbo-8bit';
  const library: Cornerstone = await installed(`${name}/wasmjs`)({ wasmBinary: await file(`${name}/wasm`) });
  return {
    async decode(bytes, part) {
      const decoder = new library.JPEGDecoder();
      decoder.getEncodedBuffer(bytes.length).set(bytes);
      decoder.decode();
      const { width, height } = decoder.getFrameInfo();
      const data = withAlpha(decoder.getDecodedBuffer(), width * height);
      decoder.delete();
      return await scaled({ width, height, data }, part, 1);
    },
    async encode({ width, height, data }) {
      const encoder = new library.JPEGEncoder();
      encoder.setQuality(85);
      const frame = { width, height, bitsPerSample: 8, componentCount: 3, isSigned: false };
      encoder.getDecodedBuffer(frame).set(withoutAlpha(data));
      encoder.encode();
      const bytes = encoder.getEncodedBuffer().slice();
      encoder.delete();
      return bytes;
    },
  };
}

function withAlpha(samples: Uint8Array, pixels: number): Uint8Array {
  const data = new Uint8Array(pixels * 4).fill(255);
  for (let from = 0, to = 0; from < samples.length; from += 3, to += 4) {
    data[to] = samples[from] ?? 0;
    data[to + 1] = samples[from + 1] ?? 0;
    data[to + 2] = samples[from + 2] ?? 0;
  }
  return data;
}

function withoutAlpha(data: Uint8Array): Uint8Array {
  const samples = new Uint8Array((data.length / 4) * 3);
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    samples[to] = data[from] ?? 0;
    samples[to + 1] = data[from + 1] ?? 0;
    samples[to + 2] = data[from + 2] ?? 0;
  }
  return samples;
}

/** MozJPEG: no scaling. Its `encode` with its own defaults. */
async function jsquash(): Promise<JpegCodec> {
  const { default: decoder } = await import('@jsquash/jpeg/codec/dec/mozjpeg_dec.js');
  const { default: encoder } = await import('@jsquash/jpeg/codec/enc/mozjpeg_enc.js');
  const { defaultOptions } = await import('@jsquash/jpeg/meta.js');
  const codec = '@jsquash/jpeg/codec';
  const decoding = await decoder({ wasmBinary: await file(`${codec}/dec/mozjpeg_dec.wasm`) });
  const encoding = await encoder({ wasmBinary: await file(`${codec}/enc/mozjpeg_enc.wasm`) });
  return {
    async decode(bytes, part) {
      const { width, height, data } = decoding.decode(bytes, false);
      return await scaled({ width, height, data: new Uint8Array(data.buffer) }, part, 1);
    },
    encode: async ({ width, height, data }) =>
      encoding.encode(data, width, height, { ...defaultOptions, quality: 85 }),
  };
}
