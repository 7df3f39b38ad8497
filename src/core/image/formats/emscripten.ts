import type { Bitmap } from '../worker/bitmap.ts';

/** The start options of an Emscripten program that are used here. */
interface Start {
  readonly noInitialRun: boolean;
  readonly instantiateWasm: (imports: object, done: (instance: WebAssembly.Instance) => void) => object;
  readonly print: () => void;
  readonly printErr: () => void;
  /** The build makes the program read these two from here instead of the global object (scripts/emscripten.js). */
  readonly Uint8ClampedArray: Constructor<[view: Uint8Array]>;
  readonly ImageData: Constructor<[pixels: Uint8Array, width: number, height: number]>;
}

// Called with `new`.
type Constructor<Arguments extends unknown[]> = (...values: Arguments) => object;

/** A decoder of the jSquash family. */
interface Decoder {
  /** Its memory. */
  readonly HEAPU8: Uint8Array;
  /** Null where there is no picture. */
  decode(bytes: Uint8Array, bitDepth?: 8): object | null;
}

/** Decodes a picture and passes its pixels to `use`. They are the decoder's memory, valid until `use` returns. */
export type DecodeInPlace = <Result>(
  bytes: Uint8Array,
  use: (bitmap: Bitmap) => Result,
) => Promise<Result | undefined>;

/** A decoder whose memory has grown beyond this is not kept, since memory never shrinks. */
const keptBytes = 134_217_728;

/**
 * A decoder of the jSquash family, kept from one picture to the next unless it failed or its memory grew large. As
 * published it copies its pixels into an `ImageData`, so that a large picture is held twice; here the constructor of
 * `ImageData` takes the pixels without a copy.
 */
export function inPlace(
  factory: (start: Start) => Promise<Decoder>,
  module: () => Promise<WebAssembly.Module>,
  ...depth: [] | [8]
): DecodeInPlace {
  let kept: Decoder | undefined;
  let take: (bitmap: Bitmap) => void;
  const start = async () =>
    await started(factory, await module(), (data, width, height) => take({ width, height, data }));
  return async <Result>(bytes: Uint8Array, use: (bitmap: Bitmap) => Result) => {
    const decoder = kept ?? (await start());
    kept = undefined;
    let result: Result | undefined;
    take = (bitmap) => {
      result = use(bitmap);
    };
    decoder.decode(bytes, ...depth);
    if (decoder.HEAPU8.length <= keptBytes) kept = decoder;
    return result;
  };
}

/** A new instance of a compiled program. It prints nothing, because standard output is not ours to write to. */
function started(
  factory: (start: Start) => Promise<Decoder>,
  module: WebAssembly.Module,
  take: (data: Uint8Array, width: number, height: number) => void,
): Promise<Decoder> {
  return new Promise((resolve, reject) => {
    const start: Start = {
      noInitialRun: true,
      instantiateWasm: (imports, done) => {
        WebAssembly.instantiate(module, imports).then(done, reject);
        return {};
      },
      print: () => {},
      printErr: () => {},
      Uint8ClampedArray: function view(bytes) {
        return bytes;
      },
      ImageData: function picture(data, width, height) {
        take(data, width, height);
        return {};
      },
    };
    factory(start).then(resolve, reject);
  });
}
