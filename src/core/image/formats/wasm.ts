import { readFile } from 'node:fs/promises';

const modules = new Map<string, Promise<WebAssembly.Module>>();

/** The compiled module of a file, read once. A decoder that failed is made anew from it. */
export function compiled(url: URL): Promise<WebAssembly.Module> {
  let module = modules.get(url.href);
  if (!module) {
    module = readModule(url);
    modules.set(url.href, module);
  }
  return module;
}

async function readModule(url: URL): Promise<WebAssembly.Module> {
  return await WebAssembly.compile(await readFile(url));
}
