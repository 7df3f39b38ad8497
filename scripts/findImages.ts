/**
 * Prints every image reference in documents and folders of documents as a line of JSON:
 * `npm run --silent find-images -- PATH…`. Offsets count UTF-16 units from the start of the file, a byte order mark
 * included; `resolved` is relative to PATH, or to the folder of a PATH that is a file.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { createResolve, type Resolution, type Resolve } from '../src/core/docs/files/resolve.ts';
import type { Files } from '../src/core/docs/files/sites.ts';
import { findImages } from '../src/core/docs/find.ts';
import type { DocumentSyntax, ImageReference, Range } from '../src/core/docs/imageReference.ts';
import { syntaxOf } from '../src/core/docs/syntax.ts';
import { attempt, misused } from './attempt.ts';

const { signal } = new AbortController();

const paths = process.argv.slice(2);
if (paths.length === 0) misused('npm run --silent find-images -- PATH…');
for (const path of paths) await attempt(path, () => search(path));

async function search(path: string): Promise<void> {
  const isFolder = (await stat(path)).isDirectory();
  if (!isFolder && !syntaxOf(path)) throw new Error('it is in no syntax that is known here');
  const root = isFolder ? resolve(path) : repositoryOf(resolve(path));
  const place = { root, base: isFolder ? root : dirname(resolve(path)), find: createResolve(filesIn(root)) };
  for (const file of isFolder ? await documentsIn(path) : [path]) {
    const syntax = syntaxOf(file);
    if (syntax) await attempt(file, () => print(file, syntax, place));
  }
}

interface Place {
  readonly root: string;
  readonly base: string;
  readonly find: Resolve;
}

async function print(file: string, syntax: DocumentSyntax, { root, base, find }: Place): Promise<void> {
  const document = slashes(relative(root, resolve(file)));
  for (const reference of await findImages(await readFile(file, 'utf8'), syntax)) {
    const resolution = await find(reference, document, signal);
    const resolved =
      resolution.state === 'found' ? slashes(relative(base, join(root, resolution.path))) : null;
    console.log(JSON.stringify(lineOf(file, reference, resolution, resolved)));
  }
}

function lineOf(file: string, reference: ImageReference, resolution: Resolution, resolved: string | null) {
  const { syntax, range, source, alt, caption, kind } = reference;
  return {
    file: slashes(file),
    syntax,
    range: pair(range),
    src: source.text,
    resolved,
    ...(resolution.state === 'missing' && resolution.nearest !== undefined
      ? { nearest: resolution.nearest }
      : {}),
    alt: { state: alt.state, range: pair(alt.range), text: alt.text },
    caption: caption ?? null,
    kind,
  };
}

function pair({ start, end }: Range): [number, number] {
  return [start, end];
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/');
}

function repositoryOf(file: string): string {
  const own = dirname(file);
  for (let folder = own; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
  }
  return own;
}

async function documentsIn(folder: string): Promise<string[]> {
  const found: string[] = [];
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== 'node_modules' && entry.name !== '.git') {
      found.push(...(await documentsIn(path)));
    } else if (entry.isFile() && syntaxOf(path)) found.push(path);
  }
  return found;
}

function filesIn(root: string): Files {
  return {
    async list(folder) {
      try {
        return await readdir(join(root, folder));
      } catch {
        // A folder that is not there has no files; that is what the question was.
        return [];
      }
    },
    async read(path) {
      try {
        return await readFile(join(root, path), 'utf8');
      } catch {
        // An unreadable configuration says nothing; its defaults are used.
        return undefined;
      }
    },
  };
}
