import type { DocumentSyntax } from './imageReference.ts';

const EXTENSIONS: Readonly<Record<string, DocumentSyntax>> = {
  md: 'markdown',
  markdown: 'markdown',
  mdown: 'markdown',
  mkd: 'markdown',
  mkdn: 'markdown',
  qmd: 'quarto',
  rmd: 'quarto',
  rmarkdown: 'quarto',
  mdx: 'mdx',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  vue: 'vue',
  svelte: 'svelte',
  astro: 'astro',
  js: 'jsx',
  jsx: 'jsx',
  mjs: 'jsx',
  cjs: 'jsx',
  tsx: 'jsx',
  adoc: 'asciidoc',
  asc: 'asciidoc',
  asciidoc: 'asciidoc',
  rst: 'rest',
  rest: 'rest',
  tex: 'latex',
  ltx: 'latex',
  ipynb: 'notebook',
};

/** Language ids of the editor and of the usual extensions that differ from the names and file endings above. */
const LANGUAGES: Readonly<Record<string, DocumentSyntax>> = {
  javascript: 'jsx',
  javascriptreact: 'jsx',
  typescriptreact: 'jsx',
  restructuredtext: 'rest',
  jupyter: 'notebook',
  notebook: 'notebook',
  latex: 'latex',
};

/** The syntax of a file by its path or its language id; undefined when nothing here reads it. */
export function syntaxOf(pathOrLanguage: string): DocumentSyntax | undefined {
  const name =
    pathOrLanguage
      .toLowerCase()
      .split(/[\\/.]/)
      .at(-1) ?? '';
  return Object.hasOwn(EXTENSIONS, name)
    ? EXTENSIONS[name]
    : Object.hasOwn(LANGUAGES, name)
      ? LANGUAGES[name]
      : undefined;
}
