import { IDENTITY } from '../text/offsets.ts';
import { emptyPage, type Page } from '../text/pageReader.ts';
import type { TagReader } from './markup/attributes.ts';
import { Elements } from './markup/elements.ts';
import { importsOf } from './markup/imports.ts';
import { type Braces, scanMarkup } from './markup/scan.ts';
import type { Dialect } from './markup/tag.ts';
import { TagParser } from './markup/tagParser.ts';

export function readHtml(text: string): Page {
  return readMarkup(text, { text, syntax: 'html', escapes: ['template'] }, { templates: true }, 'plain');
}

export function readVue(text: string): Page {
  return readMarkup(text, { text, syntax: 'vue', escapes: [] }, {}, 'mustache');
}

export function readSvelte(text: string): Page {
  const dialect = { braces: true, quotedBraces: true };
  return readMarkup(text, { text, syntax: 'svelte', escapes: ['svelte'] }, dialect, 'skipped');
}

export function readAstro(text: string): Page {
  const front = /^\s*---\r?\n[\s\S]*?\n---[ \t]*(?=\r?\n|$)/.exec(text)?.[0].length ?? 0;
  return readMarkup(text, { text, syntax: 'astro', escapes: [] }, { braces: true }, 'code', front);
}

function readMarkup(text: string, reader: TagReader, dialect: Dialect, braces: Braces, start = 0): Page {
  const page = emptyPage();
  const elements = new Elements(page, importsOf(text));
  elements.read(reader, IDENTITY, true);
  scanMarkup(new TagParser(text, dialect), { start, end: text.length }, braces, elements);
  elements.finish();
  return page;
}
