import type { ImageReference } from '../imageReference.ts';
import { ancestors, folderOf, joined, nameOf, stemOf } from './paths.ts';
import type { Site } from './sites.ts';
import { spellings } from './spellings.ts';

type Written = Pick<ImageReference, 'source' | 'syntax' | 'folders'>;

/**
 * The paths a reference may mean, the likeliest first; without those that lead out of the workspace.
 * `sites` are those the document may be a page of, the likeliest first.
 */
export function candidatesOf(reference: Written, document: string, sites: readonly Site[]): string[] {
  const found = new Set<string>();
  for (const written of spellings(reference)) {
    for (const path of placesOf(written, reference, document, sites)) {
      if (path !== undefined && path !== '') found.add(path);
    }
  }
  return [...found];
}

/** Prefixes that bundlers and generators replace by a folder; each is tried in every folder around the document. */
const ALIASES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^@site\//, ['']],
  [/^\$lib\//, ['src/lib']],
  [/^[~@](?=(?:assets|images|public|static)\/)/, ['src', '', 'app', 'src/assets', 'assets']],
  [/^(?:~@|@|~)\//, ['src', '', 'app', 'resources']],
];

type Places = (string | undefined)[];

function placesOf(written: string, reference: Written, document: string, sites: readonly Site[]): Places {
  const here = folderOf(document);
  for (const [alias, targets] of ALIASES) {
    if (!alias.test(written)) continue;
    const rest = written.replace(alias, '');
    return ancestors(here).flatMap((folder) => targets.map((target) => joined(folder, target, rest)));
  }
  return written.startsWith('/')
    ? rootedPlaces(written, reference, here, sites)
    : relativePlaces(written, reference, document, sites);
}

function rootedPlaces(
  written: string,
  { syntax, folders }: Written,
  here: string,
  sites: readonly Site[],
): Places {
  // Typora's root for one document.
  const own = syntax === 'asciidoc' || syntax === 'latex' ? [] : folders;
  return [...own.map((folder) => joined(here, folder, written)), ...inSites(written, sites)];
}

/** Where the sites have the file of a `/…` address, with or without the path they are served under. */
function inSites(address: string, sites: readonly Site[]): Places {
  return sites.flatMap(({ folders, base }) => {
    const paths =
      base !== '' && address.startsWith(`/${base}/`) ? [address.slice(base.length + 1), address] : [address];
    return paths.flatMap((path) => folders.map((folder) => joined(folder, path)));
  });
}

function relativePlaces(
  written: string,
  { syntax, folders }: Written,
  document: string,
  sites: readonly Site[],
): Places {
  const here = folderOf(document);
  const found = folders.flatMap((folder) =>
    folder.startsWith('/') ? inSites(`${folder}/${written}`, sites) : [joined(here, folder, written)],
  );
  if (syntax === 'asciidoc') found.push(...antoraPlaces(written, here));
  // Raw HTML that a generator leaves alone counts from the served page, whatever stands beside its source.
  if (syntax === 'html') found.push(...servedPlaces(written, document, sites, 'rawHtml'));
  found.push(joined(here, written), ...servedPlaces(written, document, sites, 'all'));
  // LaTeX counts from the main file, Obsidian from the vault, and some generators from their static folder.
  if (syntax === 'latex' || syntax === 'wikilink') {
    for (const around of ancestors(here))
      for (const folder of ['', ...folders]) found.push(joined(around, folder, written));
  } else if (!written.startsWith('.')) {
    found.push(...inSites(`/${written}`, sites));
  }
  return found;
}

/** Where an address leads from a page `a.md` that is served as `a/`. */
function servedPlaces(
  written: string,
  document: string,
  sites: readonly Site[],
  directoryUrls: Site['directoryUrls'],
): Places {
  const stem = stemOf(nameOf(document));
  if (/\.html?$/i.test(document) || /^(?:_?index|readme)$/i.test(stem)) return [];
  return sites
    .filter((site) => site.directoryUrls === directoryUrls)
    .flatMap(({ folders }) => {
      const root = folders.find((folder) => folder === '' || document.startsWith(`${folder}/`));
      if (root === undefined) return [];
      const page = joined(folderOf(document).slice(root.length), stem, written);
      return page === undefined ? [] : folders.map((folder) => joined(folder, page));
    });
}

/**
 * Antora keeps the images of `modules/a/pages/…` in `modules/a/images`; `b:x.png` is the one of module b, and
 * `image$x.png` says that it is an image.
 */
function antoraPlaces(written: string, here: string): Places {
  const home = /^(.*?modules)\/([^/]+)\/(?:pages|partials|examples)(?:\/|$)/.exec(`${here}/`);
  if (!home) return [];
  const [, modules = '', own = ''] = home;
  const parts = written.split(':');
  const module = parts.at(-2)?.split('@').at(-1) || own;
  const path = (parts.at(-1) ?? '').replace(/^(?:image|attachment)\$/, '');
  return ['images', 'assets/images'].map((folder) => joined(modules, module, folder, path));
}
