import type { Token } from 'markdown-it';
import { type Definitions, type Destination, labelOf, readDestination } from './destination.ts';
import { type Lines, lineEnd } from './lines.ts';

/** The link definitions of a document with their places; of two with one label the first counts. */
export function definitionsOf(tokens: readonly Token[], lines: Lines): Definitions {
  const byLabel = new Map<string, Destination>();
  const references: Definitions['references'] = {};
  for (const token of tokens) {
    if (token.type !== 'reference_definition' || !token.map) continue;
    const [first, end] = token.map;
    const start = lines.starts[first] ?? 0;
    const found = readDefinition(lines.text.slice(start, lineEnd(lines, end - 1)));
    if (!found || byLabel.has(found.label)) continue;
    const { text, range, title } = found.destination;
    const place = { start: start + range.start, end: start + range.end };
    const destination = { text, range: place, end: start + found.destination.end };
    byLabel.set(found.label, title === undefined ? destination : { ...destination, title });
    references[found.label] = { href: text, title: title ?? '' };
  }
  return { byLabel, references };
}

const DEFINITION = /^[^[]*\[((?:[^\\[\]]|\\[\s\S])+)\]:[\s>]*/;

function readDefinition(text: string): { label: string; destination: Destination } | undefined {
  const [all, label] = DEFINITION.exec(text) ?? [];
  const destination = all === undefined ? undefined : readDestination(text, all.length);
  return destination && label !== undefined ? { label: labelOf(label), destination } : undefined;
}
