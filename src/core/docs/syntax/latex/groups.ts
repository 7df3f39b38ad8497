import type { Range } from '../../imageReference.ts';
import { DelimiterSearch } from '../../text/delimiters.ts';

/** White space, and comments with the ends of their lines. */
const SPACE = /(?:\s|%[^\n]*\n)*/y;
const MARK = /\\[\s\S]|[%{}[\]]/g;

/** A command's argument is not longer than this; beyond it a brace was forgotten. */
const LONGEST = 10_000;

/** The groups of a text, matched in one pass so that openers without their delimiters cost nothing more. */
export class Groups {
  readonly #text: string;
  /** From the offset of each opening mark to that of its closing one. */
  #ends: ReadonlyMap<number, number> | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** The inside of the `{…}` that begins at `at` or after white space and comments; undefined when there is none. */
  braces(at: number): Range | undefined {
    return this.#inside(at, '{');
  }

  /** The inside of an optional argument, `[…]`; brackets in braces do not end it. */
  brackets(at: number): Range | undefined {
    return this.#inside(at, '[');
  }

  /** The group in braces after an optional argument. */
  argument(at: number): Range | undefined {
    return this.braces((this.brackets(at)?.end ?? at - 1) + 1);
  }

  #inside(from: number, open: string): Range | undefined {
    const start = skipped(SPACE, this.#text, from);
    if (this.#text[start] !== open) return undefined;
    this.#ends ??= endsOf(this.#text);
    const end = this.#ends.get(start);
    return end === undefined || end - start > LONGEST ? undefined : { start: start + 1, end };
  }
}

interface Group {
  /** Of its brace; -1 for the whole text. */
  readonly start: number;
  /** Brackets that are open in it. */
  readonly brackets: number[];
  /** Brackets before this offset are in a comment. */
  comment: number;
}

function endsOf(text: string): Map<number, number> {
  const ends = new Map<number, number>();
  const lines = new DelimiterSearch(text);
  const open: Group[] = [{ start: -1, brackets: [], comment: 0 }];
  for (const { 0: mark, index } of text.matchAll(MARK)) {
    const group = open.at(-1);
    if (mark === '{') open.push({ start: index, brackets: [], comment: 0 });
    if (!group) continue;
    if (mark === '}') endGroup(group, index, open, ends);
    else if (mark === '%') group.comment = lines.after('\n', index) ?? text.length;
    else if (index < group.comment) continue;
    else if (mark === '[') group.brackets.push(index);
    else if (mark === ']') for (const at of group.brackets.splice(0)) ends.set(at, index);
  }
  return ends;
}

function endGroup(group: Group, end: number, open: Group[], ends: Map<number, number>): void {
  // No optional argument holds a brace that was not opened in it.
  group.brackets.length = 0;
  if (group.start < 0) return;
  ends.set(group.start, end);
  open.pop();
}

export interface Option {
  readonly key: string;
  /** The value without its braces; undefined for a key alone. */
  readonly value: Range | undefined;
  readonly braced: boolean;
}

const BETWEEN = /(?:[\s,]|%[^\n]*\n)*/y;

/** `key=value, key={value}, key` in the list. */
export function optionsIn(text: string, { start, end }: Range, groups: Groups): Option[] {
  const options: Option[] = [];
  for (let at = skipped(BETWEEN, text, start); at < end; at = skipped(BETWEEN, text, at)) {
    const stop = valueEnd(text, at, end);
    const equals = text.slice(at, stop).indexOf('=');
    const key = text.slice(at, equals < 0 ? stop : at + equals).trim();
    options.push(
      equals < 0
        ? { key, value: undefined, braced: false }
        : { key, ...valueAt(text, at + equals + 1, stop, groups) },
    );
    at = Math.max(stop, at + 1);
  }
  return options;
}

function valueAt(text: string, from: number, stop: number, groups: Groups): Omit<Option, 'key'> {
  const value = groups.braces(from);
  if (value && value.end < stop) return { value, braced: true };
  const start = from + text.slice(from, stop).search(/\S|$/);
  return { value: { start, end: stop }, braced: false };
}

function valueEnd(text: string, from: number, end: number): number {
  let depth = 0;
  for (let at = from; at < end; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '{') depth += 1;
    else if (text[at] === '}') depth -= 1;
    else if (text[at] === ',' && depth === 0) return at;
  }
  return end;
}

function skipped(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
