import { decodeHTML } from 'entities';
import type { ImageLink } from '../../imageReference.ts';
import { IDENTITY, mapDraft, mapRange, type OffsetMap } from '../../text/offsets.ts';
import { type Draft, oneLine, type Page } from '../../text/pageReader.ts';
import { imageOfTag, type TagReader, textOf } from './imgElement.ts';
import { type Imports, imported } from './imports.ts';
import type { MarkupSink } from './scan.ts';
import type { Tag } from './tag.ts';

/** Elements at whose start and end a new piece of running text begins. */
const BLOCKS = new Set(
  'address article aside blockquote body caption dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td template tfoot th thead title tr ul'.split(
    ' ',
  ),
);
const LINK = /^(?:(?:Nuxt|Router|G)?Link|(?:nuxt|router)-link)$/;

interface Figure {
  readonly images: Draft[];
  caption: string;
}

/**
 * Turns tags and texts, in the order of the document, into references with the link and figure around them, and into
 * blocks of running text. One sees a whole document, since Markdown opens a figure in one place and closes it in another.
 */
export class Elements implements MarkupSink {
  readonly #page: Page;
  readonly #imports: Imports;
  readonly #links: (ImageLink | undefined)[] = [];
  readonly #figures: Figure[] = [];
  #captioning: Figure | undefined;
  #heading = 0;
  #words: { readonly start: number; end: number; text: string } | undefined;
  #reader: TagReader = { text: '', syntax: 'html', escapes: [] };
  #map = IDENTITY;
  #running = true;

  constructor(page: Page, imports: Imports) {
    this.#page = page;
    this.#imports = imports;
  }

  /**
   * From now on offsets count in the reader's text. `running` is false where the texts have already been reported as
   * blocks by somebody else.
   */
  read(reader: TagReader, map: OffsetMap, running: boolean): void {
    this.flush();
    this.#reader = reader;
    this.#map = map;
    this.#running = running;
  }

  /** An image that is no tag takes part in the link and figure around it. Its offsets are the document's. */
  image(draft: Draft): void {
    draft.link ??= this.#links.at(-1);
    this.#figures.at(-1)?.images.push(draft);
    this.#page.references.push(draft);
  }

  tag(tag: Tag): void {
    const name = tag.name.toLowerCase();
    if (BLOCKS.has(name)) this.flush();
    this.#structure(name, tag);
    if (name === 'a' || LINK.test(tag.name)) this.#link(tag);
    const draft = imageOfTag(tag, this.#reader);
    if (!draft) return;
    if (this.#words) this.#words.end = tag.range.end;
    const placed = mapDraft(draft, this.#map);
    this.image({ ...placed, source: imported(placed.source, this.#imports) });
  }

  text(start: number, end: number): void {
    const text = this.#reader.text.slice(start, end);
    if (this.#captioning) this.#captioning.caption += text;
    if (!this.#running) return;
    if (this.#words) {
      this.#words.text += text;
      this.#words.end = end;
    } else if (text.trim() !== '') this.#words = { start, end, text };
  }

  /** Ends the running text. */
  flush(): void {
    const words = this.#words;
    this.#words = undefined;
    const text = words ? oneLine(decodeHTML(words.text)) : '';
    if (words && text !== '')
      this.#page.blocks.push({ level: this.#heading, ...mapRange(words, this.#map), text });
  }

  #structure(name: string, tag: Tag): void {
    if (name === 'figure' && tag.closing) this.#closeFigure();
    else if (name === 'figure') this.#figures.push({ images: [], caption: '' });
    if (name === 'figcaption') this.#captioning = tag.closing ? undefined : this.#figures.at(-1);
    if (/^h[1-6]$/.test(name)) this.#heading = tag.closing ? 0 : Number(name[1]);
    if (name === 'html' && !tag.closing) this.#readLanguage(tag);
  }

  #closeFigure(): void {
    const figure = this.#figures.pop();
    this.#captioning = undefined;
    const caption = oneLine(decodeHTML(figure?.caption ?? ''));
    if (caption !== '') for (const draft of figure?.images ?? []) draft.caption ??= caption;
  }

  #readLanguage(tag: Tag): void {
    const attribute = tag.attributes.find(({ name }) => name === 'lang' || name === 'xml:lang');
    const language = attribute && textOf(attribute, this.#reader)?.trim();
    if (language) this.#page.language ??= language;
  }

  #link(tag: Tag): void {
    if (tag.closing) this.#links.pop();
    if (tag.closing || tag.selfClosing) return;
    const attribute = tag.attributes.find(({ name }) => name === 'href' || name === 'to');
    const href = attribute && textOf(attribute, this.#reader);
    this.#links.push(href === undefined ? undefined : { href, range: mapRange(tag.range, this.#map) });
  }
}
