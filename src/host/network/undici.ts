import type * as Parts from './undiciModules.ts';

export type Undici = typeof Parts;

/**
 * undici, loaded on first use. Node's own copy has to come first: whichever copy is loaded first becomes the global
 * dispatcher of the process, and the extension host's other fetches are not ours to redirect.
 */
export function loadUndici(): Promise<Undici> {
  void globalThis.Response;
  return import('./undiciModules.ts');
}
