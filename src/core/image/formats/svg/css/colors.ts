import { color, serializeRGB } from '@csstools/css-color-parser';
import { type ComponentValue, isFunctionNode, stringify } from '@csstools/css-parser-algorithms';
import { remembered } from './remembered.ts';
import { componentValues, replaced } from './syntax.ts';

/** Colours of the light system theme (CSS Color 4 §6.2), as Chromium has them. */
const systemColors: Readonly<Record<string, string>> = {
  accentcolor: '#0075ff',
  accentcolortext: '#ffffff',
  activetext: '#ff0000',
  buttonborder: '#000000',
  buttonface: '#efefef',
  buttontext: '#000000',
  canvas: '#ffffff',
  canvastext: '#000000',
  field: '#ffffff',
  fieldtext: '#000000',
  graytext: '#808080',
  highlight: '#b5d5ff',
  highlighttext: '#000000',
  linktext: '#0000ee',
  mark: '#ffff00',
  marktext: '#000000',
  visitedtext: '#551a8b',
};

/** A colour as `rgb()`, clipped to the gamut of sRGB; undefined for anything else. */
export const plainColor = remembered((text): string | undefined => {
  if (/^#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/i.test(text)) return text;
  const system = systemColors[text.toLowerCase()];
  if (system) return system;
  const [value, ...more] = componentValues(text);
  return value && more.length === 0 ? plain(value) : undefined;
});

/** A value in which each colour function is a plain colour; `current` is what `currentColor` stands for in them. */
export function withPlainColors(value: string, current: string): string {
  if (!value.includes('(')) return value;
  if (!/currentcolor/i.test(value)) return functionsReplaced(value);
  return replaced(value, (part) => {
    if (!isFunctionNode(part)) return undefined;
    const inner = replaced(stringify([[part]]), (one) =>
      isCurrentColor(one) ? componentValues(current) : undefined,
    );
    return componentValues(functionsReplaced(inner));
  });
}

const functionsReplaced = remembered((value) =>
  replaced(value, (part) => {
    const result = isFunctionNode(part) ? plain(part) : undefined;
    return result === undefined ? undefined : componentValues(result);
  }),
);

function isCurrentColor(value: ComponentValue): boolean {
  return stringify([[value]]).toLowerCase() === 'currentcolor';
}

function plain(value: ComponentValue): string | undefined {
  const data = color(value);
  // Browsers clip colours that the screen cannot show instead of mapping them into the gamut.
  return data ? stringify([[serializeRGB(data, false)]]) : undefined;
}
