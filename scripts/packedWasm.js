/** Compresses the WebAssembly of packages with Brotli, a quarter smaller than the zip of the VSIX makes it. */
import { readFile } from 'node:fs/promises';
import { brotliCompressSync } from 'node:zlib';

/** An esbuild plugin for production builds: `formats/wasm.ts` unpacks what it finds packed. Takes some seconds. */
export const packedWasm = {
  name: 'packed-wasm',
  setup(build) {
    build.onLoad({ filter: /node_modules.*\.wasm$/ }, async ({ path }) => ({
      contents: brotliCompressSync(await readFile(path)),
      loader: 'file',
    }));
  },
};
