import { decodeHTMLStrict } from 'entities';
import type { AltSlot, Escape, Range } from '../../imageReference.ts';
import { oneLine } from '../../text/pageReader.ts';

interface Value {
  /** Without its quotes. */
  readonly range: Range;
  /** With them, and with what stands behind them that no reader sees. */
  readonly whole: Range;
  readonly quote: string;
  readonly text: string;
  readonly raw: string;
}

export interface Attributes {
  readonly alt: AltSlot;
  readonly named: ReadonlyMap<string, Value>;
}

/** `{name}`: the document or its toolchain fills it in. */
const REFERENCE = /(?<!\\)\{[\w-]+\}/;

/** Where a macro stands, which decides how its attributes are read and written. */
export interface Setting {
  readonly block: boolean;
  readonly inTable: boolean;
}

/** The attributes of an image macro in the `place` of their list; the first positional one is the alt text. */
export function readAttributes(text: string, place: Range, { block, inTable }: Setting): Attributes {
  const escapes: Escape[] = block ? [] : ['asciidocInline'];
  if (inTable) escapes.push('pipe');
  const list = text.slice(place.start, place.end);
  const named = new Map<string, Value>();
  let first: Value | undefined;
  for (let at = 0; at < list.length; ) {
    const part = partAt(list, at);
    const value = partValue(part, place.start, block);
    if (part.name !== undefined) named.set(part.name, value);
    else if (at === 0) first = value;
    at = part.end + 1;
  }
  const alt = named.get('alt');
  if (alt) return { alt: namedSlot(alt, escapes), named };
  return { alt: positionalSlot(first, place, list, escapes), named };
}

/** An attribute up to the comma after it, or to the end of the list; offsets count in the list. */
interface Part {
  readonly name: string | undefined;
  /** Of the value with its quotes and what stands behind them, without the white space around. */
  readonly start: number;
  readonly written: string;
  /** The value with its quotes, if it has any. */
  readonly quoted: string | undefined;
  readonly end: number;
}

const NAME = /\s*(?:([A-Za-z][\w-]*)\s*=\s*)?/y;
const QUOTED = /"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'/y;

function partAt(list: string, at: number): Part {
  NAME.lastIndex = at;
  const name = NAME.exec(list)?.[1];
  const start = NAME.lastIndex;
  QUOTED.lastIndex = start;
  const quoted = QUOTED.exec(list)?.[0];
  const comma = list.indexOf(',', start + (quoted?.length ?? 0));
  const end = comma < 0 ? list.length : comma;
  return { name, start, written: list.slice(start, end).trimEnd(), quoted, end };
}

function partValue({ start, written, quoted }: Part, offset: number, block: boolean): Value {
  const quote = quoted?.[0] ?? '';
  const raw = quoted?.slice(1, -1) ?? written;
  const whole = { start: offset + start, end: offset + start + written.length };
  const inner = whole.start + quote.length;
  const text = raw.replace(/\\(["'\]])/g, (all, char) =>
    char === quote || (char === ']' && !block) ? char : all,
  );
  return {
    range: { start: inner, end: inner + raw.length },
    whole,
    quote,
    text: oneLine(decodeHTMLStrict(text)),
    raw,
  };
}

function namedSlot({ range, whole, quote, text, raw }: Value, escapes: readonly Escape[]): AltSlot {
  const mark = quote === '"' ? '' : '"';
  const form = { escapes: ['asciidocQuoted', ...escapes], before: mark, after: mark } as const;
  return { state: stateOf(text, raw), range: mark === '' ? range : whole, text, form };
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
  return { state: stateOf(first.text, first.raw), range: first.whole, text: first.text, form };
}

function stateOf(text: string, raw: string): AltSlot['state'] {
  if (REFERENCE.test(raw)) return 'computed';
  return text === '' ? 'empty' : 'text';
}
