import { decodeHTMLAttribute } from 'entities';
import { IMAGE_FILE } from '../../files/paths.ts';
import type { AltSlot, Escape, ImageSource, ReferenceSyntax } from '../../imageReference.ts';
import { type Draft, oneLine } from '../../text/pageReader.ts';
import { staticString } from './embeddedCode.ts';
import type { Attribute, Tag } from './tag.ts';

export interface TagReader {
  readonly text: string;
  readonly syntax: ReferenceSyntax;
  /** What an attribute's text needs besides its quotes: `svelte`, `template`, `backtick`, `tableCell`. */
  readonly escapes: readonly Escape[];
}

/** Elements and components that show an image and take its `alt`: `img`, `amp-img`, `enhanced:img`, `NuxtImg`, `Image`. */
const IMAGE_NAME = /^(?:(?:.*[.:-])?(?:img|image)|(?:[A-Z].*)?(?:Img|Image|Picture))$/;

/** The reference an opening tag makes; undefined for any other tag. */
export function imageOfTag(tag: Tag, reader: TagReader): Draft | undefined {
  if (tag.closing) return undefined;
  const source = sourceOf(tag, reader);
  if (!source) return undefined;
  const alt = find(tag, isAlt);
  if (!takesAlt(tag, source.found, alt)) return undefined;
  const title = find(tag, (name) => name.toLowerCase() === 'title');
  return {
    range: tag.range,
    syntax: reader.syntax,
    source: source.found,
    alt: alt ? altOf(alt, reader) : absentAlt(tag, source.attribute, reader),
    decorative: isDecorative(tag, reader),
    title: (title && oneLine(textOf(title, reader) ?? '')) || undefined,
  };
}

