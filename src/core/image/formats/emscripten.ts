/** What an Emscripten program is started with, as far as it is used here. */
interface Start {
  readonly noInitialRun: boolean;
  readonly instantiateWasm: (imports: object, done: (instance: WebAssembly.Instance) => void) => object;
  readonly print: () => void;
  readonly printErr: () => void;
}

/** A fresh instance of a program around a compiled module. It prints nothing: our output belongs to others. */
export function started<Program>(
  factory: (start: Start) => Promise<Program>,
  module: WebAssembly.Module,
): Promise<Program> {
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

/** A decoder of the jSquash family. */
export interface Decoder {
  /** The picture as RGBA, or null where there is none. */
  decode(bytes: Uint8Array, bitDepth?: 8): { width: number; height: number; data: Uint8ClampedArray } | null;
}
