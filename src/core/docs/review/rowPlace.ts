import type { ImageReference } from '../imageReference.ts';
import type { ReviewRow } from './review.ts';

/** Characters of the text around an image that a row keeps. */
const longestContext = 300;

/** The end of the text before an image, and the beginning of that after it. */
export function rowContext({ context: { before, after } }: ImageReference): ReviewRow['context'] {
  return { before: before.slice(-longestContext), after: after.slice(0, longestContext) };
}

/** Why a row has no place any more. */
export type LostPlace = 'gone' | 'changed';

/**
 * The reference of a row in its document as it is now: the only one in the same surroundings, else the one that is the
 * n-th of its source. `changed` when somebody has given it another alt text; what we wrote ourselves is not another one.
 */
export function placeOfRow(
  { place, current, written, context, headings }: ReviewRow,
  references: readonly ImageReference[],
): ImageReference | LostPlace {
  const same = references.filter(({ source }) => source.text === place.source);
  const around = JSON.stringify([headings, context]);
  const alike = same.filter((one) => JSON.stringify([one.headings, rowContext(one)]) === around);
  const found = alike.length === 1 ? alike[0] : same[place.occurrence];
  if (!found) return 'gone';
  return found.alt.text === current.text || found.alt.text === written ? found : 'changed';
}
