import * as vscode from 'vscode';
import { takesBlocks } from '../../../core/docs/block/blockIn.ts';
import type { ReviewRow } from '../../../core/docs/review/review.ts';
import { altReplacement, applyEverywhere, blockBelow, type PendingEdit } from '../source/applyEdit.ts';
import type { ImageLocation, ParsedDocument } from '../source/parsedDocument.ts';
import { locateOrWhy } from './reviewRows.ts';

/** What became of rows, by their ids. */
export interface Applied {
  /** Their text stands in its document now. */
  readonly written: readonly string[];
  /** Something of them was left out, with the reason: a sentence. */
  readonly left: ReadonlyMap<string, string>;
  /** One undo takes all of them back. */
  readonly together: boolean;
}

/** An edit that a row makes in its document, and why it cannot be made there. */
interface RowEdit extends PendingEdit {
  readonly row: string;
  readonly parsed: ParsedDocument;
  readonly isAlt: boolean;
  readonly why: string;
}

/**
 * Writes the texts of rows into their documents, all with one edit that one undo takes back where the editor can. A text
 * whose place is gone, or was changed by somebody else, is left out and nothing is overwritten. Nothing is saved but what
 * the editor saves by itself.
 */
export async function applyRows(rows: readonly ReviewRow[]): Promise<Applied> {
  const left = new Map<string, string>();
  const edits: RowEdit[] = [];
  for (const row of rows) {
    const location = await locateOrWhy(row);
    if (typeof location === 'string') left.set(row.id, location);
    else edits.push(...editsOf(row, location));
  }
  const { made, together } = await applyEverywhere(edits.map((edit) => ({ parsed: edit.parsed, edit })));
  for (const edit of edits) if (!made.has(edit)) left.set(edit.row, edit.why);
  const written = edits.filter((edit) => edit.isAlt && made.has(edit)).map(({ row }) => row);
  return { written, left, together };
}

function editsOf(row: ReviewRow, { parsed, reference }: ImageLocation): readonly RowEdit[] {
  const shared = { row: row.id, parsed, reference };
  const why = row.decorative
    ? vscode.l10n.t('This image cannot be marked as decorative where it stands.')
    : vscode.l10n.t('The document changed at the same moment: apply once more.');
  const replacement = altReplacement(row.decorative ? '' : row.text);
  const alt = { ...shared, replacement, isAlt: true, why };
  const description = row.describes ? row.answer?.longDescription : undefined;
  if (description === undefined || !takesBlocks(parsed.syntax)) return [alt];
  const none = vscode.l10n.t('There is no place for the long description below this image.');
  return [alt, { ...shared, replacement: blockBelow(description), isAlt: false, why: none }];
}
