import { readFile } from '#platform/readFile.ts';
import { withMaximumMemory } from './wasmMemory.ts';

const modules = new Map<string, Promise<WebAssembly.Module>>();

/** The compiled module of a file, read once, with bounded memory. A decoder that failed is instantiated again from it. */
export function compiled(url: URL): Promise<WebAssembly.Module> {
  let module = modules.get(url.href);
  if (!module) {
    module = readModule(url).then((bytes) => WebAssembly.compile(bytes));
    modules.set(url.href, module);
  }
  return module;
}

/** A module's file with a bound on its memory, so that no picture makes the program allocate more. */
export async function readModule(url: URL): Promise<Uint8Array<ArrayBuffer>> {
  return withMaximumMemory(await readFile(url), maxPages);
}

/** Pages of 64 KB: 433 MB, a little more than a header may ask for (`cost/decodingCost.ts`). */
const maxPages = 6600;
