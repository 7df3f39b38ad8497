import type { Element } from 'domhandler';
import { isPresentation } from './properties.ts';
import { keysOf } from './selectors.ts';
import { longhands } from './shorthands.ts';
import type { StyleRule, Stylesheet } from './stylesheet.ts';
import { componentValues, type Declaration, parseBlock } from './syntax.ts';

/** Declarations of style sheets and `style` for an element, weakest first. Animations come between the two groups. */
export interface Declared {
  readonly normal: readonly Declaration[];
  readonly important: readonly Declaration[];
}

const nothing: Declared = { normal: [], important: [] };

interface OrderedRule extends StyleRule {
  readonly order: number;
}

/** Finds the declarations of elements (CSS Cascade 5 §6); rules are indexed by an id, class or type that they need. */
export class Cascade {
  readonly #byKey = new Map<string, OrderedRule[]>();
  readonly #inline = new Map<string, readonly Declaration[]>();

  constructor({ rules }: Stylesheet) {
    for (const [order, rule] of rules.entries()) {
      const filed = this.#byKey.get(rule.key);
      if (filed) filed.push({ ...rule, order });
      else this.#byKey.set(rule.key, [{ ...rule, order }]);
    }
  }

  declared(element: Element): Declared {
    const ruled =
      this.#byKey.size === 0 ? [] : this.#rulesFor(element).flatMap(({ declarations }) => declarations);
    const all = [...ruled, ...this.#inlineStyle(element.attribs['style'])].flatMap(longhands);
    // Few of hundreds of thousands of shapes have any.
    if (all.length === 0) return nothing;
    return {
      normal: all.filter(({ important }) => !important),
      important: all.filter(({ important }) => important),
    };
  }

  #rulesFor(element: Element): OrderedRule[] {
    const candidates = keysOf(element).flatMap((key) => this.#byKey.get(key) ?? []);
    return candidates.filter(({ matches }) => matches(element)).sort(byStrength);
  }

  /** Exports repeat the same few styles on thousands of elements. */
  #inlineStyle(text: string | undefined): readonly Declaration[] {
    if (!text) return [];
    const known = this.#inline.get(text) ?? parseBlock(componentValues(text)).declarations;
    this.#inline.set(text, known);
    return known;
  }
}

function byStrength(a: OrderedRule, b: OrderedRule): number {
  return a.layer - b.layer || a.specificity - b.specificity || a.order - b.order;
}

/** Presentation attributes as declarations, which are weaker than all others. */
export function presentationAttributes({ name, attribs }: Element): Declaration[] {
  return Object.entries(attribs)
    .filter(([property]) => isPresentation(property, name))
    .map(([property, value]) => ({ property, value: value.trim(), important: false }));
}
