import { ancestors, folderOf, joined } from './files/paths.ts';
import type { Files } from './files/sites.ts';
import type { DocumentSyntax } from './imageReference.ts';
import { syntaxOf } from './syntax.ts';

/** A configuration that says how its site reads the Markdown files in its folder and below. */
interface SiteDialect {
  readonly config: RegExp;
  readonly syntax: DocumentSyntax;
  /** Whether the text of the configuration says so; every site of the kind does where there is none. */
  readonly holds?: (text: string) => boolean;
}

const SITES: readonly SiteDialect[] = [
  {
    config: /^docusaurus\.config\.[cm]?[jt]s$/,
    syntax: 'mdx',
    // `format` is of the object `markdown`; its default is `mdx` (Docusaurus docs, `docusaurus.config.js`, 3.9).
    holds: (text) => !/\bmarkdown\s*:\s*\{[^}]*\bformat\s*:\s*["'](?:md|detect)["']/.test(text),
  },
  {
    config: /^next\.config\.[cm]?[jt]s$/,
    syntax: 'mdx',
    holds: (text) => NEXT_PAGES.test(text) || NEXT_EXTENSION.test(text),
  },
  { config: /^_quarto\.ya?ml$/, syntax: 'quarto' },
];

/** `pageExtensions: ['tsx', 'md', 'mdx']`, as react.dev has it. */
const NEXT_PAGES = /\bpageExtensions\s*:\s*\[[^\]]*["']md["']/;
/** `extension: /\.(md|mdx)$/` of `@next/mdx`, which without it reads `.mdx` alone. */
const NEXT_EXTENSION = /\bextension\s*:\s*\/[^\n]*\bmd(?:x\?|\||\))/;

export type FindSyntax = (path: string, signal: AbortSignal) => Promise<DocumentSyntax | undefined>;

/**
 * Makes a function that tells what a file is written in, by its name and by the configuration of the site around it;
 * undefined when nothing here reads it. It remembers every folder that it has seen: make one for each audit or action.
 */
export function createFindSyntax(files: Files): FindSyntax {
  const folders = new Map<string, DocumentSyntax | undefined>();
  return async (path, signal) => {
    const syntax = syntaxOf(path);
    if (syntax !== 'markdown') return syntax;
    for (const folder of ancestors(folderOf(path))) {
      if (!folders.has(folder)) folders.set(folder, await siteDialect(folder, files, signal));
      const dialect = folders.get(folder);
      if (dialect !== undefined) return dialect;
    }
    return syntax;
  };
}

async function siteDialect(
  folder: string,
  files: Files,
  signal: AbortSignal,
): Promise<DocumentSyntax | undefined> {
  const names = await files.list(folder, signal);
  for (const { config, syntax, holds } of SITES) {
    const name = names.find((one) => config.test(one));
    if (name === undefined) continue;
    if (!holds) return syntax;
    const text = await files.read(joined(folder, name) ?? '', signal);
    // The nearest site decides, for CommonMark too.
    return text !== undefined && holds(text) ? syntax : 'markdown';
  }
  return undefined;
}
