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
