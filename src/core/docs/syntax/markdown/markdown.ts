import type { Token } from 'markdown-it';
import type { Escape, Range } from '../../imageReference.ts';
import { Closers } from '../../text/delimiters.ts';
import { mapDraft, type OffsetMap, placeOf } from '../../text/offsets.ts';
import { type Draft, emptyPage, type Page } from '../../text/pageReader.ts';
import { frontMatter, typoraRoot } from '../frontMatter.ts';
import type { TagReader } from '../markup/attributes.ts';
import { Elements } from '../markup/elements.ts';
import { importsOf } from '../markup/imports.ts';
import { type Braces, scanMarkup } from '../markup/scan.ts';
import { TagParser } from '../markup/tagParser.ts';
import { parseBlocks } from './blocks.ts';
import { definitionsOf } from './definitions.ts';
import type { Definitions } from './destination.ts';
import { scanInline } from './inline.ts';
import { plainAlt } from './markdownAlt.ts';
import { type Lines, lineEnd, linesOf, mapLines } from './markdownLines.ts';
import { cellsOf, mapCell } from './table.ts';

interface Reading {
  readonly mdx: boolean;
  readonly page: Page;
  readonly elements: Elements;
  readonly lines: Lines;
  readonly definitions: Definitions;
  readonly closers: Closers;
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
  const root = typoraRoot(text.slice(0, front.length));
  if (root !== undefined) page.folders = [root];
  const start = front.length === 0 && text.startsWith('\ufeff') ? 1 : front.length;
  const lines = linesOf(text, start);
  const blocks = parseBlocks(normalised(text.slice(start)), mdx);
  const definitions = definitionsOf(blocks, lines);
  const elements = new Elements(page, mdx ? importsOf(text) : new Map());
  readTokens(blocks.tokens, {
    mdx,
    page,
    elements,
    lines,
    definitions,
    closers: new Closers(text),
    hidden: 0,
  });
  elements.finish();
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
  let row: Row | undefined;
  for (const token of tokens) {
    if (token.type === 'heading_open') {
      level = Number(token.tag[1]);
      hashes = token.markup.startsWith('#');
    } else if (token.type === 'tr_open') {
      row = rowOf(token, reading.lines);
    } else if (token.type === 'table_close') {
      row = undefined;
    } else if (token.type === 'html_block') {
      readMarkup(token, reading, 'plain');
    } else if (token.type === 'expression') {
      readMarkup(token, reading, 'code');
    } else if (reading.mdx && level === 0 && isModule(token)) {
      readMarkup(token, reading, 'script');
    } else if (token.type === 'inline') {
      if (row) readCell(token, row, reading);
      else readInline(token, level, hashes, reading);
      level = 0;
    }
  }
}

/** What MDX takes for JavaScript: it begins at the edge of the page, not in a list or heading. */
function isModule({ type, level, content }: Token): boolean {
  return type === 'inline' && level === 1 && /^(?:import|export)\s/.test(content);
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

/** A row of a table; its cells are looked for once one of them needs its place. */
interface Row extends Range {
  cells: readonly Range[] | undefined;
  /** How many of them have been read. */
  read: number;
}

function rowOf({ map, meta }: Token, lines: Lines): Row {
  const end = lineEnd(lines, map?.[0] ?? 0);
  return { start: end - Number(meta?.['length'] ?? 0), end, cells: undefined, read: 0 };
}

function readCell({ content }: Token, row: Row, reading: Reading): void {
  const { text } = reading.lines;
  const index = row.read++;
  const cell = (): OffsetMap => {
    row.cells ??= cellsOf(text, row.start, row.end);
    const range = row.cells[index];
    return range ? mapCell(text, range) : [{ from: 0, to: row.end }];
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
  const map = placed();
  if (placeOf(0, map) < reading.hidden) return;
  elements.read(tagReader(content, mdx, escapes), map, false);
  let at = 0;
  for (const find of scanInline(content, { mdx, escapes, definitions })) {
    elements.text(at, find.at);
    if ('tag' in find) elements.tag(find.tag);
    else elements.image(placedDraft(find, map));
    at = Math.max(at, 'tag' in find ? find.tag.range.end : find.draft.range.end);
  }
  elements.text(at, content.length);
}

function placedDraft({ draft, defined }: { draft: Draft; defined: boolean }, map: OffsetMap): Draft {
  const placed = mapDraft(draft, map);
  return defined ? { ...placed, source: draft.source } : placed;
}

function tagReader(text: string, mdx: boolean, escapes: readonly Escape[]): TagReader {
  const cell: readonly Escape[] = escapes.includes('tableCell') ? ['pipe', ...escapes] : escapes;
  return mdx
    ? { text, syntax: 'jsx', escapes: ['backtick', ...cell] }
    : { text, syntax: 'html', escapes: ['template', 'backtick', ...cell] };
}

/** Markup and code are not Markdown; a comment in markup may go on beyond its block. */
function readMarkup({ content, map }: Token, reading: Reading, braces: Braces): void {
  const { mdx, elements, lines } = reading;
  const placed = mapLines(content, lines, map?.[0] ?? 0);
  if (placeOf(0, placed) < reading.hidden) return;
  elements.read(tagReader(content, mdx, []), placed, true);
  const parser = new TagParser(content, mdx ? { braces: true } : { templates: true });
  const open = scanMarkup(parser, { start: 0, end: content.length }, braces, elements);
  elements.flush();
  if (open >= 0) reading.hidden = reading.closers.after('-->', placeOf(open, placed)) ?? 0;
}
