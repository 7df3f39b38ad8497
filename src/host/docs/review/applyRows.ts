import { takesBlocks } from '../../../core/docs/block/blockIn.ts';
import type { ReviewRow } from '../../../core/docs/review/review.ts';
import { altReplacement, applyEverywhere, blockBelow, type PendingEdit } from '../source/applyEdit.ts';
import type { ParsedDocument } from '../source/parsedDocument.ts';
import { locate } from './reviewRows.ts';

/** Ids of the rows whose text stands in its document now, and of those that were left out. */
export interface Applied {
  readonly written: readonly string[];
  readonly left: readonly string[];
}

/**
 * Writes the texts of rows into their documents, all with one edit that one undo takes back where the editor can. A text
 * whose place is gone, or was changed by somebody else, is left out and nothing is overwritten. Nothing is saved but what
 * the editor saves by itself.
 */
export async function applyRows(rows: readonly ReviewRow[]): Promise<Applied> {
  const edits = new Map<PendingEdit, { readonly row: string; readonly parsed: ParsedDocument }>();
  for (const row of rows) {
    const location = await locate(row);
    if (!location) continue;
    const { parsed, reference } = location;
    const replacement = altReplacement(row.decorative ? '' : row.text);
    edits.set({ reference, replacement }, { row: row.id, parsed });
    const description = row.describes ? row.answer?.longDescription : undefined;
    if (description !== undefined && takesBlocks(parsed.syntax))
      edits.set({ reference, replacement: blockBelow(description) }, { row: row.id, parsed });
  }
  const done = await applyEverywhere([...edits].map(([edit, { parsed }]) => ({ parsed, edit })));
  const written = [...edits].flatMap(([edit, { row }]) => (done.has(edit) ? [row] : []));
  return { written, left: rows.map(({ id }) => id).filter((id) => !written.includes(id)) };
}
