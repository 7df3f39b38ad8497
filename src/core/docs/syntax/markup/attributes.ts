import { decodeHTMLAttribute } from 'entities';
import type { Escape, ReferenceSyntax } from '../../imageReference.ts';
import { staticString } from './staticString.ts';
import type { Attribute, Tag } from './tag.ts';
import { PLACEHOLDER } from './template/templateDelimiters.ts';

export interface TagReader {
  readonly text: string;
  readonly syntax: ReferenceSyntax;
  /** Escapes that an attribute's text needs besides its quotes: `svelte`, `template`, `backtick`, `tableCell`. */
  readonly escapes: readonly Escape[];
}

/** How Vue, Alpine, Svelte, Lit, Angular, AngularJS and Thymeleaf bind an attribute to code. */
const BOUND =
  /^(?:v-bind:|x-bind:|bind[:-]|:|\.|\[\(?(?:attr\.)?|attr\.|(?:data-)?ng-attr-|(?:data-)?ng-(?=src$)|(?:data-)?th[:-])([\w-]+)(?:\.\w+|\)?\])?$/i;

/** Its name in lower case, without what binds it; Angular's `ngSrc` is its `src`. */
export function attributeName({ name }: Attribute): string {
  const plain = (BOUND.exec(name)?.[1] ?? name).toLowerCase();
  return plain === 'ngsrc' ? 'src' : plain;
}

export function isBound({ name }: Attribute): boolean {
  return BOUND.test(name);
}

/** The attribute of that name, in lower case. */
export function attributeOf(tag: Tag, name: string): Attribute | undefined {
  return tag.attributes.find((attribute) => attributeName(attribute) === name);
}

/** The attribute's text where it is fixed; undefined where code decides. */
export function textOf(attribute: Attribute, { text, escapes }: TagReader): string | undefined {
  const { value } = attribute;
  if (isBound(attribute) || value?.template) return undefined;
  if (!value) return '';
  const raw = text.slice(value.range.start, value.range.end);
  if (value.quote === 'shorthand') return undefined;
  if (value.quote === '{') return staticString(raw)?.text;
  if (value.quote === '`') return staticString(`\`${decodeHTMLAttribute(raw)}\``)?.text;
  if (escapes.includes('svelte') && raw.includes('{')) return undefined;
  return decodeHTMLAttribute(raw);
}

/** A text that nothing changes before it is shown: builds put others in for some names. */
export function fixedTextOf(attribute: Attribute, reader: TagReader): string | undefined {
  const text = textOf(attribute, reader);
  return text !== undefined &&
    reader.escapes.includes('template') &&
    PLACEHOLDER.test(rawOf(attribute, reader))
    ? undefined
    : text;
}

/** The words of an attribute of a tag; undefined where there are none, or none that are fixed. */
export function wordsOf(tag: Tag, name: string, reader: TagReader): string | undefined {
  const attribute = attributeOf(tag, name);
  return (attribute && textOf(attribute, reader)?.trim()) || undefined;
}

/** The code or text between the quotes or braces. */
export function rawOf({ value }: Attribute, { text }: TagReader): string {
  return value ? text.slice(value.range.start, value.range.end) : '';
}

/** Whether a state such as `aria-hidden` is set for certain. */
export function isTrue(tag: Tag, name: string, reader: TagReader): boolean {
  const attribute = attributeOf(tag, name);
  if (!attribute) return false;
  return attribute.value ? rawOf(attribute, reader).trim().toLowerCase() === 'true' : reader.syntax === 'jsx';
}
