import { compile } from 'css-select';
import { AttributeAction, isTraversal, parse, type Selector, SelectorType } from 'css-what';
import type { AnyNode, Element } from 'domhandler';

/** One selector of a list. */
export interface Matcher {
  readonly matches: (element: Element) => boolean;
  /** Ids, classes and types in one number that can be compared. */
  readonly specificity: number;
  /** An id, a class or a type that an element must have to match, written as a selector; `*` where there is none. */
  readonly key: string;
}

/** A selector list; selectors that are not understood match nothing. */
export function matchersOf(selectors: string): Matcher[] {
  return parsed(selectors).flatMap((selector) => {
    try {
      const matches = compile<AnyNode, Element>([selector], { xmlMode: true });
      return [{ matches, specificity: specificityOf(selector), key: keyOf(selector) }];
    } catch {
      // Pseudo-elements and states that a picture does not have.
      return [];
    }
  });
}

export function isSelector(text: string): boolean {
  return matchersOf(text).length > 0;
}

/** The index keys of rules that may match this element. */
export function keysOf({ name, attribs }: Element): string[] {
  const { id, class: classes = '' } = attribs;
  const named = classes.split(/\s+/).filter(Boolean);
  return ['*', name, ...(id ? [`#${id}`] : []), ...new Set(named.map((one) => `.${one}`))];
}

/** A nested rule's selector with its parent's inserted (CSS Nesting 1). */
export function nested(selectors: string, parent: string): string {
  return selectors.includes('&')
    ? selectors.replaceAll('&', `:is(${parent})`)
    : `:is(${parent}) ${selectors}`;
}

function parsed(selectors: string): Selector[][] {
  try {
    return parse(selectors);
  } catch {
    // The whole rule is dropped, as a browser does.
    return [];
  }
}

function keyOf(selector: readonly Selector[]): string {
  const subject = selector.slice(selector.findLastIndex(isTraversal) + 1);
  const attribute = subject.find((part) => part.type === SelectorType.Attribute && isIdOrClass(part));
  if (attribute?.type === SelectorType.Attribute)
    return `${attribute.name === 'id' ? '#' : '.'}${attribute.value}`;
  const tag = subject.find((part) => part.type === SelectorType.Tag);
  return tag?.type === SelectorType.Tag ? tag.name : '*';
}

function isIdOrClass({
  name,
  action,
  ignoreCase,
}: {
  name: string;
  action: AttributeAction;
  ignoreCase: unknown;
}) {
  if (ignoreCase === true) return false;
  return name === 'id'
    ? action === AttributeAction.Equals
    : name === 'class' && action === AttributeAction.Element;
}

const idWeight = 1_000_000;
const classWeight = 1_000;

/** Selectors 4 §17. */
function specificityOf(selector: readonly Selector[]): number {
  return selector.reduce((sum, part) => sum + weightOf(part), 0);
}

function weightOf(part: Selector): number {
  if (part.type === SelectorType.Tag || part.type === SelectorType.PseudoElement) return 1;
  if (part.type === SelectorType.Attribute)
    return part.name === 'id' && part.action === AttributeAction.Equals ? idWeight : classWeight;
  if (part.type !== SelectorType.Pseudo) return 0;
  if (part.name === 'where') return 0;
  if (['is', 'matches', 'not', 'has'].includes(part.name) && Array.isArray(part.data))
    return Math.max(0, ...part.data.map(specificityOf));
  return classWeight;
}
