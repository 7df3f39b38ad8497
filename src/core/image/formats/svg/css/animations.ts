import type { Keyframe } from './stylesheet.ts';
import type { Declaration } from './syntax.ts';
import { withVariables } from './values.ts';

/** Values of the properties of an element, by name. */
export type StyleMap = ReadonlyMap<string, string>;

/** Most animations of one element that are read. */
const maxAnimations = 100;

interface Animation {
  readonly name: string;
  readonly iterations: number;
  readonly direction: string;
  readonly fill: string;
}

/**
 * The declarations that remain after animations: the last keyframe of those that keep it and, of endless ones, the
 * keyframe that shows most. Later animations override earlier ones.
 */
export function animatedDeclarations(
  style: StyleMap,
  keyframes: ReadonlyMap<string, readonly Keyframe[]>,
  custom: (name: string) => string | undefined,
): Declaration[] {
  return animationsIn(style, keyframes, custom).flatMap((animation) => {
    const frames = keyframes.get(animation.name) ?? [];
    if (animation.iterations === Number.POSITIVE_INFINITY) return mostVisible(frames)?.declarations ?? [];
    if (!/^(?:forwards|both)$/.test(animation.fill)) return [];
    const end = endsAtStart(animation) ? 0 : 1;
    return frames.filter(({ offset }) => offset === end).flatMap(({ declarations }) => declarations);
  });
}

function endsAtStart({ direction, iterations }: Animation): boolean {
  const even = Math.ceil(iterations) % 2 === 0;
  if (direction === 'alternate') return even;
  return direction === 'alternate-reverse' ? !even : direction === 'reverse';
}

/** The keyframe with the most opacity; of several the one nearest to the middle, then the later one. */
function mostVisible(frames: readonly Keyframe[]): Keyframe | undefined {
  const rank = (frame: Keyframe) => opacityOf(frame) - Math.abs(frame.offset - 0.5);
  return frames.reduce<Keyframe | undefined>(
    (best, frame) => (best && rank(best) > rank(frame) ? best : frame),
    undefined,
  );
}

function opacityOf({ declarations }: Keyframe): number {
  const value = declarations.findLast(({ property }) => property === 'opacity')?.value;
  return value === undefined ? 1 : Number.parseFloat(value) / (value.endsWith('%') ? 100 : 1);
}

function animationsIn(
  style: StyleMap,
  keyframes: ReadonlyMap<string, readonly Keyframe[]>,
  custom: (name: string) => string | undefined,
): Animation[] {
  const list = (property: string) => commaSeparated(withVariables(style.get(property) ?? '', custom) ?? '');
  const short = list('animation').map((text) => shorthand(text, keyframes));
  const names = list('animation-name');
  const count = Math.max(short.length, names.length);
  const longhands = new Map(
    ['animation-iteration-count', 'animation-direction', 'animation-fill-mode'].map((name) => [
      name,
      list(name),
    ]),
  );
  const longhand = (property: string, place: number) => {
    const values = longhands.get(property) ?? [];
    return values[place % values.length];
  };
  return Array.from({ length: count }, (_, place) => ({
    name: names[place] ?? short[place]?.name ?? '',
    iterations: iterationsOf(longhand('animation-iteration-count', place)) ?? short[place]?.iterations ?? 1,
    direction: longhand('animation-direction', place) ?? short[place]?.direction ?? 'normal',
    fill: longhand('animation-fill-mode', place) ?? short[place]?.fill ?? 'none',
  }));
}

function shorthand(text: string, keyframes: ReadonlyMap<string, unknown>): Animation {
  const words = text.split(/\s+/);
  const find = (pattern: RegExp) => words.find((word) => pattern.test(word));
  return {
    name: words.map((word) => word.replace(/["']/g, '')).findLast((word) => keyframes.has(word)) ?? '',
    iterations: iterationsOf(find(/^(?:infinite|[\d.]+)$/)) ?? 1,
    direction: find(/^(?:alternate|reverse|alternate-reverse)$/) ?? 'normal',
    fill: find(/^(?:forwards|backwards|both)$/) ?? 'none',
  };
}

function iterationsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return text === 'infinite' ? Number.POSITIVE_INFINITY : Number(text);
}

function commaSeparated(text: string): string[] {
  if (text.trim() === '') return [];
  // Commas inside `cubic-bezier(…)` are not separators.
  return text
    .replace(/\([^()]*\)/g, '')
    .split(',', maxAnimations)
    .map((part) => part.trim());
}
