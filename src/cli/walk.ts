import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { type IgnoreFile, ignoredBy } from '../core/docs/config/gitignore.ts';
import { ancestors, folderOf } from '../core/docs/files/paths.ts';
import { syntaxOf } from '../core/docs/syntax.ts';
import { relativeTo, textIn } from './places.ts';

/** Folders that hold nobody's own documents. */
const SKIPPED: ReadonlySet<string> = new Set(['node_modules', '.git', '.hg', '.svn']);

export interface WalkOptions {
  /** The ignore files from here on count. */
  readonly root: string;
  /** Whether a file, or a folder with `/` at its end, is left out. */
  readonly excludes: (path: string) => Promise<boolean>;
  readonly unreadable: (folder: string, error: unknown) => void;
}

/**
 * The documents in a folder, in the order of their paths; without what `.gitignore` and `excludes` leave out. In a folder that
 * is ignored as a whole, such as that of a built site, only its own ignore files count: it was named to be read.
 */
export async function* documentsIn(folder: string, options: WalkOptions): AsyncGenerator<string> {
  const around = folder === options.root ? [] : ancestors(folderOf(relativeTo(options.root, folder)));
  const files: IgnoreFile[] = [];
  for (const place of around) files.push(...(await ignoreFileIn(place, options.root)));
  const isIgnored = ignoredBy(files);
  const isNamed = folder !== options.root && isIgnored(`${relativeTo(options.root, folder)}/`);
  yield* isNamed ? walk(folder, [], () => false, options) : walk(folder, files, isIgnored, options);
}

async function ignoreFileIn(folder: string, root: string): Promise<readonly IgnoreFile[]> {
  const text = await textIn(`${root}/${folder === '' ? '' : `${folder}/`}.gitignore`);
  return text === undefined ? [] : [{ folder, text }];
}

async function* walk(
  folder: string,
  above: readonly IgnoreFile[],
  outer: (path: string) => boolean,
  options: WalkOptions,
): AsyncGenerator<string> {
  const { root, excludes } = options;
  const entries = await entriesOf(folder, options);
  const own = entries.some(({ name }) => name === '.gitignore')
    ? await ignoreFileIn(folder === root ? '' : relativeTo(root, folder), root)
    : [];
  const files = [...above, ...own];
  const isIgnored = own.length > 0 ? ignoredBy(files) : outer;
  for (const entry of entries) {
    const isFolder = entry.isDirectory();
    if (isFolder ? SKIPPED.has(entry.name) : !entry.isFile() || !syntaxOf(entry.name)) continue;
    const path = `${folder}/${entry.name}`;
    const asked = isFolder ? `${path}/` : path;
    if (isIgnored(relativeTo(root, asked)) || (await excludes(asked))) continue;
    if (isFolder) yield* walk(path, files, isIgnored, options);
    else yield path;
  }
}

async function entriesOf(folder: string, { unreadable }: WalkOptions): Promise<readonly Dirent[]> {
  try {
    const entries = await readdir(`${folder}/`, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    unreadable(folder, error);
    return [];
  }
}
