import type { Draft } from '../../text/pageReader.ts';
import { attributeOf, type TagReader, wordsOf } from './attributes.ts';
import { isNamed } from './hidden.ts';
import type { Tag } from './tag.ts';

/** A link or button, which needs a name: of its own, of the words in it or of an image. */
export interface Control {
  named: boolean;
  readonly images: Draft[];
}

const LINK = /^(?:(?:Nuxt|Router|G)?Link|(?:nuxt|router)-link)$/;
const BUTTON = /^(?:button|[A-Z]\w*Button|Button)$/;

export function isLink({ name }: Tag): boolean {
  return name.toLowerCase() === 'a' || LINK.test(name);
}

/** The attribute a link leads by: `href`, or `to` of routers. */
export function targetOf(tag: Tag) {
  return attributeOf(tag, 'href') ?? attributeOf(tag, 'to') ?? attributeOf(tag, 'routerlink');
}

export function controlOf(tag: Tag, reader: TagReader): Control | undefined {
  const role = wordsOf(tag, 'role', reader);
  const isControl =
    (isLink(tag) && targetOf(tag) !== undefined) ||
    BUTTON.test(tag.name) ||
    role === 'link' ||
    role === 'button';
  if (!isControl) return undefined;
  const unseen = tag.attributes.some(({ name }) => name === '...');
  return { named: unseen || isNamed(tag, reader), images: [] };
}

/** Tells each image of a control that is now complete whether it is all that names it. */
export function settle({ named, images }: Control): void {
  const speaking = images.filter(({ alt }) => alt.state === 'text' || alt.state === 'computed');
  for (const image of images)
    image.onlyName = !named && (speaking.length === 0 || (speaking.length === 1 && speaking[0] === image));
}
