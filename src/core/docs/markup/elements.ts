import { decodeHTML } from 'entities';
import { IDENTITY, mapDraft, mapRange, type OffsetMap } from '../offsets.ts';
import { type Draft, oneLine, type Page } from '../page.ts';
import type { ImageLink } from '../types.ts';
import { imageOfTag, type TagReader, textOf } from './image.ts';
import { type Imports, imported } from './imports.ts';
import type { MarkupSink } from './scan.ts';
import type { Tag } from './tag.ts';

/** Elements after whose start or end a new piece of running text begins. */
const BLOCKS = new Set(
  'address article aside blockquote body caption dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td template tfoot th thead title tr ul'.split(
    ' ',
  ),
);

/**
 * Turns tags and texts, in the order of the document, into references with the link and figure around them, and into
 * blocks of running text. One instance sees a whole document, since Markdown opens a figure in one place and closes it in another.
 */
export interface Elements extends MarkupSink {
  /** An image that is no tag takes part in the link and figure around it. Its offsets are the document's. */
  image(draft: Draft): void;
  /** Ends the running text. */
  flush(): void;
  /**
   * From now on offsets count in the reader's text. `running` is false where the texts have already been reported as
   * blocks by somebody else.
   */
  read(reader: TagReader, map: OffsetMap, running: boolean): void;
}

interface Figure {
  readonly images: Draft[];
  caption: string | undefined;
}

export function createElements(page: Page, imports: Imports): Elements {
  let reader: TagReader = { text: '', syntax: 'html', escapes: [] };
  let map = IDENTITY;
  let running = true;
  let words: { readonly start: number; end: number; text: string } | undefined;
  let heading = 0;
  const links: (ImageLink | undefined)[] = [];
  const figures: Figure[] = [];
  let captioning: Figure | undefined;

  function flush(): void {
    const text = words ? oneLine(decodeHTML(words.text)) : '';
    if (words && text !== '') page.blocks.push({ level: heading, ...mapRange(words, map), text });
    words = undefined;
  }

  function image(draft: Draft): void {
    const link = links.at(-1);
    if (link && !draft.link) draft.link = link;
    figures.at(-1)?.images.push(draft);
    page.references.push(draft);
  }

  function structure(name: string, tag: Tag): void {
    if (name === 'figure') tag.closing ? closeFigure() : figures.push({ images: [], caption: undefined });
    if (name === 'figcaption') captioning = tag.closing ? undefined : figures.at(-1);
    if (/^h[1-6]$/.test(name)) heading = tag.closing ? 0 : Number(name[1]);
    if (name === 'html' && !tag.closing) readLanguage(tag);
  }

  function closeFigure(): void {
    const figure = figures.pop();
    captioning = undefined;
    const caption = oneLine(decodeHTML(figure?.caption ?? ''));
    if (caption !== '') for (const draft of figure?.images ?? []) draft.caption ??= caption;
  }

  function readLanguage(tag: Tag): void {
    const attribute = tag.attributes.find((one) => one.name === 'lang' || one.name === 'xml:lang');
    const language = attribute && textOf(attribute, reader)?.trim();
    if (language) page.language ??= language;
  }

  return {
    read(nextReader, nextMap, nextRunning) {
      flush();
      reader = nextReader;
      map = nextMap;
      running = nextRunning;
    },
    image,
    flush,
    tag(tag) {
      const name = tag.name.toLowerCase();
      if (BLOCKS.has(name)) flush();
      structure(name, tag);
      if (tag.selfClosing && name !== 'a') return addImage(tag);
      if (name === 'a' || /^(?:(?:Nuxt|Router|G)?Link|(?:nuxt|router)-link)$/.test(tag.name)) {
        if (tag.closing) links.pop();
        else if (!tag.selfClosing) links.push(linkOf(tag, reader, map));
      }
      addImage(tag);
    },
    text(start, end) {
      const text = reader.text.slice(start, end);
      if (captioning) captioning.caption = (captioning.caption ?? '') + text;
      if (!running) return;
      if (words) {
        words.text += text;
        words.end = end;
      } else if (text.trim() !== '') words = { start, end, text };
    },
  };

  function addImage(tag: Tag): void {
    const draft = imageOfTag(tag, reader);
    if (!draft) return;
    if (words) words.end = tag.range.end;
    const placed = mapDraft(draft, map);
    image({ ...placed, source: imported(placed.source, imports) });
  }
}

function linkOf(tag: Tag, reader: TagReader, map: OffsetMap): ImageLink | undefined {
  const attribute = tag.attributes.find((one) => one.name === 'href' || one.name === 'to');
  const href = attribute && textOf(attribute, reader);
  return href === undefined ? undefined : { href, range: mapRange(tag.range, map) };
}
