import type { ImageReference } from '../imageReference.ts';
import { candidatesOf } from './candidates.ts';
import { nearestName } from './nearest.ts';
import { folderOf, IMAGE_FILE, joined, nameOf } from './paths.ts';
import { type Files, staticFoldersOf } from './sites.ts';

export type Resolution =
  | { readonly state: 'found'; readonly path: string }
  /** `nearest` is a file that may have been meant. */
  | { readonly state: 'missing'; readonly path: string | undefined; readonly nearest: string | undefined }
  /** Not a file of the workspace: remote, data or computed. */
  | { readonly state: 'elsewhere' };

export interface ResolveSettings {
  /** Folders for `/…` that the user names, before those that are detected. */
  readonly staticFolders?: readonly string[];
  /** Every file of that name, for wikilinks, which name no folder. */
  readonly find?: (name: string, signal: AbortSignal) => Promise<readonly string[]>;
}

export type Resolve = (
  reference: ImageReference,
  document: string,
  signal: AbortSignal,
) => Promise<Resolution>;

/**
 * Makes a function that finds the file a reference shows. It remembers every folder it has seen: make one for each
 * audit or action. Names are compared as written, so that a wrong case is missing everywhere, as it is on a server.
 */
export function createResolve(files: Files, settings: ResolveSettings = {}): Resolve {
  const folders = new Map<string, Promise<readonly string[]>>();
  const sites = new Map<string, Promise<readonly string[]>>();
  const cached: Files = {
    read: files.read,
    list: (folder, signal) => remembered(folders, folder, () => files.list(folder, signal)),
  };

  return async (reference, document, signal) => {
    if (reference.kind !== 'image' || reference.source.computed) return { state: 'elsewhere' };
    const detected = await remembered(sites, folderOf(document), () =>
      staticFoldersOf(document, cached, signal),
    );
    const candidates = candidatesOf(reference, document, [...(settings.staticFolders ?? []), ...detected]);
    for (const candidate of candidates) {
      const path = await existing(candidate, cached, signal);
      if (path !== undefined) return { state: 'found', path };
    }
    const [first] = candidates;
    const named = await settings.find?.(nameOf(first ?? ''), signal);
    const [only] = named ?? [];
    if (reference.syntax === 'wikilink' && only !== undefined) return { state: 'found', path: only };
    return { state: 'missing', path: first, nearest: only ?? (await nearest(candidates, cached, signal)) };
  };
}

async function remembered<Value>(
  known: Map<string, Promise<Value>>,
  key: string,
  make: () => Promise<Value>,
): Promise<Value> {
  const value = known.get(key) ?? make();
  known.set(key, value);
  try {
    return await value;
  } catch (error) {
    // An aborted or failed look must not be remembered as the answer.
    known.delete(key);
    throw error;
  }
}

/** The path when it exists; `plot.*` and, in LaTeX, `plot` stand for an image with any extension. */
async function existing(path: string, files: Files, signal: AbortSignal): Promise<string | undefined> {
  const name = nameOf(path);
  const names = await files.list(folderOf(path), signal);
  if (!name.endsWith('.*')) {
    const isThere = names.includes(name) && name !== '';
    return isThere && !(await isFolder(path, files, signal)) ? path : undefined;
  }
  const stem = name.slice(0, -1);
  const found = names.find((one) => one.startsWith(stem) && (IMAGE_FILE.test(one) || one.endsWith('.pdf')));
  return found === undefined ? undefined : joined(folderOf(path), found);
}

/** Only a name that tells nothing is looked into. */
async function isFolder(path: string, files: Files, signal: AbortSignal): Promise<boolean> {
  return !nameOf(path).includes('.') && (await files.list(path, signal)).length > 0;
}

async function nearest(
  candidates: readonly string[],
  files: Files,
  signal: AbortSignal,
): Promise<string | undefined> {
  for (const candidate of candidates) {
    const folder = folderOf(candidate);
    const images = (await files.list(folder, signal)).filter((name) => IMAGE_FILE.test(name));
    const name = nearestName(nameOf(candidate), images);
    if (name !== undefined) return joined(folder, name);
  }
  return undefined;
}
