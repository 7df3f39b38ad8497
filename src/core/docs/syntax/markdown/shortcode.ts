import { decodeHTMLAttribute } from 'entities';
import { IMAGE_FILE } from '../../files/paths.ts';
import type { AltSlot, Escape, Range } from '../../imageReference.ts';
import { DelimiterSearch } from '../../text/delimiters.ts';
import { type Draft, oneLine } from '../../text/pageReader.ts';
import { hexoImage } from './hexoTag.ts';

/** Tags that show an image: Hugo's shortcodes, Jekyll's includes and plugins, Hexo's tags. */
const IMAGE_TAG = /(?:^|[-_./])(?:figure|fig|img|image|picture|photo|asset_img)s?(?:[-_]\w+)?(?:\.\w+)?$/i;
const OPENING = /\{(?:\{([<%])(?!\/\*)|%-?)\s*(include(?:_cached|_relative)?\s+)?([\w./-]+)/y;

interface Parameter {
  readonly text: string;
  /** Without its quotes. */
  readonly inner: Range;
  readonly whole: Range;
  readonly quote: string;
}

interface Tag extends Range {
  readonly name: string;
  readonly hugo: boolean;
  readonly parameters: ReadonlyMap<string, Parameter>;
}

/** The image of the shortcode or tag at `start`; undefined for any other tag. */
export function readShortcode(
  text: string,
  start: number,
  delimiters: DelimiterSearch,
  escapes: readonly Escape[],
): { readonly end: number; readonly draft: Draft | undefined } | undefined {
  OPENING.lastIndex = start;
  const opening = OPENING.exec(text);
  if (!opening) return undefined;
  const [, mark, , name = ''] = opening;
  const from = OPENING.lastIndex;
  const hugo = mark !== undefined;
  // Quotes do not hide the end of a Liquid tag, and `>}}` in a parameter of Hugo is one nobody writes.
  const end = delimiters.after(mark === '<' ? '>}}' : mark === '%' ? '%}}' : '%}', from);
  if (end === undefined) return undefined;
  if (!IMAGE_TAG.test(name)) return { end, draft: undefined };
  const tag = { start, end, name, hugo, parameters: parametersIn(text, from, end, hugo) };
  const draft = draftOf(tag, text, escapes) ?? (hugo ? undefined : hexoImage(text, tag, from, escapes));
  return { end, draft };
}

const COMMENT_OR_TAG = /<!--[\s\S]*?(?:-->|$)|\{\{[<%]|\{%/g;

/** The images of the shortcodes and tags in a block of HTML. */
export function shortcodesIn(markup: string): Draft[] {
  const found: Draft[] = [];
  const delimiters = new DelimiterSearch(markup);
  for (const { 0: opening, index } of markup.matchAll(COMMENT_OR_TAG)) {
    const tag = opening.startsWith('{') ? readShortcode(markup, index, delimiters, []) : undefined;
    if (tag?.draft) found.push(tag.draft);
  }
  return found;
}

const PARAMETER =
  /(?<![\w-])([\w-]+)\s*[=:]\s*(?:"((?:\\[^\r\n]|[^"\\])*)"|'((?:\\[^\r\n]|[^'\\])*)'|`([^`]*)`|([^\s"'`]+))/g;

function parametersIn(text: string, from: number, end: number, hugo: boolean): Map<string, Parameter> {
  const found = new Map<string, Parameter>();
  for (const parameter of text.slice(from, end).matchAll(PARAMETER)) {
    const [all, name = '', double, single, tick, bare] = parameter;
    const raw = double ?? single ?? tick ?? bare ?? '';
    const quote = double !== undefined ? '"' : single !== undefined ? "'" : tick !== undefined ? '`' : '';
    const last = from + parameter.index + all.length;
    const inner = { start: last - quote.length - raw.length, end: last - quote.length };
    const whole = { start: inner.start - quote.length, end: last };
    found.set(name.toLowerCase(), { text: textOf(raw, quote, hugo), inner, whole, quote });
  }
  return found;
}

function textOf(raw: string, quote: string, hugo: boolean): string {
  if (!hugo) return oneLine(decodeHTMLAttribute(raw.replace(/\\(["'])/g, '$1')));
  return oneLine(quote === '"' && raw.includes('\\"') ? raw.replace(/\\(.)/g, '$1') : raw);
}

const SOURCES = ['src', 'image_path', 'path', 'url', 'file', 'filename', 'image', 'img'];

function draftOf(tag: Tag, text: string, escapes: readonly Escape[]): Draft | undefined {
  const { parameters, hugo, start, end } = tag;
  const source = SOURCES.map((name) => parameters.get(name)).find((value) => value !== undefined);
  if (!source) return undefined;
  const link = parameters.get(hugo ? 'link' : 'href');
  const caption = parameters.get('caption') ?? (hugo ? undefined : parameters.get('description'));
  return {
    range: { start, end },
    syntax: 'shortcode',
    source: { text: source.text, range: source.inner, computed: isCode(source, hugo) },
    alt: altOf(tag, source, text, escapes),
    decorative: false,
    title: parameters.get('title')?.text || undefined,
    caption: caption?.text || undefined,
    link: link && { href: link.text, range: link.inner },
  };
}

/** A parameter of Liquid without quotes names a variable; paths of Jekyll's plugins are no variables. */
function isCode({ quote, text }: Parameter, hugo: boolean): boolean {
  return text.includes('{{') || (!hugo && quote === '' && !IMAGE_FILE.test(text));
}

function altOf(
  { parameters, hugo }: Tag,
  source: Parameter,
  text: string,
  escapes: readonly Escape[],
): AltSlot {
  const alt = parameters.get('alt');
  const form = formOf(hugo, escapes);
  if (!alt) return absentAlt(source, text, form);
  const raw = text.slice(alt.inner.start, alt.inner.end);
  const place = { range: alt.whole, form };
  if (!hugo && (alt.quote === '' || raw.includes('{{'))) return { state: 'computed', text: raw, ...place };
  const words = { state: alt.text === '' ? 'empty' : 'text', text: alt.text } as const;
  if (hugo || alt.quote !== '"') return { ...words, ...place };
  return { ...words, range: alt.inner, form: { ...form, before: '', after: '' } };
}

/** The escape of Hugo's values writes their quotes too. */
function formOf(hugo: boolean, escapes: readonly Escape[]): AltSlot['form'] {
  return hugo
    ? { escapes: ['shortcode', ...escapes], before: '', after: '' }
    : { escapes: ['liquid', ...escapes], before: '"', after: '"' };
}

function absentAlt({ inner, whole }: Parameter, text: string, form: AltSlot['form']): AltSlot {
  const range = { start: whole.end, end: whole.end };
  // Some plugins of Jekyll write `path: "…" alt: "…"`.
  const sign = /:\s?["']?$/.test(text.slice(Math.max(0, inner.start - 3), inner.start)) ? ': ' : '=';
  return { state: 'absent', range, text: '', form: { ...form, before: ` alt${sign}${form.before}` } };
}
