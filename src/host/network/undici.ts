import type * as Parts from './undiciModules.ts';

export type Undici = typeof Parts;

/**
 * Loads undici on first use, after Node's own copy: the first one to load becomes the global dispatcher of the
 * process, which must not be ours, since all other fetches of the extension host go through it.
 */
export function loadUndici(): Promise<Undici> {
  void globalThis.Response;
  return import('./undiciModules.ts');
}
