import type { Token } from 'markdown-it';
import { frontMatter } from '../front.ts';
import { Elements } from '../markup/elements.ts';
import { importsOf } from '../markup/imports.ts';
import { scanMarkup } from '../markup/scan.ts';
import { mapDraft, type OffsetMap, placeOf } from '../offsets.ts';
import { type Draft, emptyPage, type Page } from '../page.ts';
import type { Escape } from '../types.ts';
import { plainAlt } from './alt.ts';
import { parseBlocks } from './blocks.ts';
import { definitionsOf } from './definitions.ts';
import type { Definitions } from './destination.ts';
import { scanInline } from './inline.ts';
import { type Lines, lineEnd, linesOf, mapLines } from './lines.ts';
import { cellsOf, mapCell } from './table.ts';

interface Reading {
  readonly mdx: boolean;
  readonly page: Page;
  readonly elements: Elements;
  readonly lines: Lines;
  readonly definitions: Definitions;
  /** Up to here everything is inside of a comment that spans blocks. */
  hidden: number;
}

export function readMarkdown(text: string): Page {
  return read(text, false);
}

export function readMdx(text: string): Page {
  return read(text, true);
}

function read(text: string, mdx: boolean): Page {
  const front = frontMatter(text);
  const page = emptyPage();
  if (front.language !== undefined) page.language = front.language;
  const start = front.length === 0 && text.startsWith('\ufeff') ? 1 : front.length;
  const lines = linesOf(text, start);
  const tokens = parseBlocks(normalised(text.slice(start)), mdx);
  const definitions = definitionsOf(tokens, lines);
  const elements = new Elements(page, mdx ? importsOf(text) : new Map());
  readTokens(tokens, { mdx, page, elements, lines, definitions, hidden: 0 });
  elements.flush();
  return page;
}

/** As markdown-it does before it parses; neither changes the number of lines. */
function normalised(text: string): string {
  const unified = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  return unified.includes('\0') ? unified.replaceAll('\0', '\ufffd') : unified;
}

function readTokens(tokens: readonly Token[], reading: Reading): void {
  let level = 0;
  let hashes = false;
  let row: Token | undefined;
  let cell = 0;
  for (const token of tokens) {
    if (token.type === 'heading_open') {
      level = Number(token.tag[1]);
      hashes = token.markup.startsWith('#');
    } else if (token.type === 'tr_open') {
      row = token;
      cell = 0;
    } else if (token.type === 'table_close') {
      row = undefined;
    } else if (token.type === 'html_block') {
      readHtmlBlock(token, reading);
    } else if (token.type === 'inline') {
      if (row) readCell(token, row, cell++, reading);
      else readInline(token, level, hashes, reading);
      level = 0;
    }
  }
}

function readInline({ content, map }: Token, level: number, hashes: boolean, reading: Reading): void {
  const { lines, page } = reading;
  const [line, after] = map ?? [0, 1];
  if (level > 0 && hashes) {
    const start = headingStart(lines, line);
    page.blocks.push({ level, start, end: start + content.length, text: plainAlt(content) });
    readText(content, () => [{ from: 0, to: start }], [], reading);
  } else {
    page.blocks.push({
      level,
      start: lines.starts[line] ?? 0,
      end: lineEnd(lines, after - 1),
      text: content,
    });
    readText(content, () => mapLines(content, lines, line), [], reading);
  }
}

/** Nothing that can stand before a heading holds a `#`. */
function headingStart({ text, starts }: Lines, line: number): number {
  let at = text.indexOf('#', starts[line]);
  while (text[at] === '#') at += 1;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at;
}

function readCell({ content }: Token, row: Token, index: number, reading: Reading): void {
  const { lines } = reading;
  const end = lineEnd(lines, row.map?.[0] ?? 0);
  const cell = (): OffsetMap => {
    const range = cellsOf(lines.text, end - Number(row.meta?.['length'] ?? 0), end)[index];
    return range ? mapCell(lines.text, range) : [{ from: 0, to: end }];
  };
  readText(content, cell, ['tableCell'], reading);
}

const INTERESTING = /!\[|<|:::image/;
const INTERESTING_MDX = /!\[|<|:::image|\{\/\*/;

function readText(
  content: string,
  placed: () => OffsetMap,
  escapes: readonly Escape[],
  reading: Reading,
): void {
  const { mdx, elements, definitions } = reading;
  if (!(mdx ? INTERESTING_MDX : INTERESTING).test(content)) return;
  if (mdx && /^(?:import|export)\s/.test(content)) return;
  const map = placed();
  if (placeOf(0, map) < reading.hidden) return;
  elements.read(
    { text: content, syntax: mdx ? 'jsx' : 'html', escapes: tagEscapes(mdx, escapes) },
    map,
    false,
  );
  let at = 0;
  for (const find of scanInline(content, { mdx, escapes, definitions })) {
    elements.text(at, find.at);
    if ('tag' in find) elements.tag(find.tag);
    else elements.image(placedDraft(find, map));
    at = 'tag' in find ? find.tag.range.end : find.draft.range.end;
  }
  elements.text(at, content.length);
}

function placedDraft({ draft, defined }: { draft: Draft; defined: boolean }, map: OffsetMap): Draft {
  const placed = mapDraft(draft, map);
  return defined ? { ...placed, source: draft.source } : placed;
}

function tagEscapes(mdx: boolean, escapes: readonly Escape[]): Escape[] {
  return mdx ? ['backtick', ...escapes] : ['template', 'backtick', ...escapes];
}

/** Markup is not Markdown until the next blank line; a comment in it may go on beyond. */
function readHtmlBlock({ content, map }: Token, reading: Reading): void {
  const { elements, lines } = reading;
  const placed = mapLines(content, lines, map?.[0] ?? 0);
  if (placeOf(0, placed) < reading.hidden) return;
  elements.read({ text: content, syntax: 'html', escapes: tagEscapes(false, []) }, placed, true);
  const open = scanMarkup(content, 0, {}, 'plain', elements);
  elements.flush();
  if (open >= 0) reading.hidden = lines.text.indexOf('-->', placeOf(open, placed));
}
