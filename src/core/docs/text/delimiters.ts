/**
 * Looks for what closes something. It remembers what does not come any more, so that a text full of openers without
 * their closers is not searched to its end from each of them. Offsets must not go back.
 */
export class Closers {
  readonly #text: string;
  readonly #missing = new Set<string>();

  constructor(text: string) {
    this.#text = text;
  }

  /** The offset after the first closer at or after `from`; undefined when there is none. */
  after(closer: string, from: number): number | undefined {
    if (this.#missing.has(closer)) return undefined;
    const found = this.#text.indexOf(closer, from);
    if (found >= 0) return found + closer.length;
    this.#missing.add(closer);
    return undefined;
  }
}
