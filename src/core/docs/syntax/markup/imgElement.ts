import { IMAGE_FILE, withoutQuery } from '../../files/paths.ts';
import type { ImageSource } from '../../imageReference.ts';
import { type Draft, oneLine } from '../../text/pageReader.ts';
import { altSlotOf } from './altSlot.ts';
import { attributeOf, rawOf, type TagReader, textOf, wordsOf } from './attributes.ts';
import { isHidden, isPresentational } from './hidden.ts';
import { type FoundSource, sourceOf } from './imageSource.ts';
import type { Tag } from './tag.ts';

/** Elements and components that show an image and take its `alt`: `img`, `amp-img`, `enhanced:img`, `NuxtImg`, `Image`. */
const IMAGE_NAME = /^(?:(?:.*[.:-])?(?:img|image)|(?:[A-Z].*)?(?:Img|Image|Picture|ImageBackground))$/;

/** The reference an opening tag makes; undefined for any other tag. */
export function imageOfTag(tag: Tag, reader: TagReader): Draft | undefined {
  if (tag.closing) return undefined;
  const found = sourceOf(tag, reader);
  if (!found) return paintedImage(tag, reader);
  if (!takesAlt(tag, found.source, reader)) return undefined;
  return {
    range: tag.range,
    syntax: reader.syntax,
    source: found.source,
    alt: altSlotOf(tag, altNames(found), placeOf(tag, found), reader),
    decorative: isPresentational(tag, reader) || isHidden(tag, reader),
    title: oneLine(wordsOf(tag, 'title', reader) ?? '') || undefined,
    labels: labelsOf(tag, reader),
  };
}

function takesAlt(tag: Tag, { text }: ImageSource, reader: TagReader): boolean {
  const name = tag.name.toLowerCase();
  if (name === 'img' || IMAGE_NAME.test(tag.name)) return true;
  if (name === 'input') return isImageInput(tag, text, reader);
  return /^[A-Z]|-/.test(tag.name) && attributeOf(tag, 'alt') !== undefined;
}

function isImageInput(tag: Tag, source: string, reader: TagReader): boolean {
  const type = attributeOf(tag, 'type');
  const words = type && textOf(type, reader);
  return type && words === undefined
    ? IMAGE_FILE.test(withoutQuery(source))
    : words?.trim().toLowerCase() === 'image';
}

/** React Native's images have `source=` and are described by `accessibilityLabel=`. */
function altNames({ attribute }: FoundSource): readonly string[] {
  return attribute.name === 'source' ? ['alt', 'accessibilityLabel'] : ['alt'];
}

/** Behind the source; where a condition decides about that, behind the tag's name. */
function placeOf(tag: Tag, { attribute }: FoundSource): number {
  return attribute.conditional ? afterName(tag) : attribute.range.end;
}

function afterName(tag: Tag): number {
  return tag.range.start + 1 + tag.name.length;
}

/** The elements that `aria-labelledby` takes the name from; undefined where there are none. */
function labelsOf(tag: Tag, reader: TagReader): readonly string[] | undefined {
  const attribute = attributeOf(tag, 'aria-labelledby');
  if (!attribute) return undefined;
  const text = textOf(attribute, reader);
  if (text === undefined) return [];
  return text.trim() === '' ? undefined : text.trim().split(/\s+/);
}

const PAINTED = /\burl\(([^()]*)\)/;
/** The address in the brackets, without its quotes. */
const ADDRESS = /[^\s"'&](?:[^"'&]*[^\s"'&])?/;

/** An element that says it is an image and shows one as its background. */
function paintedImage(tag: Tag, reader: TagReader): Draft | undefined {
  if (wordsOf(tag, 'role', reader) !== 'img') return undefined;
  const style = attributeOf(tag, 'style');
  if (!style?.value || textOf(style, reader) === undefined) return undefined;
  const raw = rawOf(style, reader);
  const [whole = '', inner = ''] = PAINTED.exec(raw) ?? [];
  const path = ADDRESS.exec(inner.replaceAll('&quot;', '"'))?.[0];
  if (path === undefined) return undefined;
  const start = style.value.range.start + raw.indexOf(whole) + whole.indexOf(path);
  return {
    range: tag.range,
    syntax: reader.syntax,
    source: { text: path, range: { start, end: start + path.length }, computed: false },
    alt: altSlotOf(tag, ['aria-label'], afterName(tag), reader),
    decorative: isHidden(tag, reader),
    labels: labelsOf(tag, reader),
  };
}