function takesAlt(tag: Tag, source: ImageSource, alt: Attribute | undefined): boolean {
  if (tag.name.toLowerCase() === 'img' || IMAGE_NAME.test(tag.name)) return true;
  if (tag.name.toLowerCase() === 'input') return IMAGE_FILE.test(source.text.replace(/[?#].*$/, ''));
  return alt !== undefined && /^[A-Z]|-/.test(tag.name);
}

function find(tag: Tag, matches: (name: string) => boolean): Attribute | undefined {
  return tag.attributes.find((attribute) => matches(attribute.name));
}

const BOUND = /^(?:v-bind:|x-bind:|bind:|:|\.|\[(?:attr\.)?)(src|alt)(?:\.\w+|\])?$/i;

function isAlt(name: string): boolean {
  return name.toLowerCase() === 'alt' || BOUND.exec(name)?.[1]?.toLowerCase() === 'alt';
}

function isSource(name: string): boolean {
  return name.toLowerCase() === 'src' || BOUND.exec(name)?.[1]?.toLowerCase() === 'src';
}

/** The attribute's text where it is fixed; undefined where code decides. */
export function textOf(attribute: Attribute, reader: TagReader): string | undefined {
  // Vue's `:alt` is short for `:alt="alt"`.
  if (!attribute.value) return BOUND.test(attribute.name) ? undefined : '';
  const { range, quote } = attribute.value;
  const raw = reader.text.slice(range.start, range.end);
  if (quote === 'shorthand' || BOUND.test(attribute.name)) return undefined;
  if (quote === '{') return staticString(raw)?.text;
  if (quote === '`') return staticString(`\`${decodeHTMLAttribute(raw)}\``)?.text;
  if (reader.escapes.includes('svelte') && raw.includes('{')) return undefined;
  if (reader.escapes.includes('template') && /\{[{%]|<[%?]/.test(raw)) return undefined;
  return decodeHTMLAttribute(raw);
}

function sourceOf(tag: Tag, reader: TagReader): { found: ImageSource; attribute: Attribute } | undefined {
  const attribute =
    find(tag, isSource) ?? (/^svelte:|image$/i.test(tag.name) ? find(tag, isComponentSource) : undefined);
  if (attribute && BOUND.test(attribute.name) && !attribute.value)
    return { found: { text: 'src', range: attribute.range, computed: true }, attribute };
  if (!attribute?.value) return undefined;
  const { range, quote } = attribute.value;
  const raw = reader.text.slice(range.start, range.end);
  const fixed = textOf(attribute, reader);
  const inner = fixed !== undefined && quote === '{' ? staticString(raw) : undefined;
  const start = range.start + (inner?.start ?? 0);
  const end = inner ? range.start + inner.end : range.end;
  if (fixed !== undefined)
    return { found: { text: fixed.trim(), range: { start, end }, computed: false }, attribute };
  return { found: pathInCode(raw, range.start) ?? { text: raw.trim(), range, computed: true }, attribute };
}

/** Gatsby's `image=`, `<StaticImage>` and friends name their source otherwise. */
function isComponentSource(name: string): boolean {
  return name === 'source' || name === 'image';
}

const WRAPPED =
  /^\s*(?:require|useBaseUrl|\$?withBase|new URL|asset)\s*\(\s*(["'`])([^"'`$]+)\1\s*(?:,\s*import\.meta\.url\s*)?\)(?:\.default|\.href)?\s*$/;

/** The path in `require('./a.png')`, `useBaseUrl('/a.png')` and their like. */
function pathInCode(code: string, start: number): ImageSource | undefined {
  const fixed = staticString(code);
  if (fixed)
    return {
      text: fixed.text,
      range: { start: start + fixed.start, end: start + fixed.end },
      computed: false,
    };
  const path = WRAPPED.exec(code)?.[2];
  if (path === undefined) return undefined;
  const at = start + code.indexOf(path);
  return { text: path, range: { start: at, end: at + path.length }, computed: false };
}

function altOf(attribute: Attribute, reader: TagReader): AltSlot {
  const text = textOf(attribute, reader);
  const { value, range } = attribute;
  if (text === undefined) {
    const place = value?.range ?? range;
    const form = { escapes: [], before: '', after: '' };
    return { state: 'computed', range: place, text: reader.text.slice(place.start, place.end), form };
  }
  const state = text.trim() === '' ? 'empty' : 'text';
  if (!value) {
    const form = { escapes: escapesFor('doubleQuoted', reader), before: '="', after: '"' };
    return { state, range: { start: range.end, end: range.end }, text: '', form };
  }
  return { state, text: oneLine(text), ...placeOf(value, reader) };
}

function placeOf(value: NonNullable<Attribute['value']>, reader: TagReader): Pick<AltSlot, 'range' | 'form'> {
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

function escapesFor(quoted: Escape, reader: TagReader): Escape[] {
  return [quoted, ...reader.escapes];
}

function inTable(reader: TagReader): Escape[] {
  return reader.escapes.filter((name) => name === 'tableCell');
}

function absentAlt(tag: Tag, source: Attribute, reader: TagReader): AltSlot {
  const range = { start: source.range.end, end: source.range.end };
  // Spread attributes may bring an `alt` along; a second one could silence it.
  const hidden = find(tag, (name) => name === '...' || name === 'v-bind' || name === 'x-bind');
  if (hidden) {
    const form = { escapes: [], before: '', after: '' };
    return { state: 'computed', range, text: reader.text.slice(hidden.range.start, hidden.range.end), form };
  }
  const form = { escapes: escapesFor('doubleQuoted', reader), before: ' alt="', after: '"' };
  return { state: 'absent', range, text: '', form };
}

function isDecorative(tag: Tag, reader: TagReader): boolean {
  return tag.attributes.some((attribute) => {
    const name = attribute.name.toLowerCase();
    const text = textOf(attribute, reader)?.toLowerCase();
    if (name === 'role') return text === 'presentation' || text === 'none';
    return name === 'aria-hidden' && (text === 'true' || text === '');
  });
}
