import type { AltSlot, Range } from '../../imageReference.ts';
import type { Draft } from '../../text/pageReader.ts';
import { plainLatex } from './latexText.ts';

interface Figure {
  /** Where its images begin among those without a caption, and among those without a description. */
  readonly uncaptioned: number;
  readonly undescribed: number;
  caption: string | undefined;
  description: Range | undefined;
}

/** The floats around the images of a document. A part without a caption of its own has that of the whole. */
export class Figures {
  readonly #text: string;
  readonly #open: Figure[] = [];
  readonly #uncaptioned: Draft[] = [];
  readonly #undescribed: Draft[] = [];
  /** True in ACM's classes, which take the alt text from `\Description`. */
  describes = false;

  constructor(text: string) {
    this.#text = text;
  }

  begin(): void {
    const [uncaptioned, undescribed] = [this.#uncaptioned.length, this.#undescribed.length];
    this.#open.push({ uncaptioned, undescribed, caption: undefined, description: undefined });
  }

  add(image: Draft): void {
    if (this.#open.length === 0) return;
    this.#uncaptioned.push(image);
    if (image.alt.state === 'absent') this.#undescribed.push(image);
  }

  caption(argument: Range): void {
    const figure = this.#open.at(-1);
    if (figure) figure.caption ??= plainLatex(this.#text.slice(argument.start, argument.end));
  }

  description(argument: Range): void {
    const figure = this.#open.at(-1);
    if (figure) figure.description ??= argument;
  }

  end(): void {
    const figure = this.#open.pop();
    if (figure?.caption !== undefined)
      for (const image of this.#uncaptioned.splice(figure.uncaptioned)) image.caption = figure.caption;
    if (figure?.description)
      for (const image of this.#undescribed.splice(figure.undescribed))
        this.#describe(image, figure.description);
    if (this.#open.length > 0) return;
    const [only] = this.#undescribed;
    if (only && this.#undescribed.length === 1 && this.describes) this.#expectDescription(only);
    this.#uncaptioned.length = this.#undescribed.length = 0;
  }

  #describe(image: Draft, range: Range): void {
    const text = plainLatex(this.#text.slice(range.start, range.end));
    image.alt = {
      state: text === '' ? 'empty' : 'text',
      range,
      text,
      form: { escapes: ['latex'], before: '', after: '' },
    };
    const { start, end } = image.range;
    image.range = { start: Math.min(start, range.start), end: Math.max(end, range.end + 1) };
  }

  #expectDescription(image: Draft): void {
    const { start, end } = image.range;
    const line = this.#text.slice(this.#text.lastIndexOf('\n', start) + 1, start);
    const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
    const newline = this.#text.startsWith('\r\n', this.#text.indexOf('\n', end) - 1) ? '\r\n' : '\n';
    const form: AltSlot['form'] = {
      escapes: ['latex'],
      before: `${newline}${indent}\\Description{`,
      after: '}',
    };
    image.alt = { state: 'absent', range: { start: end, end }, text: '', form };
  }
}
