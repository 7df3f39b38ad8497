import { complete } from './context/documentContext.ts';
import type { DocumentSyntax, ImageReference } from './imageReference.ts';
import { emptyPage, type Page } from './text/pageReader.ts';

/**
 * Every image reference of a document, in the order of the text. Code, comments and inline code hold none.
 * The parser of a syntax is loaded when the first document of it is read.
 */
export async function findImages(text: string, syntax: DocumentSyntax): Promise<ImageReference[]> {
  const read = await READERS[syntax]();
  return complete(text, read(text));
}

/** The end of an element: `/>` or `</`. */
const CLOSED_TAG = /\/>|<\//;

type Read = (text: string) => Page;

const READERS: Readonly<Record<DocumentSyntax, () => Promise<Read>>> = {
  markdown: async () => (await import('./syntax/markdown/markdown.ts')).readMarkdown,
  quarto: async () => (await import('./syntax/markdown/markdown.ts')).readQuarto,
  mdx: async () => (await import('./syntax/markdown/markdown.ts')).readMdx,
  html: async () => (await import('./syntax/html.ts')).readHtml,
  vue: async () => (await import('./syntax/html.ts')).readVue,
  svelte: async () => (await import('./syntax/html.ts')).readSvelte,
  astro: async () => (await import('./syntax/html.ts')).readAstro,
  jsx: async () => {
    const { readJsx } = await import('./syntax/jsx.ts');
    // Most `.js` files hold no JSX, and parsing a bundle takes a second.
    return (text) => (CLOSED_TAG.test(text) ? readJsx(text) : emptyPage());
  },
  asciidoc: async () => (await import('./syntax/asciidoc/asciidoc.ts')).readAsciidoc,
  rest: async () => (await import('./syntax/rest/restructuredText.ts')).readRest,
  latex: async () => (await import('./syntax/latex/latex.ts')).readLatex,
  notebook: async () => (await import('./syntax/notebook.ts')).readNotebook,
};
