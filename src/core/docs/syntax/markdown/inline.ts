import type { Escape } from '../../imageReference.ts';
import type { Closers } from '../../text/delimiters.ts';
import type { Draft } from '../../text/pageReader.ts';
import { type MarkupSink, scanExpressions, scanMarkup } from '../markup/scan.ts';
import type { Dialect, Tag } from '../markup/tag.ts';
import { TagParser } from '../markup/tagParser.ts';
import { type Definitions, type Destination, labelOf, readInlineDestination } from './destination.ts';
import { readLearnImage } from './learn.ts';
import { altBetween } from './markdownAlt.ts';
import { readWikilink } from './wikilink.ts';

export interface InlineMode {
  readonly mdx: boolean;
  /** `tableCell` inside of one. */
  readonly escapes: readonly Escape[];
  readonly definitions: Definitions;
}

/**
 * What an inline text holds, in order; offsets count in the text, but those of a source that is `defined` elsewhere
 * count in the document.
 */
export type Find =
  | { readonly at: number; readonly draft: Draft; readonly defined: boolean }
  | { readonly at: number; readonly tag: Tag };

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
  readonly closers: Closers;
  readonly tags: TagParser;
  /** Brackets below this place hold a link already and can no longer become one. */
  linked: number;
  /** Starts of the backtick runs of each length, once a backtick was met. */
  ticks: Map<number, number[]> | undefined;
}

const SPECIAL = /[\\`<[\]]|!\[|:::image(?![\w-])/g;
const SPECIAL_MDX = /[\\`<[\]{]|!\[|:::image(?![\w-])/g;

/**
 * The images and tags of a paragraph, by CommonMark's order of precedence: code spans, tags and autolinks bind tighter
 * than brackets. One pass with a stack, so that its time grows with the length and nothing else.
 */
export function scanInline(text: string, mode: InlineMode): Find[] {
  const tags = new TagParser(text, mode.mdx ? JSX : STRICT);
  const { closers } = tags;
  const scan: Scan = { text, mode, finds: [], brackets: [], closers, tags, linked: 0, ticks: undefined };
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
  if (special === ']') return close(scan, at);
  if (special === '[' || special === '![') return open(scan, at, special.length);
  return add(scan, at, readLearnImage(scan.text, at, scan.mode.escapes)) ?? at + special.length;
}

function add(scan: Scan, at: number, draft: Draft | undefined, defined = false): number | undefined {
  if (!draft) return undefined;
  scan.finds.push({ at, draft, defined });
  return draft.range.end;
}

function open(scan: Scan, at: number, length: number): number {
  if (length === 2 && scan.text.startsWith('![[', at)) {
    const end = add(scan, at, readWikilink(scan.text, at, scan.mode.escapes));
    if (end !== undefined) return end;
  }
  scan.brackets.push({ image: length === 2, start: at, inner: at + length });
  return at + length;
}

function afterCode(scan: Scan, at: number): number {
  scan.ticks ??= ticksOf(scan.text);
  let end = at;
  while (scan.text[end] === '`') end += 1;
  const starts = scan.ticks.get(end - at) ?? [];
  while (starts.length > 0 && (starts.at(-1) ?? 0) < end) starts.pop();
  const closer = starts.at(-1);
  return closer === undefined ? end : closer + end - at;
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
  if (declaration !== undefined) return declaration;
  const tag = scan.tags.tagAt(at);
  if (!tag) return at + 1;
  scan.finds.push({ at, tag });
  if (mode.mdx) scanExpressions(tag, scan.tags, sinkOf(scan));
  return tag.range.end;
}

/** How the raw HTML that is no tag begins, and what ends it. */
const DECLARATIONS: readonly (readonly [RegExp, string])[] = [
  [/<!--/y, '-->'],
  [/<\?/y, '?>'],
  [/<![A-Za-z]/y, '>'],
  [/<!\[CDATA\[/y, ']]>'],
];

/** The offset after the comment, instruction or declaration at `at`; undefined when there is none that ends. */
function afterDeclaration({ text, closers }: Scan, at: number): number | undefined {
  for (const [opener, closer] of DECLARATIONS) {
    opener.lastIndex = at;
    // `<!-->` and `<!--->` are comments, but `<?>` is no instruction.
    if (opener.test(text)) return closers.after(closer, closer === '-->' ? at + 2 : opener.lastIndex);
  }
  return undefined;
}

function sinkOf({ finds }: Scan): MarkupSink {
  return { tag: (tag) => finds.push({ at: tag.range.start, tag }), text: () => {}, code: () => {} };
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
  const target = active || bracket.image ? targetOf(scan, bracket, at) : undefined;
  if (!target) return at + 1;
  if (bracket.image) {
    // Images and tags in a description are only words of it.
    while ((scan.finds.at(-1)?.at ?? -1) > bracket.start) scan.finds.pop();
    add(scan, bracket.start, draftOf(scan, bracket, at, target), target.defined);
  } else {
    linkInside(scan, bracket, target);
    scan.linked = scan.brackets.length;
  }
  return target.end;
}

function linkInside({ finds }: Scan, { start }: Bracket, target: Target): void {
  const link = { href: target.destination.text, range: { start, end: target.end } };
  for (let index = finds.length - 1; index >= 0; index -= 1) {
    const find = finds[index];
    if (!find || find.at < start) break;
    if ('draft' in find) find.draft.link ??= link;
  }
}

interface Target {
  readonly destination: Destination;
  readonly end: number;
  readonly defined: boolean;
  /** What a new text needs behind it so that a label stays what it was: `][logo`. */
  readonly label: string;
  /** Where the slot ends when it is more than the words: the `][` of `![logo][]`. */
  readonly slotEnd: number;
}

const LABEL = /\[((?:[^\\[\]]|\\[\s\S]){0,999})\]/y;

function targetOf({ text, mode }: Scan, bracket: Bracket, at: number): Target | undefined {
  const inline = text[at + 1] === '(' ? readInlineDestination(text, at + 1) : undefined;
  if (inline) return { destination: inline, end: inline.end, defined: false, label: '', slotEnd: at };
  if (mode.definitions.byLabel.size === 0) return undefined;
  LABEL.lastIndex = at + 1;
  const written = LABEL.exec(text);
  const own = text.slice(bracket.inner, at);
  const label = written?.[1] ? written[1] : own;
  if (label.length > 999) return undefined;
  const destination = mode.definitions.byLabel.get(labelOf(label));
  if (!destination) return undefined;
  const end = written ? at + 1 + written[0].length : at + 1;
  if (written?.[1]) return { destination, end, defined: true, label: '', slotEnd: at };
  return { destination, end, defined: true, label: `][${own}`, slotEnd: written ? at + 2 : at };
}

function draftOf({ text, mode }: Scan, bracket: Bracket, at: number, target: Target): Draft {
  const { destination, end, label, slotEnd } = target;
  const alt = altBetween(text, { start: bracket.inner, end: at }, mode, label);
  return {
    range: { start: bracket.start, end },
    syntax: 'markdown',
    source: { text: destination.text, range: destination.range, computed: false },
    alt: label === '' ? alt : { ...alt, range: { start: bracket.inner, end: slotEnd } },
    decorative: false,
    title: destination.title,
  };
}
