import type { AnswerBlock } from './syntax/renderBlocks.ts';

/** A table, a list or a quote that grows, without the parts that may still change. */
export interface Growing {
  /** Offset of its first line. */
  readonly offset: number;
  /** What the rest of it goes on from: the first two lines of a table, an item of a list. */
  readonly head: string;
  /** What is made of that. */
  readonly headParts: readonly string[];
  readonly html: string;
  /** What has settled. */
  readonly parts: readonly string[];
}

/** Parts at the end that are parsed again: what follows may still belong to them. */
const unsure = 2;

/** How many of a block's parts can settle. */
export function settling({ parts = [] }: AnswerBlock): number {
  return Math.max(0, parts.length - unsure);
}

/**
 * The block whose first `count` parts have settled, when the `rest` of it can be rendered without them. `render` gives the
 * first block of a text.
 */
export function growing(
  { html, parts = [] }: AnswerBlock,
  { first, offset, rest, count }: { first: string; offset: number; rest: string; count: number },
  render: (text: string) => AnswerBlock | undefined,
): Growing | undefined {
  const later = parts.slice(count);
  const fitting = headsOf(html, first).flatMap((head) => {
    const rendered = render(head + rest);
    const made = rendered?.parts ?? [];
    const headParts = made.slice(0, Math.max(0, made.length - later.length));
    const isSame = rendered?.html === html && equal(made, [...headParts, ...later]);
    return isSame ? [{ offset, head, headParts, html, parts: parts.slice(0, count) }] : [];
  });
  // Whether a list is loose depends on all of its items: where the rest alone does not tell, none fits.
  const last = fitting.at(-1);
  return fitting.every(({ headParts }) => last && equal(headParts, last.headParts)) ? last : undefined;
}

/** What the rest of a block may go on from; nothing where each part depends on all of them. */
function headsOf(html: string, first: string): readonly string[] {
  if (html.startsWith('<table>')) return [/^.*\n.*\n/.exec(first)?.[0] ?? ''];
  if (html.startsWith('<blockquote>')) return [''];
  const item = /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?=\s)/.exec(first)?.[0];
  return item === undefined ? [] : [`${item} x\n`, `${item} x\n\n`];
}

export function equal(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((part, index) => part === other[index]);
}
