import type { Element } from 'domhandler';
import { animatedDeclarations } from './animations.ts';
import { Cascade, type Declared, presentationAttributes } from './cascade.ts';
import { initialValue, isInherited } from './properties.ts';
import type { Stylesheet } from './stylesheet.ts';
import type { Declaration } from './syntax.ts';
import { isValid, resolved, type Surroundings, type Viewport, withVariables } from './values.ts';

/** The values that an element passes on to its children. */
export interface Inherited extends Surroundings {
  /** Declared values that children inherit, resolved. */
  readonly values: ReadonlyMap<string, string>;
}

/** The style of one element: its own declarations, resolved; `undefined` removes an attribute. */
export interface ElementStyle {
  readonly own: ReadonlyMap<string, string | undefined>;
  readonly passedOn: Inherited;
}

/** Computes the styles of the elements of a drawing. */
export class Styles {
  readonly #cascade: Cascade;
  readonly #sheet: Stylesheet;
  readonly #animated: ReadonlyMap<Element, readonly Declaration[]>;
  readonly #declared = new WeakMap<Element, Declared>();
  readonly #viewport: Viewport;

  /** `animated` are the declarations that remain after SMIL animations. */
  constructor(sheet: Stylesheet, animated: ReadonlyMap<Element, readonly Declaration[]>, viewport: Viewport) {
    this.#cascade = new Cascade(sheet);
    this.#sheet = sheet;
    this.#animated = animated;
    this.#viewport = viewport;
  }

  get initial(): Inherited {
    const custom = (name: string) => this.#sheet.initialValues.get(name);
    return { custom, color: 'rgb(0, 0, 0)', dark: false, viewport: this.#viewport, values: new Map() };
  }

  declared(element: Element): Declared {
    const known = this.#declared.get(element) ?? this.#cascade.declared(element);
    this.#declared.set(element, known);
    return known;
  }

  /** Gives a copy the style of its original, because selectors match the document and not the copies that `use` makes. */
  copy(original: Element, copy: Element): void {
    this.#declared.set(copy, this.declared(original));
  }

  of(element: Element, parent: Inherited): ElementStyle {
    const specified = this.#specified(element, parent);
    const surroundings = surroundingsOf(specified, parent);
    const own = new Map<string, string | undefined>();
    for (const [property, value] of specified)
      if (!property.startsWith('--')) own.set(property, computed(property, value, surroundings));
    return { own, passedOn: { ...surroundings, values: withOwn(parent.values, own) } };
  }

  #specified(element: Element, parent: Inherited): Map<string, string> {
    const { normal, important } = this.declared(element);
    const specified = new Map<string, string>();
    apply(specified, presentationAttributes(element));
    apply(specified, normal);
    if (this.#sheet.keyframes.size > 0)
      apply(
        specified,
        animatedDeclarations(specified, this.#sheet.keyframes, variablesOf(specified, parent)),
      );
    apply(specified, this.#animated.get(element) ?? []);
    apply(specified, important);
    return specified;
  }
}

function apply(specified: Map<string, string>, declarations: readonly Declaration[]): void {
  for (const { property, value } of declarations) {
    if (!property.startsWith('--') && !isValid(property, value)) continue;
    // A later declaration also comes later in the cascade of `font` and `font-size`.
    specified.delete(property);
    specified.set(property, value);
  }
}

function surroundingsOf(specified: ReadonlyMap<string, string>, parent: Inherited): Surroundings {
  const custom = variablesOf(specified, parent);
  const scheme = specified.get('color-scheme');
  const dark = scheme === undefined ? parent.dark : /\bdark\b/.test(scheme) && !/\blight\b/.test(scheme);
  const around = { ...parent, custom, dark };
  const color = specified.get('color');
  const own = color === undefined ? undefined : computed('color', color, around);
  return {
    ...around,
    color: own === undefined || /^(?:currentcolor|inherit)$/i.test(own) ? parent.color : own,
  };
}

/** Custom properties are computed once, on the element that declares them; those that depend on themselves are invalid. */
function variablesOf(specified: ReadonlyMap<string, string>, parent: Inherited): Surroundings['custom'] {
  if (![...specified.keys()].some((name) => name.startsWith('--'))) return parent.custom;
  const known = new Map<string, string | undefined>();
  const custom = (name: string): string | undefined => {
    const declared = specified.get(name);
    if (declared === undefined || /^(?:inherit|unset)$/i.test(declared)) return parent.custom(name);
    if (!known.has(name)) {
      known.set(name, undefined);
      known.set(name, withVariables(declared, custom));
    }
    return known.get(name);
  };
  return custom;
}

/** An invalid value counts as `unset` (CSS Variables 1 §3.1). */
function computed(property: string, value: string, around: Surroundings): string | undefined {
  const plain = resolved(property, value, around)?.trim();
  if (plain === undefined || /^(?:unset|revert|revert-layer)$/i.test(plain)) return undefined;
  if (/^initial$/i.test(plain)) return initialValue(property);
  return /^inherit$/i.test(plain) && isInherited(property) ? undefined : plain;
}

function withOwn(
  inherited: ReadonlyMap<string, string>,
  own: ReadonlyMap<string, string | undefined>,
): ReadonlyMap<string, string> {
  const passed = [...own].filter(
    (entry): entry is [string, string] => isInherited(entry[0]) && entry[1] !== undefined,
  );
  return passed.length === 0 ? inherited : new Map([...inherited, ...passed]);
}
