import type { DelimiterSearch } from '../../text/delimiters.ts';
import type { Draft } from '../../text/pageReader.ts';
import { type MarkupSink, scanExpressions, scanMarkup } from '../markup/scan.ts';
import type { Dialect, Tag } from '../markup/tag.ts';
import { TagParser } from '../markup/tagParser.ts';
import { inlineImage } from './inlineImage.ts';
import type { InlineMode } from './inlineMode.ts';
import { readLearnImage } from './learn.ts';
import { type LinkTarget, linkTargetAt } from './linkTarget.ts';
import { readShortcode } from './shortcode.ts';
import { readWikilink } from './wikilink.ts';

/**
 * An image, tag or comment in a text; offsets count in the text, but those of a source that is `defined` elsewhere count
 * in the document. A tag is `jsx` where only that reading of it is one.
 */
export type Find = { readonly at: number; readonly end: number } & (
  | { readonly draft: Draft; readonly defined: boolean }
  | { readonly tag: Tag; readonly jsx: boolean }
  | { readonly comment: true }
);

interface Bracket {
  readonly image: boolean;
  /** Of `[` or `![`. */
  readonly start: number;
  /** After it. */
  readonly inner: number;
}

interface Scan {
  readonly text: string;
  readonly mode: InlineMode;
  readonly finds: Find[];
  readonly brackets: Bracket[];
  readonly delimiters: DelimiterSearch;
  readonly tags: TagParser;
  /** Reads tags as JSX in a page of CommonMark, once one may be that. */
  jsx: TagParser | undefined;
  /** Brackets below this place hold a link already and can no longer become one. */
  linked: number;
  /** Starts of the backtick runs of each length, once a backtick was met. */
  ticks: Map<number, number[]> | undefined;
}

