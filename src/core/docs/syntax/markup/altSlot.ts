import type { AltSlot, Escape, Range } from '../../imageReference.ts';
import { oneLine } from '../../text/pageReader.ts';
import {
  attributeName,
  attributeOf,
  fixedTextOf,
  isBound,
  type TagReader,
  textOf,
  wordsOf,
} from './attributes.ts';
import { staticString } from './staticString.ts';
import type { Attribute, AttributeValue, Tag } from './tag.ts';

type Form = AltSlot['form'];

/** Attributes that may bring an `alt` along which we cannot see. */
const SPREADS = new Set(['...', 'v-bind', 'x-bind', 'th:attr', 'data-th-attr']);

/**
 * Where the alternative text of an element stands: in `aria-label` before `alt`, as browsers compute names. A `title`
 * is heard as well, but what is written becomes an `alt`.
 *
 * @param names The attributes that may hold it, in lower case, the most binding first; the last is added when none is there.
 * @param place Where that goes.
 */
export function altSlotOf(tag: Tag, names: readonly string[], place: number, reader: TagReader): AltSlot {
  if (tag.unclear) return { ...computed(tag.range, reader), reason: 'unclearTemplate' };
  const label = attributeOf(tag, 'aria-label');
  const labelText = label && textOf(label, reader);
  if (label && labelText === undefined) return computed(label.value?.range ?? label.range, reader);
  if (label && labelText?.trim()) return labelSlot(label, labelText, tag, reader);
  const found = slotAttribute(tag, names);
  if (found) return found.conditional ? computed(found.range, reader) : slotOf(found, reader);
  // A second `alt` could silence one that is spread.
  const spread = tag.attributes.find(({ name }) => SPREADS.has(name));
  if (spread) return { ...computed(spread.range, reader), range: { start: place, end: place } };
  return absentSlot(tag, names.at(-1) ?? 'alt', place, reader);
}

function slotAttribute(tag: Tag, names: readonly string[]): Attribute | undefined {
  const found = names.flatMap((name) =>
    tag.attributes.filter((attribute) => attributeName(attribute) === name.toLowerCase()),
  );
  return found.find(isBound) ?? found[0];
}

export function computed(range: Range, { text }: TagReader): AltSlot {
  const form = { escapes: [], before: '', after: '' };
  return { state: 'computed', range, text: text.slice(range.start, range.end), form };
}

function absentSlot(tag: Tag, name: string, place: number, reader: TagReader): AltSlot {
  const title = wordsOf(tag, 'title', reader);
  const form = { escapes: escapesFor('doubleQuoted', reader), before: ` ${name}="`, after: '"' };
  const range = { start: place, end: place };
  return title
    ? { state: 'text', range, text: oneLine(title), form }
    : { state: 'absent', range, text: '', form };
}

/** The whole attribute, since one without words says nothing about the image. */
function labelSlot(label: Attribute, text: string, tag: Tag, reader: TagReader): AltSlot {
  const before = `${label.name}="`;
  const empty = attributeOf(tag, 'alt') ? 'role="presentation"' : 'alt=""';
  const form = { escapes: escapesFor('doubleQuoted', reader), before, after: '"', empty };
  return { state: 'text', range: label.range, text: oneLine(text), form };
}

function slotOf(attribute: Attribute, reader: TagReader): AltSlot {
  const text = fixedTextOf(attribute, reader);
  const { value, range } = attribute;
  if (text === undefined) return computed(value?.range ?? range, reader);
  const state = text.trim() === '' ? 'empty' : 'text';
  if (value) return { state, text: oneLine(text), ...placeOf(value, reader) };
  const form = { escapes: escapesFor('doubleQuoted', reader), before: '="', after: '"' };
  return { state, range: { start: range.end, end: range.end }, text: '', form };
}

function placeOf(value: AttributeValue, reader: TagReader): { readonly range: Range; readonly form: Form } {
  const { range, quote } = value;
  const plain = { before: '', after: '' };
  if (quote === '')
    return { range, form: { escapes: escapesFor('doubleQuoted', reader), before: '"', after: '"' } };
  if (quote === '"') return { range, form: { escapes: escapesFor('doubleQuoted', reader), ...plain } };
  if (quote === "'") return { range, form: { escapes: escapesFor('singleQuoted', reader), ...plain } };
  if (quote === '`') return { range, form: { escapes: ['templateAttribute'], ...plain } };
  const inner = staticString(reader.text.slice(range.start, range.end));
  const quoting = inner?.quote === '`' ? 'jsTemplate' : inner?.quote === "'" ? 'jsSingle' : 'jsDouble';
  const place = { start: range.start + (inner?.start ?? 0), end: range.start + (inner?.end ?? 0) };
  return { range: place, form: { escapes: [quoting, ...inTable(reader)], ...plain } };
}

function escapesFor(quoted: Escape, { escapes }: TagReader): Escape[] {
  return [quoted, ...escapes];
}

function inTable({ escapes }: TagReader): Escape[] {
  return escapes.filter((name) => name === 'tableCell');
}
