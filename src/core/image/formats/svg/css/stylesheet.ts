import type { ComponentValue } from '@csstools/css-parser-algorithms';
import { mediaHolds, supportsHolds } from './conditions.ts';
import { type Matcher, matchersOf, nested } from './selectors.ts';
import { type CssRule, type Declaration, parseBlock, parseStylesheet } from './syntax.ts';
import type { Viewport } from './values.ts';

export interface StyleRule extends Matcher {
  readonly declarations: readonly Declaration[];
  /** Index of its cascade layer; rules outside every layer are stronger than all. */
  readonly layer: number;
}

export interface Keyframe {
  /** Position in the animation, 0 to 1. */
  readonly offset: number;
  readonly declarations: readonly Declaration[];
}

/** All rules of a drawing that apply to a light screen, in order. */
export interface Stylesheet {
  readonly rules: StyleRule[];
  readonly keyframes: Map<string, readonly Keyframe[]>;
  /** Descriptors of each `@font-face`. */
  readonly fontFaces: (readonly Declaration[])[];
  /** Initial values of registered custom properties. */
  readonly initialValues: Map<string, string>;
  /** Whether it imports other style sheets. */
  readonly imports: boolean;
}

interface Place {
  readonly parent?: string;
  readonly layer: number;
}

const outsideLayers = Number.MAX_SAFE_INTEGER;

/** Reads style sheets one after the other; unknown syntax is left out, as browsers do. */
export function readStylesheets(texts: readonly string[], viewport: Viewport): Stylesheet {
  const reader = new Reader(viewport);
  for (const text of texts) reader.read(parseStylesheet(text), { layer: outsideLayers });
  return reader;
}

class Reader implements Stylesheet {
  readonly rules: StyleRule[] = [];
  readonly keyframes = new Map<string, readonly Keyframe[]>();
  readonly fontFaces: (readonly Declaration[])[] = [];
  readonly initialValues = new Map<string, string>();
  imports = false;
  readonly #layers = new Map<string, number>();
  readonly #viewport: Viewport;

  constructor(viewport: Viewport) {
    this.#viewport = viewport;
  }

  read(rules: readonly CssRule[], place: Place): void {
    for (const rule of rules) {
      if (rule.name === undefined) this.#style(rule, place);
      else this.#atRule(rule.name, rule, place);
    }
  }

  #style({ prelude, block }: CssRule, place: Place): void {
    const selectors = place.parent === undefined ? prelude : nested(prelude, place.parent);
    this.#block(block, selectors, place);
  }

  #block(block: readonly ComponentValue[], selectors: string, { layer }: Place): void {
    const { declarations, rules } = parseBlock(block);
    if (declarations.length > 0)
      this.rules.push(...matchersOf(selectors).map((matcher) => ({ ...matcher, declarations, layer })));
    this.read(rules, { parent: selectors, layer });
  }

  #atRule(name: string, { prelude, block }: CssRule, place: Place): void {
    if (name === 'media' && mediaHolds(prelude, this.#viewport)) this.#group(block, place);
    if (name === 'supports' && supportsHolds(prelude)) this.#group(block, place);
    if (name === 'layer') this.#layer(prelude, block, place);
    if (name === 'keyframes') this.keyframes.set(prelude.replace(/["']/g, ''), keyframesOf(block));
    if (name === 'font-face') this.fontFaces.push(parseBlock(block).declarations);
    if (name === 'import') this.imports = true;
    if (name === 'property') this.#register(prelude, block);
  }

  /** A conditional group; inside a style rule it may hold declarations too. */
  #group(block: readonly ComponentValue[], place: Place): void {
    if (place.parent !== undefined) this.#block(block, place.parent, place);
    else this.read(parseBlock(block).rules, place);
  }

  #layer(names: string, block: readonly ComponentValue[], place: Place): void {
    const listed = names.split(',').map((name) => name.trim() || `anonymous ${this.#layers.size}`);
    for (const name of listed) if (!this.#layers.has(name)) this.#layers.set(name, this.#layers.size);
    if (block.length > 0) this.#group(block, { ...place, layer: this.#layers.get(listed[0] ?? '') ?? 0 });
  }

  #register(name: string, block: readonly ComponentValue[]): void {
    const initial = parseBlock(block).declarations.find(({ property }) => property === 'initial-value');
    if (initial) this.initialValues.set(name, initial.value);
  }
}

function keyframesOf(block: readonly ComponentValue[]): Keyframe[] {
  const frames = parseBlock(block).rules.flatMap(({ prelude, block: inner }) => {
    const { declarations } = parseBlock(inner);
    return prelude.split(',').map((selector) => ({ offset: offsetOf(selector.trim()), declarations }));
  });
  return frames.filter(({ offset }) => offset >= 0 && offset <= 1).sort((a, b) => a.offset - b.offset);
}

function offsetOf(selector: string): number {
  if (selector === 'from') return 0;
  if (selector === 'to') return 1;
  return selector.endsWith('%') ? Number.parseFloat(selector) / 100 : Number.NaN;
}
