import { IDENTITY } from '../text/offsets.ts';
import { emptyPage, type Page } from '../text/pageReader.ts';
import type { TagReader } from './markup/attributes.ts';
import { Elements } from './markup/elements.ts';
import { importsOf } from './markup/imports.ts';
import { type Braces, type MarkupSink, scanMarkup } from './markup/scan.ts';
import type { Dialect } from './markup/tag.ts';
import { TagParser } from './markup/tagParser.ts';

export function readHtml(text: string): Page {
  return readMarkup({ text, syntax: 'html', escapes: ['template'] });
}

export function readVue(text: string): Page {
  return readMarkup({ text, syntax: 'vue', escapes: [] });
}

export function readSvelte(text: string): Page {
  return readMarkup({ text, syntax: 'svelte', escapes: ['svelte'] });
}

export function readAstro(text: string): Page {
  return readMarkup({ text, syntax: 'astro', escapes: [] });
}

export type MarkupSyntax = 'html' | 'vue' | 'svelte' | 'astro';

const DIALECTS: Readonly<Record<MarkupSyntax, { readonly dialect: Dialect; readonly braces: Braces }>> = {
  html: { dialect: { templates: true }, braces: 'plain' },
  vue: { dialect: {}, braces: 'mustache' },
  svelte: { dialect: { braces: true, quotedBraces: true }, braces: 'skipped' },
  astro: { dialect: { braces: true }, braces: 'code' },
};

/** Reports the tags, texts, code and comments of a whole document. */
export function scanDocument(text: string, syntax: MarkupSyntax, sink: MarkupSink): void {
  const { dialect, braces } = DIALECTS[syntax];
  const front = /^\s*---\r?\n[\s\S]*?\n---[ \t]*(?=\r?\n|$)/;
  const start = syntax === 'astro' ? (front.exec(text)?.[0].length ?? 0) : 0;
  scanMarkup(new TagParser(text, dialect), { start, end: text.length }, braces, sink);
}

function readMarkup(reader: TagReader & { readonly syntax: MarkupSyntax }): Page {
  const page = emptyPage();
  const elements = new Elements(page, importsOf(reader.text));
  elements.read(reader, IDENTITY, true);
  scanDocument(reader.text, reader.syntax, elements);
  elements.finish();
  return page;
}
