import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { folderOf } from '../core/docs/files/paths.ts';
import type { Files } from '../core/docs/files/sites.ts';
import { CliError, systemWords } from './failure.ts';

/** An absolute path with `/` between names, without one at the end. */
export function absolute(path: string): string {
  // Elsewhere than on Windows, a name may hold a backslash.
  const found = resolve(path).replaceAll(sep, '/');
  return found.endsWith('/') ? found.slice(0, -1) : found;
}

/** The path from a folder on; absolute where it leads out of that. */
export function relativeTo(folder: string, path: string): string {
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}

/** The folder that `/image.png` counts from: of the repository, else the working folder if the path is in it. */
export function rootOf(path: string, isFolder: boolean): string {
  const own = isFolder ? path : folderOf(path);
  for (let folder = own; ; folder = folderOf(folder)) {
    if (existsSync(`${folder}/.git`)) return folder;
    if (folder === folderOf(folder)) break;
  }
  const working = absolute('.');
  return path === working || path.startsWith(`${working}/`) ? working : own;
}

/** False for a folder that is only known by having been named: the project may well be around it. */
export function isProject(root: string): boolean {
  return existsSync(`${root}/.git`) || `${absolute('.')}/`.startsWith(`${root}/`);
}

/** What the core asks of a workspace, for a folder of the disk. */
export function filesIn(root: string): Files {
  return {
    async list(folder) {
      try {
        return await readdir(`${root}/${folder}`);
      } catch {
        // A folder that is not there has no files; that is what the question was.
        return [];
      }
    },
    read: (path) => textIn(`${root}/${path}`),
  };
}

/** Undefined where there is no such file. @throws {CliError} for one that cannot be read. */
export async function textUnlessMissing(path: string): Promise<string | undefined> {
  try {
    return decoded(await readFile(path));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new CliError(`${relativeTo(absolute('.'), path)}: ${systemWords(error)}`);
  }
}

/** Undefined for what cannot be read. */
export async function textIn(path: string): Promise<string | undefined> {
  try {
    return decoded(await readFile(path));
  } catch {
    return undefined;
  }
}

/** UTF-8, and UTF-16 where a byte order mark says so; the mark stays, as editors count it. */
export function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
}
