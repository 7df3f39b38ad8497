import type { Element } from 'domhandler';
import type { StyleMap } from './css/animations.ts';
import { isPresentation } from './css/properties.ts';
import { plainTransform, type ReferenceBox } from './css/transforms.ts';

/** Properties that the renderer reads only from a `style` attribute. */
const onlyInStyle = new Set(['mix-blend-mode', 'isolation', 'font-kerning']);

const maxOctaves = 9;

const transforms = /^(?:transform|transform-origin|transform-box|translate|rotate|scale)$/;

/** Writes the style of an element as presentation attributes; an undefined value removes the attribute. */
export function writeStyle(element: Element, own: ReadonlyMap<string, string | undefined>): void {
  const { attribs, name } = element;
  const inStyle: string[] = [];
  // These conditions are already evaluated; the renderer would evaluate them differently.
  for (const done of ['style', 'requiredFeatures', 'requiredExtensions', 'systemLanguage'])
    delete attribs[done];
  for (const [property, value] of own) {
    if (transforms.test(property)) continue;
    const written = value === undefined ? undefined : attributeValue(property, value);
    if (onlyInStyle.has(property) && written !== undefined) inStyle.push(`${property}:${written}`);
    else if (isPresentation(property, name)) set(element, property, written);
  }
  if (inStyle.length > 0) attribs['style'] = inStyle.join(';');
  // Each octave has half the strength of the one before: more of them cost time without changing a pixel.
  if (Number(attribs['numOctaves']) > maxOctaves) attribs['numOctaves'] = String(maxOctaves);
  if (/^pre|^break-spaces/.test(own.get('white-space') ?? '')) attribs['xml:space'] = 'preserve';
}

/** Writes the transform of an element, whose children are written already. */
export function writeTransform(
  element: Element,
  own: ReadonlyMap<string, string | undefined>,
  box: () => ReferenceBox,
): void {
  if (![...own.keys()].some((property) => transforms.test(property))) return;
  const style: StyleMap = new Map(
    [...own].filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  set(element, 'transform', plainTransform(style, box));
  delete element.attribs['transform-origin'];
}

function set({ attribs }: Element, name: string, value: string | undefined): void {
  if (value === undefined) delete attribs[name];
  else attribs[name] = value;
}

function attributeValue(property: string, value: string): string | undefined {
  if (property === 'd')
    return /^path\(\s*(?:[a-z]+\s*,\s*)?["']([^"']*)["']\s*\)$/i.exec(value)?.[1] ?? value;
  if (property.endsWith('opacity') && value.endsWith('%')) return String(Number.parseFloat(value) / 100);
  return value === 'auto' && /^(?:width|height|rx|ry)$/.test(property) ? undefined : value;
}
