import type { ReviewRow } from '../../../core/docs/review/review.ts';
import { locate } from './reviewRows.ts';

/** Ids of rows whose document has changed without the review. */
export interface UndoneRows {
  /** What was written is gone, and what stood there before is back. */
  readonly undone: readonly string[];
  /** What was undone is there again. */
  readonly redone: readonly string[];
}

/** Compares rows that were written once with their documents as they are now. */
export async function undoneRows(rows: readonly ReviewRow[]): Promise<UndoneRows> {
  const [undone, redone]: [string[], string[]] = [[], []];
  for (const row of rows) {
    const { status, current, written } = row;
    if (written === undefined || written === current.text) continue;
    const alt = (await locate(row))?.reference.alt.text;
    if (status === 'written' && alt === current.text) undone.push(row.id);
    if (status === 'answered' && alt === written && row.text === written) redone.push(row.id);
  }
  return { undone, redone };
}
