import { RefusalError } from '../../imageTypes.ts';

/** Most characters that entities may add; more is an attack. */
const maxExpanded = 5_000_000;

/**
 * Expands the entities that the DOCTYPE declares, as Illustrator writes them for its namespaces, and removes the
 * DOCTYPE. External entities are empty, as in browsers.
 *
 * @throws RefusalError when they add more than `maxExpanded`.
 */
export function withoutEntities(text: string): string {
  const start = text.search(/<!DOCTYPE/i);
  const [doctype, subset = ''] = declarationStart.exec(text.slice(start)) ?? [];
  if (doctype === undefined) return text;
  const rest = text.slice(0, start) + text.slice(start + doctype.length);
  const declared = declaredIn(subset);
  return declared.size === 0 ? rest : expanded(rest, declared, new Budget(), []);
}

/** A DOCTYPE and its internal subset, in which brackets may be quoted or commented. */
const declarationStart =
  /^<!DOCTYPE(?:[^[>"']|"[^"]*"|'[^']*')*(?:\[((?:(?!<!--)[^\]"']|"[^"]*"|'[^']*'|<!--(?:(?!-->)[\s\S])*-->)*)\]\s*)?>/i;

class Budget {
  #left = maxExpanded;

  take(length: number): void {
    this.#left -= length;
    if (this.#left < 0) throw new RefusalError({ reason: 'tooComplex', type: 'svg', detail: 'entities' });
  }
}

function declaredIn(subset: string): Map<string, string> {
  const declaration = /<!ENTITY\s+([\w:.-]+)\s+(?:"([^"]*)"\s*|'([^']*)'\s*|(?:SYSTEM|PUBLIC)\s[^>]*)>/g;
  const found = [...subset.matchAll(declaration)].reverse();
  // The first declaration of a name counts (XML 1.0 §4.2).
  return new Map(found.map(([, name = '', double, single]) => [name, double ?? single ?? '']));
}

function expanded(
  text: string,
  declared: ReadonlyMap<string, string>,
  budget: Budget,
  open: readonly string[],
): string {
  return text.replace(/&([\w:.-]+);/g, (reference, name: string) => {
    const value = declared.get(name);
    if (value === undefined || open.includes(name)) return reference;
    budget.take(value.length);
    return expanded(value, declared, budget, [...open, name]);
  });
}
