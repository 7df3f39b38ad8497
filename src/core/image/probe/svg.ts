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

/** What a browser gives a replaced element without any size (CSS 2.2 §10.3.2). */
const fallback = { width: 300, height: 150 };

const beforeRoot = /^(?:\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!DOCTYPE(?:[^[>]|\[[^\]]*\])*>)*/i;
const rootTag = /^<(?:[\w.-]+:)?svg(?=[\s/>])((?:[^>"']|"[^"]*"|'[^']*')*)>/;

/** The text from its root element on when that is an `svg`, whatever stands before it. */
export function svgRoot(text: string): string | undefined {
  const rest = text.slice(beforeRoot.exec(text)?.[0].length ?? 0);
  return /^<(?:[\w.-]+:)?svg[\s/>]/.test(rest) ? rest : undefined;
}

/** What the root element of an SVG says: its size in CSS pixels, from `width`, `height` and `viewBox`. */
export function probeSvg(root: string): ImageHeader | Refusal {
  const attributes = rootTag.exec(root)?.[1];
  if (attributes === undefined) return damaged('svg', 'the root element does not end');
  const { width, height } = sizeOf(attributes);
  return header('svg', Math.max(Math.round(width), 1), Math.max(Math.round(height), 1), {
    alpha: true,
    traits: traitsOf({ text: /<(?:[\w.-]+:)?text[\s>]/.test(root) }),
  });
}

function sizeOf(attributes: string): { width: number; height: number } {
  const width = length(attribute(attributes, 'width'));
  const height = length(attribute(attributes, 'height'));
  const box = viewBox(attribute(attributes, 'viewBox'));
  if (width && height) return { width, height };
  if (!box) return { width: width ?? fallback.width, height: height ?? fallback.height };
  const ratio = box.width / box.height;
  if (width) return { width, height: width / ratio };
  if (height) return { width: height * ratio, height };
  return box;
}

function attribute(attributes: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return match?.[1] ?? match?.[2];
}

/** Pixels of a length, or undefined where it depends on the surroundings (`100%`, `auto`) or is not positive. */
function length(value: string | undefined): number | undefined {
  const match = /^\s*\+?(\d*\.?\d+(?:e[+-]?\d+)?)\s*([a-z]*)\s*$/i.exec(value ?? '');
  const factor = pixelsPer[(match?.[2] ?? '').toLowerCase()];
  const pixels = Number(match?.[1]) * (factor ?? Number.NaN);
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
