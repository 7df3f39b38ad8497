import type { Page } from './page.ts';
import { complete } from './surroundings.ts';
import type { DocumentSyntax, ImageReference } from './types.ts';

/**
 * Every image reference of a document, in the order of the text. Code, comments and inline code hold none.
 * The parser of a syntax is loaded when the first document of it is read.
 */
export async function findImages(text: string, syntax: DocumentSyntax): Promise<ImageReference[]> {
  const read = await READERS[syntax]();
  return complete(text, read(text));
}

type Read = (text: string) => Page;

const READERS: Readonly<Record<DocumentSyntax, () => Promise<Read>>> = {
  markdown: async () => (await import('./markdown/read.ts')).readMarkdown,
  mdx: async () => (await import('./markdown/read.ts')).readMdx,
  html: async () => (await import('./html.ts')).readHtml,
  vue: async () => (await import('./html.ts')).readVue,
  svelte: async () => (await import('./html.ts')).readSvelte,
  astro: async () => (await import('./html.ts')).readAstro,
  jsx: async () => (await import('./jsx.ts')).readJsx,
  asciidoc: async () => (await import('./asciidoc/read.ts')).readAsciidoc,
  rest: async () => (await import('./rest/read.ts')).readRest,
  latex: async () => (await import('./latex/read.ts')).readLatex,
  notebook: async () => (await import('./notebook.ts')).readNotebook,
};
