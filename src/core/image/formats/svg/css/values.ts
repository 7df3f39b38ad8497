import { calc } from '@csstools/css-calc';
import { isFunctionNode, stringify } from '@csstools/css-parser-algorithms';
import { plainColor, withPlainColors } from './colors.ts';
import { colorProperties, opacityProperties } from './properties.ts';
import { remembered } from './remembered.ts';
import { componentValues, replaced } from './syntax.ts';

/** The drawing's own size in CSS pixels, which is the viewport of an SVG that is shown as an image. */
export interface Viewport {
  readonly width: number;
  readonly height: number;
}

/** The context that the value of a property may depend on. */
export interface Surroundings {
  /** The value of a custom property, if it has one. */
  readonly custom: (name: string) => string | undefined;
  /** The value of `currentColor`, a plain colour. */
  readonly color: string;
  /** Whether `color-scheme` is dark only; where both are possible the drawing is light. */
  readonly dark: boolean;
  readonly viewport: Viewport;
}

const keywords = /^(?:inherit|initial|unset|revert|revert-layer)$/i;
const paintKeywords = /^(?:none|currentcolor|context-fill|context-stroke)$/i;

/**
 * Whether a browser would understand the declaration. If not, the declaration before it applies. Only colours and
 * opacities are checked, which are often given in an old and a new notation; all other values count as valid.
 */
export function isValid(property: string, value: string): boolean {
  if (value === '') return false;
  if (keywords.test(value) || /\b(?:var|env)\(/i.test(value)) return true;
  if (opacityProperties.has(property))
    return /^[+-]?[\d.]+(?:e[+-]?\d+)?%?$/i.test(value) || value.includes('(');
  return !colorProperties.has(property) || isPaint(value);
}

const isPaint: (value: string) => boolean = remembered((value) => {
  if (paintKeywords.test(value)) return true;
  const reference = /^url\((?:"[^"]*"|'[^']*'|[^)]*)\)\s*/i.exec(value)?.[0];
  if (reference !== undefined)
    return reference.length === value.length || isPaint(value.slice(reference.length));
  const light = withScheme(value, false);
  return plainColor(withPlainColors(light, '#000000')) !== undefined || paintKeywords.test(light);
});

/** The value in a form that the renderer knows; undefined where a custom property is missing (CSS Variables 1 §3.1). */
export function resolved(property: string, value: string, around: Surroundings): string | undefined {
  if (!value.includes('('))
    return colorProperties.has(property) ? plainPaint(value) : inPixels(value, around.viewport);
  const substituted = withVariables(value, around.custom);
  if (substituted === undefined) return undefined;
  const colored = withPlainColors(withScheme(substituted, around.dark), around.color).trim();
  if (colorProperties.has(property)) return isPaint(colored) ? plainPaint(colored) : undefined;
  return inPixels(calculated(colored), around.viewport);
}

const calculated = remembered((value) => calc(value));

/** Longer values count as invalid: variables that double each other grow without end. */
const maxLength = 10_000;

/** The value with each `var()` replaced; undefined where one has neither a value nor a fallback. */
export function withVariables(value: string, custom: Surroundings['custom']): string | undefined {
  if (!/\b(?:var|env)\(/i.test(value)) return value;
  const alone = /^var\(\s*(--[\w-]+)\s*\)$/.exec(value)?.[1];
  if (alone !== undefined) return custom(alone);
  let missing = false;
  const text = replaced(value, (part) => {
    if (!isFunctionNode(part) || !/^(?:var|env)$/i.test(part.getName())) return undefined;
    const [, name = '', fallback] = /^\s*([^\s,]+)\s*(?:,([\s\S]*))?$/.exec(stringify([part.value])) ?? [];
    const found = custom(name) ?? (fallback === undefined ? undefined : withVariables(fallback, custom));
    missing ||= found === undefined;
    return componentValues(found ?? '');
  });
  return missing || text.length > maxLength ? undefined : text;
}

function withScheme(value: string, dark: boolean): string {
  if (!/light-dark\(/i.test(value)) return value;
  return replaced(value, (part) => {
    if (!isFunctionNode(part) || part.getName().toLowerCase() !== 'light-dark') return undefined;
    const comma = part.value.findIndex((inner) => stringify([[inner]]) === ',');
    return dark ? part.value.slice(comma + 1) : part.value.slice(0, comma);
  });
}

function plainPaint(value: string): string {
  const reference = /^url\(([^)]*)\)/i.exec(value);
  if (reference) {
    const address = (reference[1] ?? '').trim().replace(/^["']|["']$/g, '');
    const fallback = value.slice(reference[0].length).trim();
    return `url(${address})${fallback ? ` ${plainPaint(fallback)}` : ''}`;
  }
  if (value.toLowerCase() === 'currentcolor') return 'currentColor';
  return paintKeywords.test(value) ? value.toLowerCase() : (plainColor(value) ?? value);
}

/** Font size of a root element without one. */
const rootFontSize = 16;

/** Converts units that the renderer does not know to pixels. */
function inPixels(value: string, { width, height }: Viewport): string {
  if (!/\d(?:rem|[sld]?v[wh]|vmin|vmax|ch|q)\b/i.test(value)) return value;
  const pixels: Readonly<Record<string, number>> = {
    rem: rootFontSize,
    ch: rootFontSize / 2,
    q: 96 / 101.6,
    vw: width / 100,
    vh: height / 100,
    vmin: Math.min(width, height) / 100,
    vmax: Math.max(width, height) / 100,
  };
  return value.replace(
    /(?<![\w#.-])([+-]?(?:\d+(?:\.\d+)?|\.\d+))(?:[sld](?=v))?(rem|vw|vh|vmin|vmax|ch|q)\b/gi,
    (_, number: string, unit: string) => `${Number(number) * (pixels[unit.toLowerCase()] ?? 1)}px`,
  );
}
