/**
 * Finds the next occurrence of a delimiter. The places of each are looked up once and searched by halves, so that a
 * text full of openers without closers is not walked to its end from each of them.
 */
export class DelimiterSearch {
  readonly #text: string;
  readonly #places = new Map<string, readonly number[]>();

  constructor(text: string) {
    this.#text = text;
  }

  /** The offset after the first one at or after `from`; undefined when there is none. */
  after(delimiter: string, from: number): number | undefined {
    const found = this.next(delimiter, from);
    return found === undefined ? undefined : found + delimiter.length;
  }

  /** The offset of the first one at or after `from`; undefined when there is none. */
  next(delimiter: string, from: number): number | undefined {
    return firstFrom(this.#placesOf(delimiter), from);
  }

  #placesOf(delimiter: string): readonly number[] {
    const known = this.#places.get(delimiter);
    if (known) return known;
    const places: number[] = [];
    for (let at = this.#text.indexOf(delimiter); at >= 0; at = this.#text.indexOf(delimiter, at + 1))
      places.push(at);
    this.#places.set(delimiter, places);
    return places;
  }
}

/** The first of the ascending `places` that is not before `from`; undefined when there is none. */
export function firstFrom(places: readonly number[], from: number): number | undefined {
  let low = 0;
  for (let high = places.length; low < high; ) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return places[low];
}
