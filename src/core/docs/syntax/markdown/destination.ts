import MarkdownIt from 'markdown-it';
import type { Range } from '../../imageReference.ts';

const { unescapeAll, normalizeReference } = new MarkdownIt().utils;

export interface Destination {
  readonly text: string;
  /** Without the angle brackets. */
  readonly range: Range;
  readonly title?: string;
  /** Offset after the destination and its title. */
  readonly end: number;
}

/** The `[label]: …` of a document. */
export interface Definitions {
  /** By normalised label. */
  readonly byLabel: ReadonlyMap<string, Destination>;
  /** As markdown-it's environment has them. */
  readonly references: Record<string, { href: string; title: string }>;
}

const ANGLED = /<((?:[^<>\r\n\\]|\\.)*)>/y;
const TITLE = /\s+("(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|\((?:[^()\\]|\\[\s\S])*\))/y;
/** `=300x200`, as several wikis size their images. */
const SIZE = /\s+=\d*%?x\d*%?/y;
const SPACE = /[ \t\r\n]*/y;
/** CommonMark lets implementations stop at 32 levels. */
const DEEPEST = 32;

export const labelOf: (raw: string) => string = normalizeReference;

/** The destination in the parentheses of an inline link or image; `open` is the offset of `(`. */
export function readInlineDestination(text: string, open: number): Destination | undefined {
  const found = readDestination(text, skip(SPACE, text, open + 1));
  if (!found) return undefined;
  const close = skip(SPACE, text, skip(SIZE, text, found.end));
  return text[close] === ')' ? { ...found, end: close + 1 } : undefined;
}

/** A destination and the title after it, starting exactly at `start`. */
export function readDestination(text: string, start: number): Destination | undefined {
  const range = text[start] === '<' ? angled(text, start) : bare(text, start);
  if (!range) return undefined;
  const after = range.end + (text[start] === '<' ? 1 : 0);
  const end = skip(TITLE, text, after);
  const title = text.slice(after, end).trim().slice(1, -1);
  const destination = { text: unescapeAll(text.slice(range.start, range.end)), range, end };
  return title === '' ? destination : { ...destination, title: unescapeAll(title) };
}

function angled(text: string, start: number): Range | undefined {
  const end = skip(ANGLED, text, start);
  return end > start ? { start: start + 1, end: end - 1 } : undefined;
}

function bare(text: string, start: number): Range | undefined {
  let depth = 0;
  let at = start;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= 32 || code === 127) break;
    if (code === 92 && at + 1 < text.length && text.charCodeAt(at + 1) > 32) at += 1;
    else if (code === 40) depth += 1;
    else if (code === 41 && depth === 0) break;
    else if (code === 41) depth -= 1;
    if (depth > DEEPEST) return undefined;
  }
  return depth === 0 ? { start, end: at } : undefined;
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
