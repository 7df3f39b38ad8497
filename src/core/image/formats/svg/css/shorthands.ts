import { stringify } from '@csstools/css-parser-algorithms';
import { componentValues, type Declaration } from './syntax.ts';
import { isValid } from './values.ts';

/** A declaration as those of its longhands that a drawing can have. */
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
  const match = /^((?:(?!\d*\.?\d+[a-z%])\S+\s+)*)(\S+?)(?:\s*\/\s*[\w.%]+)?\s+(\D[\s\S]*)$/.exec(value);
  if (!match) return [];
  const [, words = '', size = '', family = ''] = match;
  const has = (pattern: RegExp) => words.split(/\s+/).find((word) => pattern.test(word)) ?? 'normal';
  return [
    ['font-style', has(/^(?:italic|oblique)$/)],
    ['font-variant', has(/^small-caps$/)],
    ['font-weight', has(/^(?:bold|bolder|lighter|\d+)$/)],
    ['font-size', size],
    ['font-family', family],
  ];
}

/** The colour among the parts of a background; `none` sets it back to none. */
function backgroundColor(value: string): string {
  const parts = componentValues(value).map((part) => stringify([[part]]).trim());
  if (value.includes('var(')) return value;
  return parts.find((part) => part !== '' && isValid('background-color', part)) ?? 'transparent';
}

/** The pattern of the font shorthand takes time that grows faster than the text. */
const maxFontLength = 1000;
