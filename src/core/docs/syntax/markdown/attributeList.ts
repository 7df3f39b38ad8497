import MarkdownIt from 'markdown-it';
import type { AltSlot, Range } from '../../imageReference.ts';
import { oneLine } from '../../text/pageReader.ts';

const { unescapeAll } = new MarkdownIt().utils;

/** Attributes behind an image, as pandoc, Quarto, kramdown and Python-Markdown write them: `{#id .class key="value"}`. */
export interface AttributeList extends Range {
  /** `fig-alt` before `alt`. */
  readonly alt: AltSlot | undefined;
}

const OPENING = /\{:?/y;
const ITEM =
  /[ \t]*(?:\r?\n[ \t]*)?(?:[#.][^\s{}"']+|([A-Za-z][\w:.-]*)=(?:"((?:\\[\s\S]|[^"\\])*)"|'((?:\\[\s\S]|[^'\\])*)'|([^\s"'{}]*))|[^\s{}"'=]+)/y;
const CLOSING = /\s*\}/y;

/** The attribute list that begins exactly at `start`; undefined when there is none. */
export function attributeListAt(text: string, start: number): AttributeList | undefined {
  let at = after(OPENING, text, start);
  if (at === undefined) return undefined;
  const values = new Map<string, AltSlot>();
  ITEM.lastIndex = at;
  for (let item = ITEM.exec(text); item; item = ITEM.exec(text)) {
    at = ITEM.lastIndex;
    const [, name, double, single, bare] = item;
    const raw = double ?? single ?? bare ?? '';
    if (name !== undefined)
      values.set(name, slotOf(raw, at, double !== undefined ? '"' : single !== undefined ? "'" : ''));
  }
  const end = after(CLOSING, text, at);
  if (end === undefined) return undefined;
  return { start, end, alt: values.get('fig-alt') ?? values.get('alt') };
}

function after(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function slotOf(raw: string, end: number, quote: string): AltSlot {
  const words = oneLine(unescapeAll(raw));
  const inner = { start: end - quote.length - raw.length, end: end - quote.length };
  const whole = { start: inner.start - quote.length, end };
  const mark = quote === '"' ? '' : '"';
  return {
    state: words === '' ? 'empty' : 'text',
    range: quote === '"' ? inner : whole,
    text: words,
    form: { escapes: ['attribute'], before: mark, after: mark },
  };
}

/** The slot of an image whose brackets hold a caption and which has no alt text of its own. */
export function absentAttribute(name: string, list: AttributeList | undefined, imageEnd: number): AltSlot {
  const [place, before, behind] = list ? [list.end - 1, ` ${name}="`, '"'] : [imageEnd, `{${name}="`, '"}'];
  return {
    state: 'absent',
    range: { start: place, end: place },
    text: '',
    form: { escapes: ['attribute'], before, after: behind },
  };
}
