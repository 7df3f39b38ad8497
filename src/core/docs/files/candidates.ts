import type { ImageReference } from '../imageReference.ts';
import { ancestors, folderOf, IMAGE_FILE, joined, percentDecoded } from './paths.ts';

/** The paths a reference may mean, the likeliest first; without those that lead out of the workspace. */
export function candidatesOf(
  reference: Pick<ImageReference, 'source' | 'syntax' | 'folders'>,
  document: string,
  staticFolders: readonly string[],
): string[] {
  const found = new Set<string>();
  for (const written of spellings(reference)) {
    for (const path of places(written, reference, document, staticFolders)) {
      if (path !== undefined && path !== '') found.add(path);
    }
  }
  return [...found];
}

/** Without query and fragment and decoded; then, since a file may really be called `a#b.png`, as it stands. */
function spellings({ source, syntax }: Pick<ImageReference, 'source' | 'syntax'>): string[] {
  const text = source.text
    .replace(/^\{\{.*?\}\}/, '')
    .replaceAll('\\', '/')
    .replace(/^file:\/\/(?=\/)/, '');
  const bare = syntax === 'latex' ? text : text.replace(/[?#].*$/, '');
  const spelled = [percentDecoded(bare), bare, percentDecoded(text)];
  if (syntax === 'latex' && !IMAGE_FILE.test(bare) && !bare.endsWith('.pdf')) spelled.push(`${bare}.*`);
  // `#fragment` alone is a place in this document.
  return spelled.filter((path) => path !== '');
}

/** Names of folders that bundlers and generators put before a path. */
const ALIASES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^@site\//, ['']],
  [/^\$lib\//, ['src/lib']],
  [/^(?:~@|@|~)\//, ['src', '', 'app']],
];

function places(
  written: string,
  { syntax, folders }: Pick<ImageReference, 'syntax' | 'folders'>,
  document: string,
  staticFolders: readonly string[],
): (string | undefined)[] {
  const here = folderOf(document);
  for (const [alias, targets] of ALIASES) {
    if (!alias.test(written)) continue;
    const rest = written.replace(alias, '');
    return ancestors(here).flatMap((folder) => targets.map((target) => joined(folder, target, rest)));
  }
  if (written.startsWith('/')) return staticFolders.map((folder) => joined(folder, written));
  const found = folders.flatMap((folder) =>
    folder.startsWith('/')
      ? staticFolders.map((root) => joined(root, folder, written))
      : [joined(here, folder, written)],
  );
  found.push(...antoraPlaces(written, syntax, here), joined(here, written));
  // LaTeX counts from the main file, Obsidian from the vault, and some generators from their static folder.
  if (syntax === 'latex' || syntax === 'wikilink') {
    for (const around of ancestors(here))
      for (const folder of ['', ...folders]) found.push(joined(around, folder, written));
  } else if (!written.startsWith('.')) {
    found.push(...staticFolders.map((folder) => joined(folder, written)));
  }
  return found;
}

/** Antora keeps the images of `modules/a/pages/…` in `modules/a/images`; `b:x.png` is the one of module b. */
function antoraPlaces(
  written: string,
  syntax: ImageReference['syntax'],
  here: string,
): (string | undefined)[] {
  const home = /^(.*?modules)\/([^/]+)\/(?:pages|partials|examples)(?:\/|$)/.exec(`${here}/`);
  if (syntax !== 'asciidoc' || !home) return [];
  const [, modules = '', own = ''] = home;
  const parts = written.split(':');
  const module = parts.at(-2)?.split('@').at(-1) || own;
  return ['images', 'assets/images'].map((folder) => joined(modules, module, folder, parts.at(-1) ?? ''));
}
