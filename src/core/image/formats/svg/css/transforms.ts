import { calc } from '@csstools/css-calc';
import type { StyleMap } from './animations.ts';

/** A rectangle in the user space of an element. */
export interface ReferenceBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const transformProperties = ['translate', 'rotate', 'scale', 'transform'] as const;

/**
 * The transform of an element as a list of SVG 1.1: without units, combined with its origin and the individual
 * properties (CSS Transforms 2 §6). Undefined where the element has none.
 */
export function plainTransform(style: StyleMap, boxOf: () => ReferenceBox): string | undefined {
  const given = transformProperties.map((name) => [name, style.get(name) ?? 'none'] as const);
  const parts = given.filter(([, value]) => value.trim() !== 'none' && value.trim() !== '');
  if (parts.length === 0) return undefined;
  const origin = style.get('transform-origin');
  const [only] = parts;
  if (origin === undefined && parts.length === 1 && only?.[0] === 'transform' && isPlain(only[1]))
    return only[1];
  const box = lazily(boxOf);
  const list = parts.map(([name, value]) => functionsOf(name, value, box)).join(' ');
  const [x, y] = originOf(origin ?? '0 0', box);
  return x === 0 && y === 0 ? list : `translate(${x} ${y}) ${list} translate(${-x} ${-y})`;
}

type LazyBox = () => ReferenceBox;

function lazily(boxOf: LazyBox): LazyBox {
  let box: ReferenceBox | undefined;
  return () => {
    box ??= boxOf();
    return box;
  };
}

function isPlain(value: string): boolean {
  return !/[\d.](?:[a-df-z%])|calc|3d|translate[XYZ]|scale[XYZ]|rotate[XYZ]|skew\(/i.test(value);
}

function functionsOf(name: string, value: string, box: LazyBox): string {
  const calls = name === 'transform' ? value : `${name}(${value.trim().split(/\s+/).join(',')})`;
  return [...calc(calls).matchAll(/(?<![a-z0-9])([a-z0-9]+)\s*\(([^()]*)\)/gi)]
    .map(([, call = '', parameters = '']) => plainCall(call.toLowerCase(), parameters, box))
    .filter((text) => text !== '')
    .join(' ');
}

function plainCall(name: string, parameters: string, box: LazyBox): string {
  const words = parameters.split(/[\s,]+/).filter(Boolean);
  const number = (place: number, missing = 0) => numberOf(words[place], missing);
  const lengthAt = (place: number, side: 'width' | 'height') => length(words[place], side, box);
  switch (name) {
    case 'translate':
    case 'translate3d':
      return `translate(${lengthAt(0, 'width')} ${lengthAt(1, 'height')})`;
    case 'translatex':
      return `translate(${lengthAt(0, 'width')} 0)`;
    case 'translatey':
      return `translate(0 ${lengthAt(0, 'height')})`;
    case 'scale':
    case 'scale3d':
      return `scale(${number(0, 1)} ${number(1, number(0, 1))})`;
    case 'scalex':
      return `scale(${number(0, 1)} 1)`;
    case 'scaley':
      return `scale(1 ${number(0, 1)})`;
    case 'rotate':
    case 'rotatez':
      return words.length >= 3
        ? `rotate(${angle(words[0])} ${number(1)} ${number(2)})`
        : `rotate(${angle(words.findLast((word) => /\d/.test(word)))})`;
    default:
      return rareCall(name, words, number);
  }
}

/** Skews, matrices, and 3D rotations as they look from the front. */
function rareCall(name: string, words: readonly string[], number: (place: number) => number): string {
  const cosine = Math.cos((angle(words[0]) * Math.PI) / 180);
  switch (name) {
    case 'skewx':
      return `skewX(${angle(words[0])})`;
    case 'skewy':
      return `skewY(${angle(words[0])})`;
    case 'skew':
      return `matrix(1 ${tangent(words[1])} ${tangent(words[0])} 1 0 0)`;
    case 'matrix':
      return `matrix(${words.map((word) => numberOf(word, 0)).join(' ')})`;
    case 'matrix3d':
      return `matrix(${[0, 1, 4, 5, 12, 13].map(number).join(' ')})`;
    case 'rotatex':
      return `scale(1 ${cosine})`;
    case 'rotatey':
      return `scale(${cosine} 1)`;
    default:
      return '';
  }
}

function originOf(origin: string, box: LazyBox): readonly [number, number] {
  const words = origin.trim().split(/\s+/);
  const swapped = /^(?:top|bottom)$/.test(words[0] ?? '') || /^(?:left|right)$/.test(words[1] ?? '');
  const [x = 'center', y = 'center'] = swapped ? [words[1], words[0]] : words;
  const needed = /%|[a-z]{4}/.test(`${x} ${y}`) ? box() : undefined;
  return [(needed?.x ?? 0) + length(x, 'width', box), (needed?.y ?? 0) + length(y, 'height', box)];
}

const shares: Readonly<Record<string, number>> = { left: 0, top: 0, center: 0.5, right: 1, bottom: 1 };

/** Pixels of a length or of a percentage of the box. */
function length(word: string | undefined, side: 'width' | 'height', box: LazyBox): number {
  const share = shares[word ?? ''];
  if (share !== undefined) return share * box()[side];
  if (word?.endsWith('%')) return (numberOf(word, 0) / 100) * box()[side];
  return numberOf(word, 0) * (pixelsPer[unitOf(word)] ?? 1);
}

const pixelsPer: Readonly<Record<string, number>> = {
  em: 16,
  pt: 4 / 3,
  pc: 16,
  mm: 96 / 25.4,
  cm: 96 / 2.54,
  in: 96,
};

const degreesPer: Readonly<Record<string, number>> = { turn: 360, rad: 180 / Math.PI, grad: 0.9 };

function angle(word: string | undefined): number {
  return numberOf(word, 0) * (degreesPer[unitOf(word)] ?? 1);
}

function tangent(word: string | undefined): number {
  return Math.tan((angle(word) * Math.PI) / 180);
}

/** In lower case; empty for a number without a unit. */
function unitOf(word: string | undefined): string {
  return /(?<![a-z])[a-z]+$/i.exec(word ?? '')?.[0].toLowerCase() ?? '';
}

function numberOf(word: string | undefined, missing: number): number {
  const value = Number.parseFloat(word ?? '');
  return Number.isFinite(value) ? value : missing;
}
