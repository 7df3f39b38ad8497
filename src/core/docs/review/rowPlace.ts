import { isDeclaredEmpty } from '../audit/checkAlt.ts';
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
 * The reference of a row in its document as it is now: in the same surroundings, else, where as many as before have its
 * source, the n-th of these. `changed` when somebody has given it another alt text, or called it decorative; what we wrote
 * ourselves is not another one.
 */
export function placeOfRow(
  row: ReviewRow,
  references: readonly ImageReference[],
): ImageReference | LostPlace {
  const { occurrence, total, source } = row.place;
  const same = references.filter((one) => one.source.text === source);
  const around = JSON.stringify([row.headings, row.context]);
  const isAlike = (one: ImageReference) => JSON.stringify([one.headings, rowContext(one)]) === around;
  const nth = same.length === (total ?? same.length) ? same[occurrence] : undefined;
  const alike = nth && isAlike(nth) ? [nth] : same.filter(isAlike);
  const found = alike.length === 1 ? alike[0] : nth;
  if (!found) return 'gone';
  return isAsBefore(row, found) || isAsWritten(row, found) ? found : 'changed';
}

/** Whether a reference says what it said when the row was made. */
export function isAsBefore({ current }: ReviewRow, { alt, decorative }: ImageReference): boolean {
  const { state, text, decorative: wasDecorative = false } = current;
  return alt.state === state && alt.text === text && decorative === wasDecorative;
}

/** Whether a reference says what was written last for the row. */
export function isAsWritten({ written }: ReviewRow, reference: ImageReference): boolean {
  const { alt, decorative } = reference;
  if (written === '') return alt.state !== 'text' && (decorative || isDeclaredEmpty(reference));
  return written !== undefined && alt.text === written;
}
