import type { Bitmap } from '../worker/bitmap.ts';

/** What an Emscripten program is started with, as far as it is used here. */
interface Start {
  readonly noInitialRun: boolean;
  readonly instantiateWasm: (imports: object, done: (instance: WebAssembly.Instance) => void) => object;
  readonly print: () => void;
  readonly printErr: () => void;
}

/** A decoder of the jSquash family. */
interface Decoder {
  /** Its memory. */
  readonly HEAPU8: Uint8Array;
  /** Null where there is no picture. */
  decode(bytes: Uint8Array, bitDepth?: 8): object | null;
}

/** Decodes a picture and hands its pixels to `use` where they lie, which they do no longer than that takes. */
export type DecodeInPlace = <Result>(
  bytes: Uint8Array,
  use: (bitmap: Bitmap) => Result,
) => Promise<Result | undefined>;

/**
 * A decoder of the jSquash family, kept from one picture to the next unless it failed or took a lot of memory, which
 * never shrinks. Left alone it would copy its pixels into a `Uint8ClampedArray` for an `ImageData`, two globals that
 * it looks up when it first decodes, and hold a large picture twice.
 */
export function inPlace(
  factory: (start: Start) => Promise<Decoder>,
  module: () => Promise<WebAssembly.Module>,
  ...depth: [] | [8]
): DecodeInPlace {
  let kept: Decoder | undefined;
  let take: (bitmap: Bitmap) => void;
  const instead = {
    Uint8ClampedArray: function Pixels(data: Uint8Array) {
      return data;
    },
    ImageData: function Picture(data: Uint8Array, width: number, height: number) {
      take({ width, height, data });
    },
  };
  return async <Result>(bytes: Uint8Array, use: (bitmap: Bitmap) => Result) => {
    const decoder = kept ?? (await started(factory, await module()));
    kept = undefined;
    let result: Result | undefined;
    take = (bitmap) => {
      result = use(bitmap);
    };
    withGlobals(instead, () => decoder.decode(bytes, ...depth));
    if (decoder.HEAPU8.length <= keptBytes) kept = decoder;
    return result;
  };
}

const keptBytes = 134_217_728;

function withGlobals(instead: Readonly<Record<string, unknown>>, run: () => void): void {
  const before = Object.keys(instead).map((name) => [name, Reflect.get(globalThis, name)]);
  Object.assign(globalThis, instead);
  try {
    run();
  } finally {
    Object.assign(globalThis, Object.fromEntries(before));
  }
}

/** A fresh instance of a program around a compiled module. It prints nothing: our output belongs to others. */
function started(factory: (start: Start) => Promise<Decoder>, module: WebAssembly.Module): Promise<Decoder> {
  return new Promise((resolve, reject) => {
    const start: Start = {
      noInitialRun: true,
      instantiateWasm: (imports, done) => {
        WebAssembly.instantiate(module, imports).then(done, reject);
        return {};
      },
      print: () => {},
      printErr: () => {},
    };
    factory(start).then(resolve, reject);
  });
}
