import type { Token } from 'markdown-it';
import type { Escape, Range } from '../../imageReference.ts';
import { DelimiterSearch } from '../../text/delimiters.ts';
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
import { FENCES, imagesInFence } from './fence/fences.ts';
import { isJsx, scanInline } from './inline.ts';
import { lineComments } from './lineComments.ts';
import { plainAlt } from './markdownAlt.ts';
import { type Lines, lineEnd, linesOf, mapLines, newLineAt } from './markdownLines.ts';
import { shortcodesIn } from './shortcode.ts';
import { cellsOf, mapCell } from './table.ts';

interface State {
  readonly dialect: Dialect;
  readonly slides: boolean;
  /** The attribute for the alt text of a figure, where a lone image is one. */
  readonly figureAlt: string | undefined;
  readonly page: Page;
  readonly elements: Elements;
  readonly lines: Lines;
  readonly definitions: Definitions;
  readonly delimiters: DelimiterSearch;
  /** Up to here everything is inside of a comment that spans blocks. */
  hidden: number;
}

type Dialect = 'commonmark' | 'quarto' | 'mdx';

/**
 * CommonMark by markdown-it's rules for blocks and a scan of its own for what is in them. micromark knows every offset,
 * but takes 220 to 490 ms for a page of 90 KB that is read here in 0.3 to 14 (version 4, Node 20, November 2026).
 */
export function readMarkdown(text: string): Page {
  return read(text, 'commonmark');
}

/** Quarto's and R Markdown's, which is pandoc's with code cells. */
export function readQuarto(text: string): Page {
  return read(text, 'quarto');
}

export function readMdx(text: string): Page {
  return read(text, 'mdx');
}

