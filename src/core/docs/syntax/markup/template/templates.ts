import type { Range } from '../../../imageReference.ts';
import type { DelimiterSearch } from '../../../text/delimiters.ts';
import { Quotes } from '../quotes.ts';
import { razorAt } from './razor.ts';
import { DELIMITERS, type Delimiters, RAW_BLOCK } from './templateDelimiters.ts';
import { kindOf, type TemplateCode } from './templateKind.ts';

/**
 * The template code in a text, whichever of the common languages it is in. Strings in it may hold quotes, which do not
 * end the attribute around it. In time that grows with the length of the text however often it is asked.
 */
export class Templates {
  readonly #text: string;
  readonly #delimiters: DelimiterSearch;
  readonly #known = new Map<number, TemplateCode | undefined>();
  /** By opener, whether the code from an offset outside of its strings to the closer is clear. */
  readonly #clear = new Map<string, Map<number, boolean>>();
  #quotes: Quotes | undefined;

  constructor(text: string, delimiters: DelimiterSearch) {
    this.#text = text;
    this.#delimiters = delimiters;
  }

  /** The code that starts at `at`; undefined when none does. */
  at(at: number): TemplateCode | undefined {
    if (this.#known.has(at)) return this.#known.get(at);
    const code = this.#read(at);
    this.#known.set(at, code);
    return code;
  }

  #read(at: number): TemplateCode | undefined {
    const delimiters = DELIMITERS.find(({ open }) => this.#text.startsWith(open, at));
    if (!delimiters) return this.#text[at] === '@' ? razorAt(this.#text, at) : undefined;
    const { open, close, hidden } = delimiters;
    const closer = this.#delimiters.next(close, at + open.length);
    if (closer === undefined) return this.#unclosed(at, delimiters);
    const end = closer + close.length;
    if (hidden) return { kind: 'hidden', end: this.#hiddenEnd(delimiters, end) };
    // Hugo's shortcodes are closed by `{{</ name >}}`.
    const code = at + (this.#text.startsWith('{{</', at) ? 4 : open.length);
    if (!this.#isClear(code, closer, delimiters))
      return { kind: 'unclear', end: delimiters.program ? end : undefined };
    return this.#rawBlock(at, end) ?? { kind: kindOf(this.#text.slice(at + open.length, closer), open), end };
  }

  #unclosed(at: number, { open, hidden }: Delimiters): TemplateCode | undefined {
    // Files of PHP usually leave their last closer out.
    if (this.#text.startsWith('<?php', at)) return { kind: 'between', end: this.#text.length };
    if (open === '<?' && !this.#text.startsWith('<?=', at)) return undefined;
    return open.startsWith('@') || hidden ? undefined : { kind: 'unclear', end: undefined };
  }

  /** Some closers are followed by the end of their tag. */
  #hiddenEnd({ open, close }: Delimiters, end: number): number {
    if (close === '{{{{/') return this.#delimiters.after('}}}}', end) ?? end;
    if (close === '*/' || open === '{{~!--') return this.#delimiters.after('}}', end) ?? end;
    return end;
  }

  #rawBlock(at: number, from: number): TemplateCode | undefined {
    const name = RAW_BLOCK.exec(this.#text.slice(at, at + 40))?.[1];
    const last = name === undefined ? undefined : this.#delimiters.after(`end${name}`, from);
    const end = last === undefined ? undefined : this.#delimiters.after('%}', last);
    return end === undefined ? undefined : { kind: 'hidden', end };
  }

  /**
   * Whether every string that starts before the closer ends before it, so that languages with strings and those that
   * look for nothing but the closer agree, and no closing tag stands outside of them.
   */
  #isClear(from: number, closer: number, { open, program }: Delimiters): boolean {
    const known = this.#clear.get(open) ?? new Map<number, boolean>();
    this.#clear.set(open, known);
    const passed: number[] = [];
    let at = from;
    while (at < closer && !known.has(at)) {
      passed.push(at);
      const next = this.#afterString(at, closer);
      const tag = program ? undefined : this.#delimiters.next('</', at);
      at = next === undefined || (tag !== undefined && tag < Math.min(next.start, closer)) ? -1 : next.end;
      if (at < 0) break;
    }
    const clear = at < 0 ? false : (known.get(at) ?? true);
    for (const one of passed) known.set(one, clear);
    return clear;
  }

  /** The next string before the closer, or the rest; undefined for a string that the closer stands in. */
  #afterString(at: number, closer: number): Range | undefined {
    this.#quotes ??= new Quotes(this.#text);
    const string = this.#quotes.stringFrom(at);
    if (!string || string.start >= closer) return { start: closer, end: closer };
    return string.end > closer ? undefined : string;
  }
}
