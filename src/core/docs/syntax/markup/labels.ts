import { decodeHTML } from 'entities';
import { type Draft, oneLine } from '../../text/pageReader.ts';

/** Elements that name one image, and characters of each; nobody writes more. */
const MOST = 16;
const LONGEST = 1000;

/** The texts of the elements with an id, for `aria-labelledby`, which may name one that comes later. */
export class Labels {
  readonly #pieces: string[] = [];
  readonly #ranges = new Map<string, { readonly start: number; end: number; text?: string }>();

  text(text: string): void {
    this.#pieces.push(text);
  }

  open(id: string): void {
    if (!this.#ranges.has(id)) this.#ranges.set(id, { start: this.#pieces.length, end: this.#pieces.length });
  }

  close(id: string): void {
    const range = this.#ranges.get(id);
    if (range && range.start === range.end) range.end = this.#pieces.length;
  }

  /** Gives the draft the name that other elements give it, which is not written where the image stands. */
  apply(draft: Draft): void {
    const { labels, alt, syntax } = draft;
    if (!labels) return;
    const texts = labels.slice(0, MOST).flatMap((id) => this.#textOf(id) ?? []);
    const text = oneLine(texts.join(' '));
    // An id that nothing has names nothing; but components get elements from elsewhere.
    if (text === '' && syntax === 'html' && labels.length > 0) return;
    const form = { escapes: [], before: '', after: '' };
    draft.alt = { state: 'computed', range: alt.range, text, form, reason: 'labelledBy' };
  }

  #textOf(id: string): string | undefined {
    const range = this.#ranges.get(id);
    if (!range) return undefined;
    range.text ??= oneLine(decodeHTML(this.#pieces.slice(range.start, range.end).join(''))).slice(0, LONGEST);
    return range.text;
  }
}
