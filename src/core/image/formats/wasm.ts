import { readFile } from 'node:fs/promises';
import { brotliDecompressSync } from 'node:zlib';

const modules = new Map<string, Promise<WebAssembly.Module>>();

/**
 * The compiled module of a file, read once. Decoders make a new instance for every picture: its memory goes with
 * it, and one that aborts leaves nothing behind.
 */
export function compiled(url: URL): Promise<WebAssembly.Module> {
  let module = modules.get(url.href);
  if (!module) {
    module = readModule(url);
    modules.set(url.href, module);
  }
  return module;
}

/** The bytes of a WebAssembly file, which is Brotli-compressed once it is packaged. */
export async function wasmBytes(url: URL): Promise<Uint8Array> {
  const bytes = await readFile(url);
  const plain = bytes.readUInt32BE(0) === 0x0061736d;
  return plain ? bytes : brotliDecompressSync(bytes);
}

async function readModule(url: URL): Promise<WebAssembly.Module> {
  return await WebAssembly.compile(await wasmBytes(url));
}
