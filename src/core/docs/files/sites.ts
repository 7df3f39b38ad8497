import { ancestors, folderOf, joined } from './paths.ts';

/** What is asked of a workspace; paths are relative to its root. */
export interface Files {
  /** Names of the files and folders in a folder; none when it does not exist. */
  list(folder: string, signal: AbortSignal): Promise<readonly string[]>;
  /** The text of a file; undefined when it cannot be read. */
  read(path: string, signal: AbortSignal): Promise<string | undefined>;
}

/** A generator's configuration and the folders, relative to it, that its pages' `/…` addresses are looked up in. */
interface Generator {
  readonly config: RegExp;
  readonly folders: readonly string[];
  /** Finds other folders in the configuration. */
  readonly setting?: RegExp;
}

const GENERATORS: readonly Generator[] = [
  {
    config: /^docusaurus\.config\.[cm]?[jt]s$/,
    folders: ['static'],
    setting: /staticDirectories\s*:\s*\[([^\]]*)\]/,
  },
  { config: /^\.vitepress$/, folders: ['public'] },
  { config: /^mkdocs\.ya?ml$/, folders: ['docs'], setting: /^docs_dir\s*:\s*(.+)$/m },
  { config: /^(?:hugo|config)\.(?:toml|ya?ml|json)$/, folders: ['static', 'assets', 'content'] },
  { config: /^(?:astro|next|nuxt|vite|vue)\.config\.[cm]?[jt]s$/, folders: ['public'] },
  { config: /^(?:svelte\.config|gatsby-config)\.[cm]?[jt]s$/, folders: ['static'] },
  { config: /^book\.toml$/, folders: ['src'] },
  { config: /^angular\.json$/, folders: ['src', 'public'] },
  { config: /^\.gitbook\.ya?ml$/, folders: [''], setting: /^root\s*:\s*(.+)$/m },
  {
    config:
      /^(?:conf\.py|antora\.yml|SUMMARY\.md|_config\.yml|docfx\.json|\.obsidian|eleventy\.config\.[cm]?js)$/,
    folders: [''],
  },
];

/** Folders beside the root where projects keep their documentation's site. */
const SITE_FOLDERS = ['website', 'docs', 'doc', 'site', 'www'];

/**
 * The folders a document's root-relative images may be in, nearest first: those of every generator whose configuration
 * lies in a folder around the document or in a usual place, then the root.
 */
export async function staticFoldersOf(
  document: string,
  files: Files,
  signal: AbortSignal,
): Promise<string[]> {
  const found = new Set<string>();
  // Editors complain in their logs about folders that do not exist.
  const root = await files.list('', signal);
  const sites = SITE_FOLDERS.filter((name) => root.includes(name));
  const places = [...ancestors(folderOf(document)), ...sites];
  for (const place of new Set(places)) {
    const names = await files.list(place, signal);
    for (const generator of GENERATORS) {
      const config = names.find((name) => generator.config.test(name));
      if (config === undefined) continue;
      const text = generator.setting && (await files.read(joined(place, config) ?? '', signal));
      for (const folder of foldersIn(generator, text)) found.add(joined(place, folder) ?? place);
    }
  }
  return [...found, ''];
}

function foldersIn({ folders, setting }: Generator, text: string | undefined): readonly string[] {
  const written = text === undefined ? undefined : setting?.exec(text)?.[1];
  const named = written?.split(',').map((folder) => folder.replace(/#.*$/, '').replace(/["'\s]/g, ''));
  return named?.some((folder) => folder !== '') ? named.filter((folder) => folder !== '') : folders;
}
