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

const PART =
  /\s*(?:([A-Za-z][\w-]*)\s*=\s*)?(?:"((?:\\[\s\S]|[^"\\])*)"|'((?:\\[\s\S]|[^'\\])*)'|)([^,]*)(?:,|$)/dy;
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
  PART.lastIndex = 0;
  for (let at = 0; at < list.length; at = PART.lastIndex) {
    const found = PART.exec(list);
    if (!found) break;
    const value = valueIn(found, place.start, block);
    if (found[1] !== undefined) named.set(found[1], value);
    else if (at === 0) first = value;
  }
  const alt = named.get('alt');
  if (alt) return { alt: namedSlot(alt, escapes), named };
  return { alt: positionalSlot(first, place, list, escapes), named };
}

function valueIn(found: RegExpExecArray, offset: number, block: boolean): Value {
  const [, , double, single, rest = ''] = found;
  const quoted = double ?? single;
  const raw = quoted ?? rest.trimEnd();
  const [restStart] = found.indices?.[4] ?? [0];
  const end = offset + restStart - (quoted === undefined ? -raw.length : 1);
  const start = end - raw.length;
  const quote = double !== undefined ? '"' : single !== undefined ? "'" : '';
  const whole = { start: start - quote.length, end: offset + restStart + rest.trimEnd().length };
  const text = raw.replace(/\\(["'\]])/g, (all, char) =>
    char === quote || (char === ']' && !block) ? char : all,
  );
  return { range: { start, end }, whole, quote, text: oneLine(decodeHTMLStrict(text)), raw };
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
