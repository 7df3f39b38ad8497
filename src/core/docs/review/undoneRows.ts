import { plainLine } from '../escape.ts';
import type { ImageReference } from '../imageReference.ts';
import type { ReviewRow } from './review.ts';
import { isAsBefore, isAsWritten, placeOfRow } from './rowPlace.ts';

/** Ids of rows whose document has changed without the review. */
export interface UndoneRows {
  /** What was written is gone, and what stood there before is back. */
  readonly undone: readonly string[];
  /** What was undone is there again. */
  readonly redone: readonly string[];
}

/** Compares rows of a document that were written once with its references as they are now. */
export function undoneRows(rows: readonly ReviewRow[], references: readonly ImageReference[]): UndoneRows {
  const [undone, redone]: [string[], string[]] = [[], []];
  for (const row of rows) {
    if (row.written === undefined) continue;
    const found = placeOfRow(row, references);
    if (typeof found === 'string') continue;
    const [isBefore, isWritten] = [isAsBefore(row, found), isAsWritten(row, found)];
    if (isBefore === isWritten) continue;
    if (row.status === 'written' && isBefore) undone.push(row.id);
    if (row.status === 'answered' && isWritten && wouldWrite(row) === row.written) redone.push(row.id);
  }
  return { undone, redone };
}

function wouldWrite({ decorative, text }: ReviewRow): string {
  return decorative ? '' : plainLine(text);
}
