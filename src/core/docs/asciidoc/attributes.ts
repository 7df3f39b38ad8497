import { decodeHTML } from 'entities';
import { oneLine } from '../page.ts';
import type { AltSlot, Escape, Range } from '../types.ts';

interface Value {
  readonly range: Range;
  readonly quoted: boolean;
  readonly text: string;
  readonly raw: string;
}

export interface Attributes {
  readonly alt: AltSlot;
  readonly named: ReadonlyMap<string, Value>;
}

const PART =
  /\s*(?:([A-Za-z][\w-]*)\s*=\s*)?(?:"((?:\\[\s\S]|[^"\\])*)"|'((?:\\[\s\S]|[^'\\])*)'|([^,]*))\s*(?:,|$)/y;
/** `{name}`: the document or its toolchain fills it in. */
const REFERENCE = /(?<!\\)\{[\w-]+\}/;

/** The attribute list of an image macro between `start` and `end`; its first positional attribute is the alt text. */
export function readAttributes(
  text: string,
  start: number,
  end: number,
  escapes: readonly Escape[],
): Attributes {
  const list = text.slice(start, end);
  const named = new Map<string, Value>();
  let first: Value | undefined;
  PART.lastIndex = 0;
  for (let at = 0; at < list.length; at = PART.lastIndex) {
    const found = PART.exec(list);
    if (!found) break;
    const value = valueIn(found, start);
    if (found[1] !== undefined) named.set(found[1], value);
    else if (at === 0) first = value;
  }
  const alt = named.get('alt');
  if (alt) return { alt: namedSlot(alt, escapes), named };
  return { alt: positionalSlot(first, { start, end }, list, escapes), named };
}

function valueIn(found: RegExpExecArray, start: number): Value {
  const [all, , double, single, bare = ''] = found;
  const quoted = double ?? single;
  const raw = quoted ?? bare.trimEnd();
  // The value is the last thing before the comma, its closing quote and white space apart.
  const valueEnd = all.replace(/\s*,?$/, '').length - (quoted === undefined ? 0 : 1);
  const end = start + found.index + valueEnd;
  const escaped = double !== undefined ? /\\(["\]])/g : single !== undefined ? /\\(['\]])/g : /\\(\])/g;
  const text = raw.replace(escaped, '$1');
  return {
    range: { start: end - raw.length, end },
    quoted: quoted !== undefined,
    text: oneLine(decodeHTML(text)),
    raw,
  };
}

function namedSlot({ range, quoted, text, raw }: Value, escapes: readonly Escape[]): AltSlot {
  const mark = quoted ? '' : '"';
  const form = { escapes: ['asciidocQuoted', ...escapes], before: mark, after: mark } as const;
  return { state: stateOf(text, raw), range, text, form };
}

function positionalSlot(
  first: Value | undefined,
  list: Range,
  raw: string,
  escapes: readonly Escape[],
): AltSlot {
  const form = { escapes: ['asciidoc', ...escapes], before: '', after: '' } as const;
  if (!first && raw.trim() !== '') {
    const place = { start: list.start, end: list.start };
    return { state: 'absent', range: place, text: '', form: { ...form, after: ',' } };
  }
  if (!first) return { state: 'empty', range: list, text: '', form };
  const quote = first.quoted ? 1 : 0;
  const range = { start: first.range.start - quote, end: first.range.end + quote };
  return { state: stateOf(first.text, first.raw), range, text: first.text, form };
}

function stateOf(text: string, raw: string): AltSlot['state'] {
  if (REFERENCE.test(raw)) return 'computed';
  return text === '' ? 'empty' : 'text';
}