function read(text: string, dialect: Dialect): Page {
  const mdx = dialect === 'mdx';
  const front = frontMatter(text);
  const page = emptyPage();
  page.language = front.language;
  page.references.push(...front.images);
  page.comments.push(...front.comments);
  const root = typoraRoot(front.text);
  if (root !== undefined) page.folders = [root];
  const start = front.length === 0 && text.startsWith('\ufeff') ? 1 : front.length;
  const lines = linesOf(text, start);
  const blocks = parseBlocks(normalised(text.slice(start)), mdx);
  const definitions = definitionsOf(blocks, lines);
  const elements = new Elements(page, mdx ? importsOf(text) : new Map());
  readTokens(blocks.tokens, {
    dialect,
    slides: /^marp[ \t]*:[ \t]*true\b/m.test(front.text),
    // R Markdown leaves what Quarto calls `fig-alt` to nobody.
    figureAlt: dialect !== 'quarto' ? undefined : /^output[ \t]*:/m.test(front.text) ? 'alt' : 'fig-alt',
    page,
    elements,
    lines,
    definitions,
    delimiters: new DelimiterSearch(text),
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

function readTokens(tokens: readonly Token[], state: State): void {
  let level = 0;
  let hashes = false;
  let row: Row | undefined;
  for (const token of tokens) {
    if (token.type === 'heading_open') {
      level = Number(token.tag[1]);
      hashes = token.markup.startsWith('#');
    } else if (token.type === 'tr_open') {
      row = rowOf(token, state.lines);
    } else if (token.type === 'table_close') {
      row = undefined;
    } else if (token.type === 'html_block') {
      readMarkup(token, state, 'plain');
    } else if (FENCES.has(token.type)) {
      readFence(token, state);
    } else if (token.type === 'expression') {
      readMarkup(token, state, 'code');
    } else if (state.dialect === 'mdx' && level === 0 && isModule(token)) {
      readMarkup(token, state, 'script');
    } else if (token.type === 'inline') {
      if (row) readCell(token, row, state);
      else readInline(token, level, hashes, state);
      level = 0;
    }
  }
}

/** True for what MDX takes for JavaScript: it begins at the edge of the page, not in a list or heading. */
function isModule({ type, level, content }: Token): boolean {
  return type === 'inline' && level === 1 && /^(?:import|export)\s/.test(content);
}

function readInline({ content, map }: Token, level: number, hashes: boolean, state: State): void {
  const { lines, page } = state;
  const [line, after] = map ?? [0, 1];
  if (level > 0 && hashes) {
    const start = headingStart(lines, line);
    page.blocks.push({ level, start, end: start + content.length, text: plainAlt(content) });
    readText(content, () => [{ from: 0, to: start }], 'heading', state);
  } else {
    page.blocks.push({
      level,
      start: lines.starts[line] ?? 0,
      end: lineEnd(lines, after - 1),
      text: content,
    });
    const placed = () => mapLines(content, lines, line);
    page.comments.push(...lineComments(content, placed));
    readText(content, placed, level > 0 ? 'heading' : 'paragraph', state);
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

function readCell({ content }: Token, row: Row, state: State): void {
  const { text } = state.lines;
  const index = row.read++;
  const cell = (): OffsetMap => {
    row.cells ??= cellsOf(text, row.start, row.end);
    const range = row.cells[index];
    return range ? mapCell(text, range) : [{ from: 0, to: row.end }];
  };
  readText(content, cell, 'cell', state);
}

const INTERESTING = /!\[|<|:::image|\{\{[<%]|\{%/;
const INTERESTING_MDX = /!\[|<|:::image|\{\/\*/;

function readText(
  content: string,
  placed: () => OffsetMap,
  place: 'paragraph' | 'heading' | 'cell',
  state: State,
): void {
  const { dialect, slides, elements, definitions } = state;
  const mdx = dialect === 'mdx';
  if (!(mdx ? INTERESTING_MDX : INTERESTING).test(content)) return;
  const map = placed();
  if (placeOf(0, map) < state.hidden) return;
  const escapes: readonly Escape[] = place === 'cell' ? ['tableCell'] : [];
  const figureAlt = place === 'paragraph' ? state.figureAlt : undefined;
  const [own, jsx] = [tagReader(content, mdx, escapes), tagReader(content, true, escapes)];
  elements.read(own, map, false);
  let at = 0;
  for (const find of scanInline(content, { mdx, slides, figureAlt, escapes, definitions })) {
    elements.text(at, find.at);
    if ('draft' in find) elements.image(placedDraft(find, map));
    else if ('comment' in find) elements.comment(find.at, find.end);
    else {
      if (find.jsx) elements.read(jsx, map, false);
      elements.tag(find.tag);
      if (find.jsx) elements.read(own, map, false);
    }
    at = Math.max(at, find.end);
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
function readMarkup({ content, map }: Token, state: State, braces: Braces): void {
  const { dialect, elements, lines } = state;
  const placed = mapLines(content, lines, map?.[0] ?? 0);
  if (placeOf(0, placed) < state.hidden) return;
  const jsx = dialect === 'mdx' || isJsx(content);
  elements.read(tagReader(content, jsx, []), placed, true);
  const parser = new TagParser(content, jsx ? { braces: true } : { templates: true });
  const open = scanMarkup(parser, { start: 0, end: content.length }, braces, elements);
  elements.flush();
  if (open >= 0) state.hidden = state.delimiters.after('-->', placeOf(open, placed)) ?? 0;
  if (dialect !== 'mdx')
    for (const draft of shortcodesIn(content)) state.page.references.push(mapDraft(draft, placed));
}

function readFence({ type, content, map }: Token, state: State): void {
  const { dialect, lines, page } = state;
  const first = map?.[0] ?? 0;
  const placed = mapLines(content, lines, first);
  if (placeOf(0, placed) < state.hidden) return;
  const fence = { text: content, newLine: newLineAt(lines, first, placeOf(0, placed)) };
  for (const draft of imagesInFence(type, fence, dialect === 'quarto'))
    page.references.push(mapDraft(draft, placed));
}
