import { attributeOf, isTrue, rawOf, type TagReader, textOf, wordsOf } from './attributes.ts';
import type { Tag } from './tag.ts';

/** Whether an element and all that is in it is kept from assistive technology. */
export function isHidden(tag: Tag, reader: TagReader): boolean {
  if (tag.attributes.length === 0) return false;
  if (isTrue(tag, 'aria-hidden', reader) || isTrue(tag, 'accessibilityelementshidden', reader)) return true;
  const hidden = attributeOf(tag, 'hidden');
  if (hidden && (isTrue(tag, 'hidden', reader) || textOf(hidden, reader) !== undefined)) return true;
  if (wordsOf(tag, 'importantforaccessibility', reader) === 'no-hide-descendants') return true;
  return UNSEEN.test(wordsOf(tag, 'style', reader) ?? '');
}

const UNSEEN = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i;

/** Whether the element itself, but not what is in it, carries no meaning. */
export function isPresentational(tag: Tag, reader: TagReader): boolean {
  const role = wordsOf(tag, 'role', reader)?.toLowerCase();
  if (role === 'presentation' || role === 'none') return true;
  // React Native's words for it.
  const accessible = reader.syntax === 'jsx' ? attributeOf(tag, 'accessible') : undefined;
  return (
    wordsOf(tag, 'importantforaccessibility', reader) === 'no' ||
    (accessible !== undefined && rawOf(accessible, reader).trim() === 'false')
  );
}

/** An image by its role: what it is made of is not told apart from it. */
export function isNamedImage(tag: Tag, reader: TagReader): boolean {
  return wordsOf(tag, 'role', reader)?.toLowerCase() === 'img' && isNamed(tag, reader);
}

/** Whether an attribute gives the element a name, or code may. */
export function isNamed(tag: Tag, reader: TagReader): boolean {
  return ['aria-label', 'aria-labelledby', 'title'].some((name) => {
    const attribute = attributeOf(tag, name);
    return attribute !== undefined && textOf(attribute, reader)?.trim() !== '';
  });
}
