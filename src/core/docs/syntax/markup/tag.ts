import type { Range } from '../../imageReference.ts';
import { afterBraces } from './embeddedCode.ts';

/**
 * What separates the tag syntaxes for a reader of tags.
 * - `strict`: names as CommonMark has them (and Vue's `@` and `#`), so that `<b ![a](b)>` is no tag.
 * - `braces`: `name={code}`, `{name}` and `{...rest}`.
 * - `quotedBraces`: code inside of quotes, `alt="a {b}"`.
 */
export interface Dialect {
  readonly strict?: boolean;
  readonly braces?: boolean;
  readonly quotedBraces?: boolean;
}

/** `shorthand` is Svelte's and Astro's `{alt}`. */
export type Quote = '"' | "'" | '' | '{' | '`' | 'shorthand';

export interface AttributeValue {
  /** Without the quotes or braces. */
  readonly range: Range;
  readonly quote: Quote;
}

export interface Attribute {
  /** `...` for anything that may hold attributes we cannot see. */
  readonly name: string;
  readonly range: Range;
  readonly value?: AttributeValue;
}

export interface Tag {
  readonly name: string;
  readonly range: Range;
  readonly attributes: readonly Attribute[];
  readonly closing: boolean;
  readonly selfClosing: boolean;
}

interface Patterns {
  readonly name: RegExp;
  readonly attribute: RegExp;
  readonly unquoted: RegExp;
}

// In unquoted values a `/>` ends the tag, against the letter of HTML: nobody means a file called `a.png/`.
const HTML: Patterns = {
  name: /[A-Za-z][^\s/>]*/y,
  attribute: /[^\s/>][^\s/>=]*/y,
  unquoted: /(?:[^\s>/]|\/(?!>))*/y,
};
const STRICT: Patterns = {
  name: /[A-Za-z][^\s/>"'<={}]*/y,
  attribute: /[A-Za-z_:@#.$][\w:.@#$-]*/y,
  unquoted: /(?:[^\s"'=<>`/]|\/(?!>))+/y,
};
const BRACED: Patterns = {
  name: STRICT.name,
  attribute: /[^\s"'<>/={}]+/y,
  unquoted: /(?:[^\s"'<>`/]|\/(?!>))+/y,
};
const SPACE = /\s*/y;

function patternsOf({ strict, braces }: Dialect): Patterns {
  return strict ? STRICT : braces ? BRACED : HTML;
}

/** The tag that starts with the `<` at `start`, or undefined when there is none. */
export function readTag(text: string, start: number, dialect: Dialect): Tag | undefined {
  const closing = text[start + 1] === '/';
  const nameStart = start + (closing ? 2 : 1);
  // A fragment, `<>…</>`, is a tag without a name.
  const nameEnd =
    dialect.braces && text[nameStart] === '>' ? nameStart : match(patternsOf(dialect).name, text, nameStart);
  if (nameEnd === undefined) return undefined;
  const name = text.slice(nameStart, nameEnd);
  const attributes: Attribute[] = [];
  for (let at = nameEnd; at < text.length; ) {
    const from = match(SPACE, text, at) ?? at;
    if (text[from] === '>')
      return { name, range: { start, end: from + 1 }, attributes, closing, selfClosing: false };
    if (text.startsWith('/>', from)) {
      return { name, range: { start, end: from + 2 }, attributes, closing, selfClosing: true };
    }
    if (text[from] === '/' && !dialect.strict) {
      at = from + 1;
      continue;
    }
    const attribute = readAttribute(text, from, dialect);
    if (!attribute) return undefined;
    attributes.push(attribute);
    at = attribute.range.end;
  }
  return undefined;
}

function readAttribute(text: string, start: number, dialect: Dialect): Attribute | undefined {
  if (dialect.braces && text[start] === '{') return readBraced(text, start);
  const nameEnd = match(patternsOf(dialect).attribute, text, start);
  if (nameEnd === undefined) return undefined;
  const name = text.slice(start, nameEnd);
  const equals = match(SPACE, text, nameEnd) ?? nameEnd;
  if (text[equals] !== '=') return { name, range: { start, end: nameEnd } };
  const value = readValue(text, match(SPACE, text, equals + 1) ?? equals + 1, dialect);
  if (!value) return undefined;
  const end = value.range.end + (value.quote === '' ? 0 : 1);
  return { name, range: { start, end }, value };
}

function readBraced(text: string, start: number): Attribute | undefined {
  const end = afterBraces(text, start);
  if (end < 0) return undefined;
  const inner = { start: start + 1, end: end - 1 };
  const code = text.slice(inner.start, inner.end).trim();
  if (/^[\w$]+$/.test(code))
    return { name: code, range: { start, end }, value: { range: inner, quote: 'shorthand' } };
  return { name: code.startsWith('/*') ? '/*' : '...', range: { start, end } };
}

function readValue(text: string, start: number, dialect: Dialect): AttributeValue | undefined {
  const first = text[start];
  if (first === '"' || first === "'") return readQuoted(text, start, first, dialect);
  if (dialect.braces && first === '{') {
    const end = afterBraces(text, start);
    return end < 0 ? undefined : { range: { start: start + 1, end: end - 1 }, quote: '{' };
  }
  if (dialect.braces && first === '`') {
    const end = text.indexOf('`', start + 1);
    return end < 0 ? undefined : { range: { start: start + 1, end }, quote: '`' };
  }
  const end = match(patternsOf(dialect).unquoted, text, start);
  return end === undefined ? undefined : { range: { start, end }, quote: '' };
}

function readQuoted(
  text: string,
  open: number,
  quote: '"' | "'",
  dialect: Dialect,
): AttributeValue | undefined {
  let end = text.indexOf(quote, open + 1);
  if (dialect.quotedBraces) {
    for (let brace = text.indexOf('{', open); brace >= 0 && brace < end; brace = text.indexOf('{', brace)) {
      brace = afterBraces(text, brace);
      if (brace < 0) return undefined;
      end = text.indexOf(quote, brace);
    }
  }
  return end < 0 ? undefined : { range: { start: open + 1, end }, quote };
}

/** The end of a sticky pattern at `at`, or undefined. */
function match(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
