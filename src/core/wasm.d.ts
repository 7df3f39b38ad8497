/** In the bundle: the place of the module beside the importing file, as a relative URL. */
declare module '*.wasm' {
  const path: string;

  export { path as default };
}

/** In the bundle: the bytes themselves, when imported with the type `bytes`. */
declare module '*.ttf' {
  const bytes: Uint8Array;

  export { bytes as default };
}

// Node has all of this; its types, without those of the DOM, do not.
declare namespace WebAssembly {
  interface Memory {
    readonly buffer: ArrayBuffer;
  }
  interface Instance {
    readonly exports: object;
  }
  function compile(bytes: Uint8Array): Promise<Module>;
  function instantiate(module: Module, imports: object): Promise<Instance>;
}

/** libjpeg-turbo, which brings no types; only what is used of it. */
declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs' {
  export interface JpegDecoder {
    /** Where the file is put. */
    getEncodedBuffer(length: number): Uint8Array;
    decode(): void;
    getFrameInfo(): { readonly width: number; readonly height: number; readonly componentCount: number };
    /** Rows from the top: grey, or red, green and blue. */
    getDecodedBuffer(): Uint8Array;
    delete(): void;
  }
  export default function start(options: {
    readonly wasmBinary: Uint8Array;
    readonly print: () => void;
    readonly printErr: () => void;
  }): Promise<{ readonly JPEGDecoder: new () => JpegDecoder }>;
}

declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm' {
  const path: string;

  export { path as default };
}
