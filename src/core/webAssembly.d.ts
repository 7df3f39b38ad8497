/** A compiled module: opaque, for `WebAssembly.instantiate`. Node has it, but its types leave it to those of the DOM. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
}
