import { isScalar, type Pair, parseDocument, type Scalar, visit } from 'yaml';
import type { AltSlot, Range } from '../imageReference.ts';
import { oneLine } from '../text/pageReader.ts';

export interface YamlText {
  readonly text: string;
  /** With its quotes. */
  readonly range: Range;
  /** Undefined for a value that is no text: a list, a mapping, code. */
  readonly slot: Pick<AltSlot, 'range' | 'form'> | undefined;
}

/** The keys of one mapping in lower case with their values; of two the last counts, as it does for YAML 1.1 parsers. */
export type YamlMapping = ReadonlyMap<string, YamlText>;

/** Longer than any front matter a person writes. */
const LONGEST = 100_000;
/** The parser recurses as deep as a text is nested: 16,000 brackets end the process. */
const DEEPEST = 100;

/** Every mapping in a YAML text, the outer ones first; none where it is too large or too deep to be front matter. */
export function yamlMappings(text: string): YamlMapping[] {
  const found: YamlMapping[] = [];
  if (text.length > LONGEST || isDeep(text)) return found;
  // A wrong document still has the entries before its fault.
  const document = parseDocument(text, {
    ...{ strict: false, uniqueKeys: false, prettyErrors: false, logLevel: 'silent' },
  });
  visit(document, {
    Map: (_, { items }) => {
      found.push(new Map(items.flatMap((pair) => entryOf(text, pair))));
    },
  });
  return found;
}

function isDeep(text: string): boolean {
  return (text.match(/[[{]/g)?.length ?? 0) > DEEPEST || /(?:[-?:][ \t]+){20}/.test(text);
}

function entryOf(text: string, { key, value }: Pair): [string, YamlText][] {
  if (!isScalar(key)) return [];
  const name = String(key.value).toLowerCase();
  if (isScalar(value) && value.range && value.tag === undefined) return [[name, textOf(text, value)]];
  const end = isScalar(key) ? (key.range?.[1] ?? 0) : 0;
  return [[name, { text: '', range: { start: end, end }, slot: undefined }]];
}

function textOf(text: string, scalar: Scalar): YamlText {
  const [start, end] = scalar.range ?? [0, 0];
  const block = scalar.type === 'BLOCK_FOLDED' || scalar.type === 'BLOCK_LITERAL';
  const range = { start, end: block ? start + text.slice(start, end).trimEnd().length : end };
  const words = typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? '');
  return { text: oneLine(words), range, slot: slotOf(text, scalar, range) };
}

function slotOf(text: string, { type }: Scalar, range: Range): YamlText['slot'] {
  const inner = { start: range.start + 1, end: range.end - 1 };
  const plain = { before: '', after: '' };
  if (type === 'QUOTE_DOUBLE') return { range: inner, form: { escapes: ['json'], ...plain } };
  if (type === 'QUOTE_SINGLE') return { range: inner, form: { escapes: ['yamlSingle'], ...plain } };
  const before = /[\s]/.test(text[range.start - 1] ?? ' ') ? '' : ' ';
  return { range, form: { escapes: ['yaml'], before, after: '' } };
}
