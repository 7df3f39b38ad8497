import type { DelimiterSearch } from '../../text/delimiters.ts';
import { Quotes } from './quotes.ts';

/** Longer than any expression in a document, commented-out sections included: a brace was left open. */
const LONGEST = 100_000;
/** Deeper than people write. */
const DEEPEST = 100;

const CODE_PART = /[{}"'`]|\/\/|\/\*|<!--/g;
const TEMPLATE_PART = /\\[\s\S]|`|\$\{/g;

/**
 * JavaScript between the braces of a document. Strings, template literals and comments are stepped over; braces in
 * regular expressions are not told apart. It remembers where braces stayed open, so that its time grows with the length
 * of the text however often it is asked.
 */
export class EmbeddedCode {
  readonly #text: string;
  readonly #delimiters: DelimiterSearch;
  /** By offset, the least depth from which the code there was not closed. */
  readonly #open = new Map<number, number>();
  #quotes: Quotes | undefined;

  constructor(text: string, delimiters: DelimiterSearch) {
    this.#text = text;
    this.#delimiters = delimiters;
  }

  /** The offset after the `}` that closes the `{` at `open`, or after the template literal there; -1 without an end. */
  afterBraces(open: number): number {
    /** The braces and backticks around `at`, innermost last. */
    const inside: string[] = [];
    const visited: (readonly [at: number, depth: number])[] = [];
    let at = open;
    do {
      const known = this.#open.get(at) ?? DEEPEST + 1;
      if (inside.length >= known || at - open > LONGEST) return this.#giveUp(visited);
      visited.push([at, inside.length]);
      at = this.#step(at, inside);
      if (at < 0) return this.#giveUp(visited);
    } while (inside.length > 0);
    return at;
  }

  /** The offset after the string or template literal at `open`; -1 for a template literal without an end. */
  afterString(open: number): number {
    if (this.#text[open] === '`') return this.afterBraces(open);
    this.#quotes ??= new Quotes(this.#text);
    const end = this.#quotes.endOf(open);
    // An apostrophe in running text is not the start of a string.
    if (end === undefined || end > (this.#delimiters.next('\n', open) ?? end)) return open + 1;
    return end + 1;
  }

  /** The offset after the comment at `at`; -1 for one without an end, undefined when none starts there. */
  afterComment(at: number): number | undefined {
    const closer = commentCloser(this.#text, at);
    return closer === undefined ? undefined : (this.#delimiters.after(closer, at) ?? -1);
  }

  #step(from: number, inside: string[]): number {
    const template = inside.at(-1) === '`';
    const pattern = template ? TEMPLATE_PART : CODE_PART;
    pattern.lastIndex = from;
    const part = pattern.exec(this.#text)?.[0];
    if (part === undefined) return -1;
    const after = pattern.lastIndex;
    if (part === '}' || (template && part === '`')) inside.pop();
    else if (part === '`' || part.endsWith('{')) inside.push(part);
    else if (!template)
      return this.afterComment(after - part.length) ?? this.afterString(after - part.length);
    return after;
  }

  #giveUp(visited: readonly (readonly [at: number, depth: number])[]): -1 {
    for (const [at, depth] of visited)
      if (depth > 0 && depth < (this.#open.get(at) ?? DEEPEST + 1)) this.#open.set(at, depth);
    return -1;
  }
}

function commentCloser(text: string, at: number): string | undefined {
  if (text.startsWith('//', at)) return '\n';
  if (text.startsWith('/*', at)) return '*/';
  return text.startsWith('<!--', at) ? '-->' : undefined;
}
