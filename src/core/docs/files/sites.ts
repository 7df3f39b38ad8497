import { GENERATORS, type Generator, SITE_FOLDERS } from './generators.ts';
import { ancestors, folderOf, joined } from './paths.ts';
import { remember } from './remember.ts';

/** The questions that a workspace answers; paths are relative to its root. */
export interface Files {
  /** Names of the files and folders in a folder; none when it does not exist. */
  list(folder: string, signal: AbortSignal): Promise<readonly string[]>;
  /** The text of a file; undefined when it cannot be read. */
  read(path: string, signal: AbortSignal): Promise<string | undefined>;
}

/** A site that a document may be a page of. */
export interface Site {
  /** Folders, relative to the workspace, that its `/…` addresses are looked up in, the likeliest first. */
  readonly folders: readonly string[];
  /** The path it is served under, without slashes around it; '' for most. */
  readonly base: string;
  readonly directoryUrls: Generator['directoryUrls'] | undefined;
}

export type FindSites = (document: string, signal: AbortSignal) => Promise<readonly Site[]>;

/**
 * Makes a function that finds the sites a document may belong to, nearest first: those whose configuration lies in a
 * folder around the document or in a usual place. Each folder is looked at once.
 */
export function createFindSites(files: Files): FindSites {
  const sitesAt = remember((root, signal) => sitesIn(root, files, signal));
  const sitesAround = remember(async (folder, signal) => {
    // Editors complain in their logs about folders that do not exist.
    const top = await files.list('', signal);
    const places = new Set([...ancestors(folder), ...SITE_FOLDERS.filter((name) => top.includes(name))]);
    const found: Site[] = [];
    for (const place of places) found.push(...(await sitesAt(place, signal)));
    return found;
  });
  return (document, signal) => sitesAround(folderOf(document), signal);
}

/** The sites whose root a folder is. */
async function sitesIn(root: string, files: Files, signal: AbortSignal): Promise<Site[]> {
  const found: Site[] = [];
  for (const generator of GENERATORS) {
    const config = await configOf(generator, root, files, signal);
    if (config === undefined) continue;
    const { setting, base } = generator;
    const text = setting || base ? await files.read(config, signal) : undefined;
    found.push(siteOf(generator, root, text?.slice(0, MAX_CONFIG) ?? ''));
  }
  return found;
}

/** Characters of a configuration that are looked at: the settings we need stand at the start. */
const MAX_CONFIG = 200_000;

async function configOf(
  { within = '', config }: Generator,
  root: string,
  files: Files,
  signal: AbortSignal,
): Promise<string | undefined> {
  let folder = root;
  for (const part of within.split('/').filter(Boolean)) {
    if (!(await files.list(folder, signal)).includes(part)) return undefined;
    folder = joined(folder, part) ?? folder;
  }
  const name = (await files.list(folder, signal)).find((one) => config.test(one));
  return name === undefined ? undefined : joined(folder, name);
}

function siteOf(generator: Generator, root: string, config: string): Site {
  const { setting, unset = [], inside = [''], folders = [], base, directoryUrls, fileUrls } = generator;
  const named = foldersIn(setting?.exec(config)?.[1] ?? '');
  const set = named.length > 0 ? named : unset;
  const all = [...set.flatMap((folder) => inside.map((within) => `${folder}/${within}`)), ...folders];
  return {
    folders: all.flatMap((folder) => joined(root, folder) ?? []),
    base: (base?.exec(config)?.[1] ?? '').replace(/^\/+|\/$/g, ''),
    directoryUrls: fileUrls?.test(config) ? undefined : directoryUrls,
  };
}

/** The value of a setting: one folder, or several between brackets; quotes and the comment behind are left out. */
function foldersIn(value: string): string[] {
  return value
    .split(',')
    .map((folder) => folder.replace(/(?:^|\s)(?:#|\/\/).*/, '').replace(/["'`[\]\s;]/g, ''))
    .filter((folder) => folder !== '' && !folder.includes('{'));
}
