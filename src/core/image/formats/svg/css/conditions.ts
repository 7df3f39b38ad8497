import {
  type ComponentValue,
  isFunctionNode,
  isSimpleBlockNode,
  isWhiteSpaceOrCommentNode,
  stringify,
} from '@csstools/css-parser-algorithms';
import { isSelector } from './selectors.ts';
import { componentValues } from './syntax.ts';
import { isValid, type Viewport } from './values.ts';

/** Whether a media query list holds for a light screen of that size. */
export function mediaHolds(query: string, viewport: Viewport): boolean {
  if (query.trim() === '') return true;
  return commaSeparated(componentValues(query)).some((list) => mediaQueryHolds(list, viewport));
}

/** Whether the condition of `@supports` holds for the renderer and our preparation together. */
export function supportsHolds(condition: string): boolean {
  return holds(componentValues(condition), (leaf) => {
    if (isFunctionNode(leaf)) return leaf.getName() === 'selector' && isSelector(inside(leaf));
    const [, property, value] = /^\s*([\w-]+)\s*:([\s\S]*)$/.exec(inside(leaf)) ?? [];
    return property !== undefined && value !== undefined && isValid(property.toLowerCase(), value.trim());
  });
}

function mediaQueryHolds(list: readonly ComponentValue[], viewport: Viewport): boolean {
  const feature = (leaf: ComponentValue) => featureHolds(inside(leaf).trim().toLowerCase(), viewport);
  const [, prefix, type, rest] =
    /^\s*(?:(not|only)\s+)?([a-z-]+)\b(?:\s+and\b)?([\s\S]*)$/i.exec(stringify([[...list]])) ?? [];
  // `not (…)` is a condition, `not print` a type.
  if (type === undefined || type.toLowerCase() === 'not') return holds(list, feature);
  const typeHolds =
    /^(?:all|screen)$/i.test(type) && (rest?.trim() ? holds(componentValues(rest), feature) : true);
  return prefix?.toLowerCase() === 'not' ? !typeHolds : typeHolds;
}

type Leaf = (leaf: ComponentValue) => boolean;

/** `not`, `and` and `or` between parentheses; unknown syntax does not hold. */
function holds(list: readonly ComponentValue[], leafHolds: Leaf): boolean {
  const parts = list.filter((part) => !isWhiteSpaceOrCommentNode(part));
  const word = (place: number) => stringify([parts.slice(place, place + 1)]).toLowerCase();
  const operand = (place: number): boolean => {
    const part = parts[place];
    if (!part) return false;
    return isSimpleBlockNode(part) && isNested(part.value) ? holds(part.value, leafHolds) : leafHolds(part);
  };
  if (word(0) === 'not') return parts.length === 2 && !operand(1);
  let result = operand(0);
  for (let place = 1; place < parts.length; place += 2) {
    const next = operand(place + 1);
    if (word(place) === 'and') result = result && next;
    else if (word(place) === 'or') result = result || next;
    else return false;
  }
  return result;
}

function isNested(list: readonly ComponentValue[]): boolean {
  const first = list.find((part) => !isWhiteSpaceOrCommentNode(part));
  if (!first) return false;
  return isSimpleBlockNode(first) || isFunctionNode(first) || stringify([[first]]).toLowerCase() === 'not';
}

/** Features with one value that holds; a feature without a value holds unless that value is `none`. */
const features: Readonly<Record<string, string>> = {
  'prefers-color-scheme': 'light',
  'prefers-reduced-motion': 'no-preference',
  'prefers-contrast': 'no-preference',
  'prefers-reduced-transparency': 'no-preference',
  'forced-colors': 'none',
  'inverted-colors': 'none',
  'color-gamut': 'srgb',
  'dynamic-range': 'standard',
  hover: 'hover',
  'any-hover': 'hover',
  pointer: 'fine',
  'any-pointer': 'fine',
  scripting: 'none',
  update: 'fast',
  'display-mode': 'browser',
};

function featureHolds(text: string, viewport: Viewport): boolean {
  const [name = '', value] = text.split(':').map((part) => part.trim());
  if (name === 'color') return true;
  if (name === 'orientation') return value === (viewport.width > viewport.height ? 'landscape' : 'portrait');
  const known = features[name];
  if (known !== undefined)
    return value === undefined ? known !== 'none' && known !== 'no-preference' : value === known;
  const limit = /^(min|max)-(width|height)$/.exec(name);
  if (limit && value !== undefined)
    return compare(
      viewport[limit[2] === 'width' ? 'width' : 'height'],
      limit[1] === 'min' ? '>=' : '<=',
      pixelsOf(value),
    );
  return rangeHolds(text, viewport);
}

/** `width >= 400px`, `400px < width <= 50em`. */
function rangeHolds(text: string, viewport: Viewport): boolean {
  const parts = text.split(/(<=|>=|<|>|=)/).map((part) => part.trim());
  if (parts.length < 3) return false;
  const amount = (part = '') => (part === 'width' || part === 'height' ? viewport[part] : pixelsOf(part));
  return parts.every(
    (part, place) => place % 2 === 0 || compare(amount(parts[place - 1]), part, amount(parts[place + 1])),
  );
}

function compare(one: number, operator: string, other: number): boolean {
  if (operator === '>=') return one >= other;
  if (operator === '<=') return one <= other;
  if (operator === '>') return one > other;
  return operator === '<' ? one < other : one === other;
}

function pixelsOf(length: string): number {
  const [, number, unit] = /^([\d.]+)(px|em|rem)?$/.exec(length) ?? [];
  return Number(number ?? Number.NaN) * (unit === 'em' || unit === 'rem' ? 16 : 1);
}

function commaSeparated(list: readonly ComponentValue[]): ComponentValue[][] {
  const lists: ComponentValue[][] = [[]];
  for (const part of list) {
    if (stringify([[part]]) === ',') lists.push([]);
    else lists.at(-1)?.push(part);
  }
  return lists;
}

function inside(value: ComponentValue): string {
  return isSimpleBlockNode(value) || isFunctionNode(value) ? stringify([value.value]) : '';
}
