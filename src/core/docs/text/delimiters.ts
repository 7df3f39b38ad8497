/**
 * Finds the next occurrence of a delimiter. The places of each are looked up once and searched by halves, so that a
 * text full of openers without closers is not walked to its end from each of them.
 */
export class Closers {
  readonly #text: string;
  readonly #places = new Map<string, readonly number[]>();

  constructor(text: string) {
    this.#text = text;
  }

  /** The offset after the first closer at or after `from`; undefined when there is none. */
  after(closer: string, from: number): number | undefined {
    const found = this.next(closer, from);
    return found === undefined ? undefined : found + closer.length;
  }

  /** The offset of the first closer at or after `from`; undefined when there is none. */
  next(closer: string, from: number): number | undefined {
    return firstFrom(this.#placesOf(closer), from);
  }

  #placesOf(closer: string): readonly number[] {
    const known = this.#places.get(closer);
    if (known) return known;
    const places: number[] = [];
    for (let at = this.#text.indexOf(closer); at >= 0; at = this.#text.indexOf(closer, at + 1))
      places.push(at);
    this.#places.set(closer, places);
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
