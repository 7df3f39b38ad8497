import type { ImageReference } from '../imageReference.ts';
import { imagesdirChanges } from '../syntax/asciidoc/imagesdir.ts';
import { ancestors, folderOf, joined } from './paths.ts';
import { remember } from './remember.ts';
import type { Files } from './sites.ts';

/**
 * Makes a function that looks for `\\graphicspath` and `:imagesdir:` in the documents of the folders around one: what
 * is included by another leaves it to that one to say where images are. It reads files, those of a folder once, and is
 * for images that are not found otherwise. The folders it finds are relative to the workspace.
 */
export function createFindDeclaredFolders(files: Files) {
  const inLatex = remember((folder, signal) => declaredIn(folder, LATEX, files, signal));
  const inAsciidoc = remember((folder, signal) => declaredIn(folder, ASCIIDOC, files, signal));
  return async (
    { syntax }: Pick<ImageReference, 'syntax'>,
    document: string,
    signal: AbortSignal,
  ): Promise<readonly string[]> => {
    const find = syntax === 'latex' ? inLatex : syntax === 'asciidoc' ? inAsciidoc : undefined;
    if (!find) return [];
    const found = await Promise.all(ancestors(folderOf(document)).map((folder) => find(folder, signal)));
    return found.flat();
  };
}

interface Declaration {
  readonly file: RegExp;
  readonly foldersIn: (text: string) => readonly string[];
}

const LATEX: Declaration = { file: /\.(?:tex|ltx|sty|cls)$/i, foldersIn: graphicsPathIn };
/** `.asciidoctorconfig` is what editors read before every document of a folder. */
const ASCIIDOC: Declaration = {
  file: /^\.asciidoctorconfig(?:\.adoc)?$|\.(?:adoc|asciidoc|asc)$/i,
  foldersIn: (text) => imagesdirChanges(text).flatMap(({ folders }) => folders),
};

/** Documents of one folder that are read; a main document is rarely one of so many. */
const MAX_DOCUMENTS = 50;

async function declaredIn(
  folder: string,
  { file, foldersIn }: Declaration,
  files: Files,
  signal: AbortSignal,
): Promise<string[]> {
  const names = (await files.list(folder, signal)).filter((name) => file.test(name)).slice(0, MAX_DOCUMENTS);
  const texts = await Promise.all(names.map((name) => files.read(joined(folder, name) ?? name, signal)));
  const found = texts.flatMap((text) => (text === undefined ? [] : foldersIn(text)));
  return [...new Set(found.flatMap((named) => joined(folder, named) ?? []))];
}

function graphicsPathIn(text: string): string[] {
  const lists = [...text.matchAll(/\\graphicspath\s*\{((?:\s*\{[^{}]*\})*)/g)];
  return lists.flatMap(([, list = '']) =>
    [...list.matchAll(/\{([^{}]*)\}/g)].map(([, folder = '']) => folder.replaceAll('"', '').trim()),
  );
}
