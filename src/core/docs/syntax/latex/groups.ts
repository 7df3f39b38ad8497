import type { Range } from '../../imageReference.ts';

/** White space, and comments with the ends of their lines. */
const SPACE = /(?:\s|%[^\n]*\n)*/y;

/** The inside of the `{…}` that begins at `at` or after white space and comments; undefined when there is none. */
export function groupAt(text: string, at: number): Range | undefined {
  return enclosed(text, at, '{', '}');
}

/** The inside of an optional argument, `[…]`; brackets in braces do not end it. */
export function bracketsAt(text: string, at: number): Range | undefined {
  return enclosed(text, at, '[', ']');
}

/** A command's argument is not longer than this; beyond it a brace was forgotten. */
const LONGEST = 10_000;

function enclosed(text: string, from: number, open: string, close: string): Range | undefined {
  SPACE.lastIndex = from;
  SPACE.test(text);
  let at = SPACE.lastIndex;
  if (text[at] !== open) return undefined;
  const start = at + 1;
  let depth = 0;
  for (at = start; at < Math.min(text.length, start + LONGEST); at += 1) {
    const char = text[at];
    if (char === '\\') at += 1;
    // In a path it is more likely to be an escape of an address.
    else if (char === '%' && open === '[') at = afterComment(text, at);
    else if (char === close && depth === 0) return { start, end: at };
    else if (char === '{') depth += 1;
    else if (char === '}') depth -= 1;
    if (depth < 0) return undefined;
  }
  return undefined;
}

function afterComment(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

export interface Option {
  readonly key: string;
  /** The value without its braces; undefined for a key alone. */
  readonly value: Range | undefined;
  readonly braced: boolean;
}

const KEY = /(?:[\s,]|%[^\n]*\n)*([A-Za-z][\w ./-]*?)\s*(?:=\s*|(?=,|$|\s*$))/y;

/** `key=value, key={value}, key` between `start` and `end`. */
export function optionsIn(text: string, { start, end }: Range): Option[] {
  const list = text.slice(0, end);
  const options: Option[] = [];
  for (let at = start; at < end; ) {
    KEY.lastIndex = at;
    const key = KEY.exec(list);
    if (!key) break;
    const from = KEY.lastIndex;
    const group = key[0].includes('=') ? groupAt(list, from) : undefined;
    const bare = valueEnd(list, from);
    if (group) options.push({ key: key[1] ?? '', value: group, braced: true });
    else
      options.push({
        key: key[1] ?? '',
        value: key[0].includes('=') ? { start: from, end: bare } : undefined,
        braced: false,
      });
    at = Math.max(valueEnd(list, group ? group.end + 1 : from), at + 1);
  }
  return options;
}

function valueEnd(list: string, from: number): number {
  let depth = 0;
  let at = from;
  for (; at < list.length; at += 1) {
    if (list[at] === '\\') at += 1;
    else if (list[at] === '{') depth += 1;
    else if (list[at] === '}') depth -= 1;
    else if (list[at] === ',' && depth === 0) break;
  }
  return Math.min(at, list.length);
}
