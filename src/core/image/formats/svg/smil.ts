import type { Element } from 'domhandler';
import { isPresentation } from './css/properties.ts';
import type { Declaration } from './css/syntax.ts';
import { allElements, idIn } from './document.ts';

export const animationElements: ReadonlySet<string> = new Set([
  ...['animate', 'animateColor', 'animateMotion', 'animateTransform', 'set', 'discard'],
]);

/**
 * Sets animated attributes to their final values: the last value of animations that keep it and, of endless ones, the
 * value that shows most. Returns those that CSS can set too as declarations.
 */
export function endAnimations(root: Element): Map<Element, Declaration[]> {
  const elements = allElements(root);
  const byId = new Map(elements.map((element) => [element.attribs['id'], element]));
  const declarations = new Map<Element, Declaration[]>();
  for (const animation of elements.filter(({ name }) => animationElements.has(name))) {
    const target = targetOf(animation, byId);
    const property = animation.name === 'animateTransform' ? 'transform' : animation.attribs['attributeName'];
    const value = endValue(animation);
    if (!target || !property || value === undefined) continue;
    const end = animation.name === 'animateTransform' ? transformed(animation, target, value) : value;
    if (isPresentation(property, target.name) && property !== 'transform')
      declarations.set(target, [
        ...(declarations.get(target) ?? []),
        { property, value: end, important: false },
      ]);
    else target.attribs[property] = end;
  }
  return declarations;
}

function targetOf(
  { attribs, parent }: Element,
  byId: ReadonlyMap<string | undefined, Element>,
): Element | undefined {
  const id = idIn(attribs['href']);
  if (id !== undefined) return byId.get(id);
  return parent && 'attribs' in parent ? parent : undefined;
}

function endValue(animation: Element): string | undefined {
  const { name, attribs } = animation;
  const begin = attribs['begin'] ?? '0s';
  const starts = begin
    .split(';')
    .some((one) => /^[+-]?[\d.:]+\s*(?:h|min|s|ms)?$|\.(?:end|begin)\b/.test(one.trim()));
  if (!starts) return undefined;
  if (name === 'set') return attribs['dur'] === undefined || keepsEnd(attribs) ? attribs['to'] : undefined;
  const values = valuesOf(attribs);
  if (isEndless(attribs)) return mostVisible(values, attribs);
  return keepsEnd(attribs) ? values.at(-1) : undefined;
}

function keepsEnd(attribs: Element['attribs']): boolean {
  return attribs['fill'] === 'freeze';
}

/** Whether it repeats forever, or restarts after another animation that it starts itself. */
function isEndless({ repeatCount, repeatDur, begin = '' }: Element['attribs']): boolean {
  return (
    repeatCount === 'indefinite' ||
    repeatDur === 'indefinite' ||
    (begin.includes(';') && begin.includes('.end'))
  );
}

function valuesOf({ values, from, to }: Element['attribs']): string[] {
  if (values !== undefined)
    return values
      .split(';')
      .map((value) => value.trim())
      .filter(Boolean);
  return [from, to].filter((value) => value !== undefined);
}

/** The greatest opacity; of other values the one nearest to the middle, then the later one. */
function mostVisible(
  values: readonly string[],
  { attributeName = '', keyTimes }: Element['attribs'],
): string | undefined {
  if (attributeName.endsWith('opacity'))
    return values.reduce((best, value) => (Number(value) > Number(best) ? value : best), values[0] ?? '1');
  const times =
    keyTimes?.split(';').map(Number) ?? values.map((_, place) => place / Math.max(values.length - 1, 1));
  const distance = (place: number) => Math.abs((times[place] ?? 0) - 0.5);
  const nearest = values.reduce((best, _, place) => (distance(place) <= distance(best) ? place : best), 0);
  return values[nearest];
}

function transformed({ attribs }: Element, target: Element, value: string): string {
  const own = `${attribs['type'] ?? 'translate'}(${value})`;
  return attribs['additive'] === 'sum' ? `${target.attribs['transform'] ?? ''} ${own}`.trim() : own;
}
