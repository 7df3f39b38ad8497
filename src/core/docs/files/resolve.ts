import type { ImageReference } from '../imageReference.ts';
import { candidatesOf } from './candidates.ts';
import { createFindDeclaredFolders } from './declaredFolders.ts';
import { type ListedFiles, withListings } from './listings.ts';
import { createNearestName } from './nearest.ts';
import { folderOf, IMAGE_FILE, joined, nameOf } from './paths.ts';
import { remember } from './remember.ts';
import { createFindSites, type Files, type Site } from './sites.ts';
import { spellings } from './spellings.ts';

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
export function createResolve(workspace: Files, settings: ResolveSettings = {}): Resolve {
  const files = withListings(workspace);
  const findSites = createFindSites(files);
  const findDeclared = createFindDeclaredFolders(files);
  const nearestIn = remember(async (folder, signal) =>
    createNearestName((await files.list(folder, signal)).filter((name) => IMAGE_FILE.test(name))),
  );
  const named: Site = { folders: settings.staticFolders ?? [], base: '', directoryUrls: undefined };

  return async (reference, document, signal) => {
    if (reference.kind !== 'image' || reference.folders.some(isRemote)) return { state: 'elsewhere' };
    const sites = [named, ...(await findSites(document, signal)), WORKSPACE];
    const candidates = candidatesOf(reference, document, sites);
    const path =
      (await firstExisting(candidates, files, signal)) ??
      (await firstExisting(await declaredCandidates(reference, document, signal), files, signal));
    if (path !== undefined) return { state: 'found', path };
    if (reference.source.computed || isOfComponent(reference)) return { state: 'elsewhere' };
    const [first] = candidates;
    const [only] = (await settings.find?.(nameOf(first ?? ''), signal)) ?? [];
    if (reference.syntax === 'wikilink' && only !== undefined) return { state: 'found', path: only };
    return { state: 'missing', path: first, nearest: only ?? (await nearest(candidates, signal)) };
  };

  async function declaredCandidates(reference: ImageReference, document: string, signal: AbortSignal) {
    const written = spellings(reference);
    if (written.length === 0) return [];
    const folders = await findDeclared(reference, document, signal);
    return folders.flatMap((folder) => written.flatMap((path) => joined(folder, path) ?? []));
  }

  async function nearest(candidates: readonly string[], signal: AbortSignal): Promise<string | undefined> {
    for (const candidate of candidates) {
      const folder = folderOf(candidate);
      const name = (await nearestIn(folder, signal))(nameOf(candidate));
      if (name !== undefined) return joined(folder, name);
    }
    return undefined;
  }
}

/** The folders when no site is known: the root of the workspace. */
const WORKSPACE: Site = { folders: [''], base: '', directoryUrls: undefined };

/** `:imagesdir: https://…` puts all images of a document on the web. */
function isRemote(folder: string): boolean {
  return /^(?:[a-z][a-z\d+.-]*:)?\/\//i.test(folder);
}

/** Antora's `2.0@other:module:a.png`: another component may be in another repository. */
function isOfComponent({ syntax, source }: ImageReference): boolean {
  return syntax === 'asciidoc' && /^(?:[^:/]*@|[^:/]+:[^:/]*:)/.test(source.text);
}

async function firstExisting(
  candidates: readonly string[],
  files: ListedFiles,
  signal: AbortSignal,
): Promise<string | undefined> {
  for (const candidate of candidates) {
    const path = await existing(candidate, files, signal);
    if (path !== undefined) return path;
  }
  return undefined;
}

/** The path when it exists; `plot.*` and, in LaTeX, `plot` stand for an image with any extension. */
async function existing(path: string, files: ListedFiles, signal: AbortSignal): Promise<string | undefined> {
  const name = nameOf(path);
  if (!name.endsWith('.*')) {
    const isThere = name !== '' && (await files.has(path, signal));
    return isThere && !(await isFolder(path, files, signal)) ? path : undefined;
  }
  const stem = name.slice(0, -1);
  const names = await files.list(folderOf(path), signal);
  const found = names.find((one) => one.startsWith(stem) && (IMAGE_FILE.test(one) || PRINT_FILE.test(one)));
  return found === undefined ? undefined : joined(folderOf(path), found);
}

/** File types that LaTeX includes besides images. */
const PRINT_FILE = /\.(?:pdf|eps|ps|mps)$/i;

/** Only a name that tells nothing is looked into. */
async function isFolder(path: string, files: ListedFiles, signal: AbortSignal): Promise<boolean> {
  return !nameOf(path).includes('.') && (await files.list(path, signal)).length > 0;
}
