import { decodeHTML } from 'entities';
import type { ImageLink } from '../../imageReference.ts';
import { IDENTITY, mapDraft, mapRange, type OffsetMap } from '../../text/offsets.ts';
import { type Draft, oneLine, type Page, speaksToAudit } from '../../text/pageReader.ts';
import { attributeOf, type TagReader, textOf, wordsOf } from './attributes.ts';
import { type Control, controlOf, isLink, settle, targetOf } from './control.ts';
import { isHidden, isNamed, isNamedImage } from './hidden.ts';
import { ImageMaps } from './imageMaps.ts';
import { imageOfTag } from './imgElement.ts';
import { type Imports, imported } from './imports.ts';
import { Labels } from './labels.ts';
import { OpenElements } from './openElements.ts';
import { type MarkupSink, VOID } from './scan.ts';
import type { Tag } from './tag.ts';

/** Elements at whose start and end a new piece of running text begins. */
const BLOCKS = new Set(
  'address article aside blockquote body caption dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td template tfoot th thead title tr ul'.split(
    ' ',
  ),
);

interface Figure {
  readonly images: Draft[];
  caption: string;
  /** Code puts words into the caption. */
  computed: boolean;
}

/** The meaning of an open element for its content. */
interface Element {
  readonly id: string | undefined;
  readonly hidden: boolean;
  readonly link: ImageLink | undefined;
  readonly control: Control | undefined;
  readonly figure: Figure | undefined;
  readonly captioned: Figure | undefined;
}

/**
 * Turns tags and texts, in the order of the document, into references with the link and figure around them, and into
 * blocks of running text. One sees a whole document, since Markdown opens a figure in one place and closes it in another.
 */
export class Elements implements MarkupSink {
  readonly #page: Page;
  readonly #imports: Imports;
  readonly #open = new OpenElements<Element>();
  readonly #links: ImageLink[] = [];
  readonly #controls: Control[] = [];
  readonly #figures: Figure[] = [];
  readonly #captioned: Figure[] = [];
  readonly #labels = new Labels();
  readonly #maps = new ImageMaps();
  #hidden = 0;
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
    if (this.#hidden > 0) draft.decorative = true;
    this.#controls.at(-1)?.images.push(draft);
    this.#figures.at(-1)?.images.push(draft);
    this.#page.references.push(draft);
  }

  tag(tag: Tag): void {
    const name = tag.name.toLowerCase();
    if (BLOCKS.has(name)) this.flush();
    this.#structure(name, tag);
    this.#maps.tag(name, tag, this.#reader, (draft) => mapDraft(draft, this.#map));
    // Only HTML takes `<Link>` for its `<link>`.
    const exact = this.#reader.syntax === 'html' ? name : tag.name;
    for (const element of tag.closing ? this.#open.close(exact) : this.#open.imply(exact))
      this.#leave(element);
    const isImage = this.#tagImage(tag);
    if (tag.closing) return;
    if (!isImage) this.#nameControl(tag);
    if (!tag.selfClosing && !VOID.has(exact)) this.#enter(exact, tag);
  }

  text(start: number, end: number): void {
    const text = this.#reader.text.slice(start, end);
    const caption = this.#captioned.at(-1);
    if (caption) caption.caption += text;
    if (this.#hidden === 0) this.#saysInControl(text);
    this.#labels.text(text);
    if (!this.#running) return;
    if (this.#words) {
      this.#words.text += text;
      this.#words.end = end;
    } else if (text.trim() !== '') this.#words = { start, end, text };
  }

  code(): void {
    const [control, caption] = [this.#controls.at(-1), this.#captioned.at(-1)];
    if (control) control.named = true;
    if (caption) caption.computed = true;
  }

  comment(start: number, end: number): void {
    const text = this.#reader.text.slice(start, end);
    if (speaksToAudit(text)) this.#page.comments.push({ ...mapRange({ start, end }, this.#map), text });
  }

  /** Ends the running text. */
  flush(): void {
    const words = this.#words;
    this.#words = undefined;
    const text = words ? oneLine(decodeHTML(words.text)) : '';
    if (words && text !== '')
      this.#page.blocks.push({ level: this.#heading, ...mapRange(words, this.#map), text });
  }

  /** Ends the document. */
  finish(): void {
    this.flush();
    for (const element of this.#open.closeAll()) this.#leave(element);
    for (const draft of this.#page.references) this.#labels.apply(draft);
    this.#page.references.push(...this.#maps.areas());
  }

  #tagImage(tag: Tag): boolean {
    const draft = imageOfTag(tag, this.#reader);
    if (!draft) return false;
    if (this.#words) this.#words.end = tag.range.end;
    const placed = mapDraft(draft, this.#map);
    const source = imported(placed.source, this.#imports);
    this.#maps.image(tag, source, this.#reader);
    this.image({ ...placed, source });
    return true;
  }

  #enter(name: string, tag: Tag): void {
    const reader = this.#reader;
    const figure = name === 'figure' ? { images: [], caption: '', computed: false } : undefined;
    const element: Element = {
      id: wordsOf(tag, 'id', reader),
      hidden: isHidden(tag, reader) || isNamedImage(tag, reader),
      link: isLink(tag) ? this.#linkOf(tag) : undefined,
      control: controlOf(tag, reader),
      figure,
      captioned: name === 'figcaption' ? this.#figures.at(-1) : undefined,
    };
    this.#open.open(name, element);
    if (element.id !== undefined) this.#labels.open(element.id);
    if (element.hidden) this.#hidden += 1;
    if (element.link) this.#links.push(element.link);
    if (element.control) this.#controls.push(element.control);
    if (figure) this.#figures.push(figure);
    if (element.captioned) this.#captioned.push(element.captioned);
  }

  #leave({ id, hidden, link, control, figure, captioned }: Element): void {
    if (id !== undefined) this.#labels.close(id);
    if (hidden) this.#hidden -= 1;
    if (link) this.#links.pop();
    if (control) settle(this.#controls.pop() ?? control);
    if (figure) this.#closeFigure();
    if (captioned) this.#captioned.pop();
  }

  #closeFigure(): void {
    const { images = [], caption = '', computed = true } = this.#figures.pop() ?? {};
    const text = computed ? '' : oneLine(decodeHTML(caption));
    if (text !== '') for (const draft of images) draft.caption ??= text;
  }

  /** Elements of unknown components may hold words, and named ones do. */
  #nameControl(tag: Tag): void {
    const control = this.#controls.at(-1);
    if (control && (/^[A-Z]|-|^title$/.test(tag.name) || isNamed(tag, this.#reader))) control.named = true;
  }

  #saysInControl(text: string): void {
    const control = this.#controls.at(-1);
    if (control && !control.named && decodeHTML(text).trim() !== '') control.named = true;
  }

  #linkOf(tag: Tag): ImageLink | undefined {
    const attribute = targetOf(tag);
    const href = attribute && textOf(attribute, this.#reader);
    return href === undefined ? undefined : { href, range: mapRange(tag.range, this.#map) };
  }

  #structure(name: string, tag: Tag): void {
    if (/^h[1-6]$/.test(name)) this.#heading = tag.closing ? 0 : Number(name[1]);
    if (name !== 'html' || tag.closing) return;
    const attribute = attributeOf(tag, 'lang') ?? attributeOf(tag, 'xml:lang');
    const language = attribute && textOf(attribute, this.#reader)?.trim();
    if (language) this.#page.language ??= language;
  }
}
