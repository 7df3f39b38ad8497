import { stringify } from '@csstools/css-parser-algorithms';
import { componentValues, type Declaration } from './syntax.ts';
import { isValid } from './values.ts';

/** Expands a declaration to those of its longhands that apply to drawings. */
export function longhands(declaration: Declaration): readonly Declaration[] {
  const { property, value, important } = declaration;
  const as = (name: string, text: string): Declaration => ({ property: name, value: text, important });
  if (property === 'marker')
    return ['marker-start', 'marker-mid', 'marker-end'].map((name) => as(name, value));
  if (property === 'font') return fontLonghands(value).map(([name, text]) => as(name, text));
  if (property === 'background') return [as('background-color', backgroundColor(value))];
  if (property === 'text-decoration-line') return [as('text-decoration', value)];
  if (property.startsWith('-webkit-')) return [as(property.slice(8), value)];
  return [declaration];
}

/** `italic bold 12px/1.2 "Open Sans", serif`; nothing where it names a font of the system (`menu`). */
function fontLonghands(value: string): (readonly [string, string])[] {
  if (value.length > maxFontLength) return [];
  const texts = componentValues(value).map((part) => stringify([[part]]));
  const plain = texts.findIndex((text) => fontSize.test(text));
  const size = plain >= 0 ? plain : texts.findIndex((text) => /^var\(/i.test(text));
  const words = texts.slice(0, Math.max(size, 0));
  const family = withoutLineHeight(texts.slice(size + 1)).trim();
  if (size < 0 || family === '') return [];
  const has = (pattern: RegExp) => words.find((word) => pattern.test(word)) ?? 'normal';
  return [
    ['font-style', has(/^(?:italic|oblique)$/)],
    ['font-variant', has(/^small-caps$/)],
    ['font-weight', has(/^(?:bold|bolder|lighter|\d+)$/)],
    ['font-size', texts[size] ?? ''],
    ['font-family', family],
  ];
}

/** Longer than any list of families; a megabyte of words would take the parser seconds. */
const maxFontLength = 1000;

const fontSize = /^(?:[\d.]+(?:[a-z]+|%)$|(?:x{1,3}-)?(?:small|large)$|(?:medium|smaller|larger)$|calc\()/i;

/** The rest of the shorthand after the size: `/1.2` and then the family. */
function withoutLineHeight(texts: readonly string[]): string {
  const [slash, height] = texts.flatMap((text, at) => (text.trim() === '' ? [] : [at]));
  if (slash === undefined || texts[slash] !== '/') return texts.join('');
  return texts.slice((height ?? slash) + 1).join('');
}

/** The colour among the parts of a background; transparent where there is none. */
function backgroundColor(value: string): string {
  const parts = componentValues(value).map((part) => stringify([[part]]).trim());
  if (value.includes('var(')) return value;
  return parts.find((part) => part !== '' && isValid('background-color', part)) ?? 'transparent';
}
