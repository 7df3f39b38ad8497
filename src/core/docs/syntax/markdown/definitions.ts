import type { Blocks } from './blocks.ts';
import { type Definitions, type Destination, readDestination } from './destination.ts';
import { type Lines, lineEnd } from './markdownLines.ts';

/** The link definitions of a document with their places; of two with one label the first counts. */
export function definitionsOf({ tokens, references }: Blocks, lines: Lines): Definitions {
  const byLabel = new Map<string, Destination>();
  for (const token of tokens) {
    if (token.type !== 'reference_definition' || !token.map) continue;
    const label = String(token.meta?.['label']);
    if (byLabel.has(label)) continue;
    const [first, end] = token.map;
    const destination = destinationIn(lines, first, end);
    // The title may go on in lines that begin with the `> ` of a quotation: the parser has read it without.
    const title = references[label]?.title;
    if (destination) byLabel.set(label, title ? { ...destination, title } : destination);
  }
  return { byLabel, references };
}

const LABEL = /[^[]*\[(?:[^\\[\]]|\\[\s\S])+\]:[\s>]*/y;

function destinationIn(lines: Lines, first: number, end: number): Destination | undefined {
  LABEL.lastIndex = lines.starts[first] ?? 0;
  const text = lines.text.slice(0, lineEnd(lines, end - 1));
  return LABEL.test(text) ? readDestination(text, LABEL.lastIndex) : undefined;
}
