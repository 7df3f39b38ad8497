import type { Range } from '../../imageReference.ts';

/**
 * How the syntaxes of tags differ.
 * - `strict`: names as in CommonMark (and Vue's `@` and `#`), so that `<b ![a](b)>` is no tag.
 * - `braces`: `name={code}`, `{name}` and `{...rest}`.
 * - `quotedBraces`: code inside of quotes, `alt="a {b}"`.
 * - `templates`: the code of any template language may stand inside and between attributes.
 */
export interface Dialect {
  readonly strict?: boolean;
  readonly braces?: boolean;
  readonly quotedBraces?: boolean;
  readonly templates?: boolean;
}

/** `shorthand` is Svelte's and Astro's `{alt}`. */
export type Quote = '"' | "'" | '' | '{' | '`' | 'shorthand';

export interface AttributeValue {
  /** Without the quotes or braces. */
  readonly range: Range;
  readonly quote: Quote;
  /** It holds template code. */
  readonly template?: boolean;
}

export interface Attribute {
  /** `...` for anything that may hold attributes we cannot see. */
  readonly name: string;
  readonly range: Range;
  readonly value?: AttributeValue;
  /** A statement of a template decides whether it is there. */
  readonly conditional?: boolean;
}

export interface Tag {
  readonly name: string;
  readonly range: Range;
  readonly attributes: readonly Attribute[];
  readonly closing: boolean;
  readonly selfClosing: boolean;
  /** Template code in it has no certain end, so neither has the tag. */
  readonly unclear?: boolean;
}