const SPECIAL = /[\\`<[\]]|!\[|:::image(?![\w-])|\{\{[<%]|\{%/g;
const SPECIAL_MDX = /[\\`<[\]{]|!\[|:::image(?![\w-])/g;

/**
 * The images and tags of a paragraph, by CommonMark's order of precedence: code spans, tags and autolinks bind tighter
 * than brackets. One pass with a stack, so that its time grows with the length and nothing else.
 */
export function scanInline(text: string, mode: InlineMode): Find[] {
  const tags = new TagParser(text, mode.mdx ? JSX : STRICT);
  const { delimiters } = tags;
  const scan: Scan = {
    ...{ text, mode, finds: [], brackets: [], delimiters, tags },
    ...{ jsx: undefined, linked: 0, ticks: undefined },
  };
  const special = mode.mdx ? SPECIAL_MDX : SPECIAL;
  for (let at = 0; ; ) {
    special.lastIndex = at;
    const found = special.exec(text);
    if (!found) break;
    at = step(scan, found.index, found[0]);
  }
  return scan.finds.sort((a, b) => a.at - b.at);
}

/** Takes in what starts at `at`; the offset to go on at. */
function step(scan: Scan, at: number, special: string): number {
  if (special === '\\') return at + 2;
  if (special === '`') return afterCode(scan, at);
  if (special === '<') return angle(scan, at);
  if (special === '{') return braces(scan, at);
  if (special.startsWith('{')) return shortcode(scan, at, special.length);
  if (special === ']') return close(scan, at);
  if (special === '[' || special === '![') return open(scan, at, special.length);
  return add(scan, at, readLearnImage(scan.text, at, scan.mode.escapes)) ?? at + special.length;
}

function add(scan: Scan, at: number, draft: Draft | undefined, defined = false): number | undefined {
  if (!draft) return undefined;
  const { end } = draft.range;
  scan.finds.push({ at, end, draft, defined });
  return end;
}

function open(scan: Scan, at: number, length: number): number {
  if (length === 2 && scan.text.startsWith('![[', at)) {
    const end = add(scan, at, readWikilink(scan.text, at, scan.mode.escapes));
    if (end !== undefined) return end;
  }
  scan.brackets.push({ image: length === 2, start: at, inner: at + length });
  return at + length;
}

function shortcode(scan: Scan, at: number, length: number): number {
  const found = readShortcode(scan.text, at, scan.delimiters, scan.mode.escapes);
  add(scan, at, found?.draft);
  return found?.end ?? at + length;
}

/** Pandoc's `\`<b>\`{=html}` is HTML. */
const RAW_HTML = '{=html}';

function afterCode(scan: Scan, at: number): number {
  scan.ticks ??= ticksOf(scan.text);
  let end = at;
  while (scan.text[end] === '`') end += 1;
  const starts = scan.ticks.get(end - at) ?? [];
  while (starts.length > 0 && (starts.at(-1) ?? 0) < end) starts.pop();
  const closer = starts.at(-1);
  if (closer === undefined) return end;
  const after = closer + end - at;
  if (scan.text.startsWith(RAW_HTML, after))
    scanMarkup(scan.tags, { start: end, end: closer }, 'plain', sinkOf(scan));
  return after;
}

/** The last start comes first to hand, since they are used up from the end. */
function ticksOf(text: string): Map<number, number[]> {
  const ticks = new Map<number, number[]>();
  for (const run of text.matchAll(/`+/g)) {
    const starts = ticks.get(run[0].length);
    if (starts) starts.push(run.index);
    else ticks.set(run[0].length, [run.index]);
  }
  for (const starts of ticks.values()) starts.reverse();
  return ticks;
}

const AUTOLINK = /<(?:[A-Za-z][A-Za-z0-9.+-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+)>/y;
const STRICT: Dialect = { strict: true, templates: true };
const JSX: Dialect = { braces: true };

function angle(scan: Scan, at: number): number {
  const { text, mode } = scan;
  AUTOLINK.lastIndex = at;
  if (!mode.mdx && AUTOLINK.test(text)) return AUTOLINK.lastIndex;
  const declaration = afterDeclaration(scan, at);
  if (declaration !== undefined) {
    scan.finds.push({ at, end: declaration, comment: true });
    return declaration;
  }
  const jsx = mode.mdx ? undefined : jsxImageAt(scan, at);
  const tag = jsx ?? scan.tags.tagAt(at);
  if (!tag) return at + 1;
  scan.finds.push({ at, end: tag.range.end, tag, jsx: jsx !== undefined });
  if (mode.mdx) scanExpressions(tag, scan.tags, sinkOf(scan));
  return tag.range.end;
}

/** An attribute whose value is code, or an object as `style` takes it; `={{ x }}` is a template of something else. */
const CODE_VALUE = /=\{(?!\{|%)|=\{\{\s*["'\w-]+\s*:/;

/** In a page that its site reads as MDX but nothing says so, `<img style={{ width: 9 }} …>` can only be JSX. */
function jsxImageAt(scan: Scan, at: number): Tag | undefined {
  const { text } = scan;
  if (!/^<(?:img|[A-Z]\w*)\s/.test(text.slice(at, at + LONGEST_NAME))) return undefined;
  scan.jsx ??= new TagParser(text, JSX);
  const tag = scan.jsx.tagAt(at);
  return tag && isJsx(text.slice(at, tag.range.end)) ? tag : undefined;
}

/** True for markup that is read as JSX in a page of CommonMark. */
export function isJsx(markup: string): boolean {
  return CODE_VALUE.test(markup);
}

const LONGEST_NAME = 60;

/** How the raw HTML that is no tag begins, and what ends it. */
const DECLARATIONS: readonly (readonly [RegExp, string])[] = [
  [/<!--/y, '-->'],
  [/<\?/y, '?>'],
  [/<![A-Za-z]/y, '>'],
  [/<!\[CDATA\[/y, ']]>'],
];

/** The offset after the comment, instruction or declaration at `at`; undefined when there is none that ends. */
function afterDeclaration({ text, delimiters }: Scan, at: number): number | undefined {
  for (const [opener, closer] of DECLARATIONS) {
    opener.lastIndex = at;
    // `<!-->` and `<!--->` are comments, but `<?>` is no instruction.
    if (opener.test(text)) return delimiters.after(closer, closer === '-->' ? at + 2 : opener.lastIndex);
  }
  return undefined;
}

function sinkOf({ finds }: Scan): MarkupSink {
  return {
    tag: (tag) => finds.push({ at: tag.range.start, end: tag.range.end, tag, jsx: false }),
    comment: (at, end) => finds.push({ at, end, comment: true }),
    ...{ text: () => {}, code: () => {} },
  };
}

/** An expression of MDX, with the elements in it. */
function braces(scan: Scan, at: number): number {
  const end = scan.tags.code.afterBraces(at);
  if (end < 0) return at + 1;
  scanMarkup(scan.tags, { start: at, end }, 'code', sinkOf(scan));
  return end;
}

function close(scan: Scan, at: number): number {
  const bracket = scan.brackets.pop();
  if (!bracket) return at + 1;
  const active = scan.brackets.length >= scan.linked;
  scan.linked = Math.min(scan.linked, scan.brackets.length);
  const target =
    active || bracket.image ? linkTargetAt(scan.text, bracket.inner, at, scan.mode.definitions) : undefined;
  if (!target) return at + 1;
  if (bracket.image) {
    // Images and tags in a description are only words of it.
    while ((scan.finds.at(-1)?.at ?? -1) > bracket.start) scan.finds.pop();
    const draft = inlineImage(scan.text, bracket.start, at, target, scan.mode);
    return add(scan, bracket.start, draft, target.defined) ?? target.end;
  } else {
    linkInside(scan, bracket, target);
    scan.linked = scan.brackets.length;
  }
  return target.end;
}

function linkInside({ finds }: Scan, { start }: Bracket, target: LinkTarget): void {
  const link = { href: target.destination.text, range: { start, end: target.end } };
  for (let index = finds.length - 1; index >= 0; index -= 1) {
    const find = finds[index];
    if (!find || find.at < start) break;
    if ('draft' in find) find.draft.link ??= link;
  }
}
