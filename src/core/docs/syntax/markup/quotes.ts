import type { Range } from '../../imageReference.ts';
import { firstFrom } from '../../text/delimiters.ts';

/** The strings of embedded code: what stands between two like quotes that no backslash precedes. */
export class Quotes {
  readonly #all: number[] = [];
  readonly #byKind = new Map<string, number[]>([
    ['"', []],
    ["'", []],
    ['`', []],
  ]);
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    for (const { 0: quote, index } of text.matchAll(/\\[^\n]|["'`]/g)) {
      if (quote.length > 1) continue;
      this.#all.push(index);
      this.#byKind.get(quote)?.push(index);
    }
  }

  /** The offset of the quote that ends the string at `open`; undefined when none does. */
  endOf(open: number): number | undefined {
    return firstFrom(this.#byKind.get(this.#text[open] ?? '') ?? [], open + 1);
  }

  /** The first string that starts at or after `from`, quotes included; one that never ends goes on for ever. */
  stringFrom(from: number): Range | undefined {
    const start = firstFrom(this.#all, from);
    if (start === undefined) return undefined;
    const end = this.endOf(start);
    return { start, end: end === undefined ? Number.POSITIVE_INFINITY : end + 1 };
  }
}
