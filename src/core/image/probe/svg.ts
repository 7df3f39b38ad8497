import type { ImageHeader, Refusal } from '../imageTypes.ts';
import { damaged, header, traitsOf } from './header.ts';

/** CSS pixels in each unit (CSS Values 4); `em` and `ex` of the initial font of 16 pixels. */
const pixelsPer: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  mm: 96 / 25.4,
  cm: 96 / 2.54,
  in: 96,
  q: 96 / 101.6,
  em: 16,
  rem: 16,
  ex: 8,
};

/** The size that browsers give a replaced element without any (CSS 2.2 §10.3.2). */
const fallback = { width: 300, height: 150 };

// Each pattern is linear: at each position at most one alternative can match, and no text matches in two ways.
const comment = /<!--(?:(?!-->)[\s\S])*-->/.source;
const quoted = /"[^"]*"|'[^']*'/.source;
const subset = `\\[(?:${comment}|${quoted}|(?!<!--)[^\\]"'])*\\]`;
const doctype = `<!DOCTYPE(?:${quoted}|${subset}|[^[>"'])*>`;
const beforeRoot = new RegExp(`^(?:\\s|<\\?(?:(?!\\?>)[\\s\\S])*\\?>|${comment}|${doctype})*`, 'i');
const rootTag = /^<(?:[\w.-]+:)?svg(?=[\s/>])((?:[^>"']|"[^"]*"|'[^']*')*)>/;
const attribute = /(?<![\w.:-])([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** The text from its root element on when that is an `svg`, whatever comes before it. */
export function svgRoot(text: string): string | undefined {
  const rest = text.slice(beforeRoot.exec(text)?.[0].length ?? 0);
  return /^<(?:[\w.-]+:)?svg[\s/>]/.test(rest) ? rest : undefined;
}

/** Reads the root element of an SVG: its size in CSS pixels, from `width`, `height` and `viewBox`. */
export function probeSvg(root: string): ImageHeader | Refusal {
  const attributes = rootTag.exec(root)?.[1];
  if (attributes === undefined) return damaged('svg', 'the root element does not end');
  const { width, height } = sizeOf(attributes);
  return header('svg', Math.max(Math.round(width), 1), Math.max(Math.round(height), 1), {
    alpha: true,
    traits: traitsOf({ text: /<(?:[\w.-]+:)?text[\s>]/.test(root) }),
  });
}

function sizeOf(text: string): { width: number; height: number } {
  const attributes = attributesIn(text);
  const style = sizesIn(attributes.get('style') ?? '');
  const width = length(style.get('width')) ?? length(attributes.get('width'));
  const height = length(style.get('height')) ?? length(attributes.get('height'));
  const box = viewBox(attributes.get('viewBox'));
  if (width && height) return { width, height };
  if (!box) return { width: width ?? fallback.width, height: height ?? fallback.height };
  const ratio = box.width / box.height;
  if (width) return { width, height: width / ratio };
  if (height) return { width: height * ratio, height };
  return box;
}

function attributesIn(text: string): Map<string, string> {
  const found = [...text.matchAll(attribute)];
  return new Map(found.map(([, name = '', double, single]) => [name, double ?? single ?? '']));
}

/** `width` and `height` of a style attribute, which override the attributes of that name. */
function sizesIn(style: string): Map<string, string> {
  const pairs = style.split(';').map((declaration) => declaration.split(':', 2).map((part) => part.trim()));
  return new Map(pairs.map(([property = '', value = '']) => [property, value]));
}

/** More characters than any length has. */
const longestLength = 64;

/** Pixels of a length, or undefined where it depends on the container (`100%`, `auto`) or is not positive. */
function length(value: string | undefined): number | undefined {
  const text = value?.trim() ?? '';
  if (text.length > longestLength) return undefined;
  const [, number, unit = ''] = /^\+?((?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)\s*([a-z]*)$/i.exec(text) ?? [];
  const pixels = Number(number) * (pixelsPer[unit.toLowerCase()] ?? Number.NaN);
  return pixels > 0 && Number.isFinite(pixels) ? pixels : undefined;
}

function viewBox(value: string | undefined): { width: number; height: number } | undefined {
  const [, , width, height] = (value ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  return width && height && width > 0 && height > 0 && Number.isFinite(width * height)
    ? { width, height }
    : undefined;
}
