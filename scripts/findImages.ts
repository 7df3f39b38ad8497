/**
 * Prints every image reference in documents and folders of documents as a line of JSON:
 * `npm run --silent find-images -- PATH…`. Offsets count UTF-16 units from the start of the file, a byte order mark
 * included; `resolved` is relative to PATH, or to the folder of a PATH that is a file.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { createFindSyntax, type FindSyntax } from '../src/core/docs/dialects.ts';
import { createResolve, type Resolution, type Resolve } from '../src/core/docs/files/resolve.ts';
import { findImages } from '../src/core/docs/find.ts';
import type { ImageReference, Range } from '../src/core/docs/imageReference.ts';
import { syntaxOf } from '../src/core/docs/syntax.ts';
import { attempt, misused } from './attempt.ts';
import { filesIn, repositoryOf } from './files.ts';

const { signal } = new AbortController();

const paths = process.argv.slice(2);
if (paths.length === 0) misused('npm run --silent find-images -- PATH…');
for (const path of paths) await attempt(path, () => search(path));

async function search(path: string): Promise<void> {
  const isFolder = (await stat(path)).isDirectory();
  if (!isFolder && !syntaxOf(path)) throw new Error('it is in no syntax that is known here');
  const root = isFolder ? resolve(path) : repositoryOf(resolve(path));
  const files = filesIn(root);
  const place = {
    ...{ root, base: isFolder ? root : dirname(resolve(path)) },
    ...{ find: createResolve(files), syntaxIn: createFindSyntax(files) },
  };
  for (const file of isFolder ? await documentsIn(path) : [path])
    await attempt(file, () => print(file, place));
}

interface Place {
  readonly root: string;
  readonly base: string;
  readonly find: Resolve;
  readonly syntaxIn: FindSyntax;
}

async function print(file: string, { root, base, find, syntaxIn }: Place): Promise<void> {
  const document = slashes(relative(root, resolve(file)));
  const syntax = await syntaxIn(document, signal);
  if (!syntax) return;
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
