import type { ImageSource, Range } from '../../imageReference.ts';
import type { Draft } from '../../text/pageReader.ts';
import { altSlotOf } from './altSlot.ts';
import { attributeOf, type TagReader, textOf, wordsOf } from './attributes.ts';
import type { Tag } from './tag.ts';

/** Image maps: the areas of an image that are links need a text each. The image may come after its map. */
export class ImageMaps {
  readonly #images = new Map<string, ImageSource>();
  readonly #areas: { readonly map: string; readonly draft: Draft }[] = [];
  #map: string | undefined;

  /** `source` is of the tag's image. */
  image(tag: Tag, source: ImageSource, reader: TagReader): void {
    const map = wordsOf(tag, 'usemap', reader);
    if (map) this.#images.set(map.replace(/^#/, ''), source);
  }

  tag(name: string, tag: Tag, reader: TagReader, place: (draft: Draft) => Draft): void {
    if (name === 'map') this.#map = tag.closing ? undefined : wordsOf(tag, 'name', reader);
    const href = name === 'area' ? attributeOf(tag, 'href') : undefined;
    if (!href || this.#map === undefined) return;
    const link = { href: textOf(href, reader) ?? '', range: tag.range };
    const draft = {
      range: tag.range,
      syntax: reader.syntax,
      source: { text: '', range: emptyAt(href.range.end), computed: true },
      alt: altSlotOf(tag, ['alt'], href.range.end, reader),
      ...{ decorative: false, onlyName: true, link },
    };
    this.#areas.push({ map: this.#map, draft: place(draft) });
  }

  /** The areas of the images that were seen. */
  areas(): Draft[] {
    return this.#areas.flatMap(({ map, draft }) => {
      const source = this.#images.get(map);
      return source ? [{ ...draft, source }] : [];
    });
  }
}

function emptyAt(offset: number): Range {
  return { start: offset, end: offset };
}
