import * as vscode from 'vscode';
import { takesBlocks } from '../../../core/docs/block/blockIn.ts';
import type { ReviewRow } from '../../../core/docs/review/review.ts';
import { altReplacement, applyEverywhere, blockOnceBelow, type PendingEdit } from '../source/applyEdit.ts';
import { type ImageLocation, type ParsedDocument, parseFile } from '../source/parsedDocument.ts';
import { locateIn } from './reviewRows.ts';

/** What became of rows, by their ids. */
export interface Applied {
  /** Their text stands in its document now. */
  readonly written: readonly string[];
  /** Something of them was left out. */
  readonly left: ReadonlyMap<string, LeftOut>;
  /** One undo takes all of them back. */
  readonly together: boolean;
}

/** Why something was left out: a sentence; and whether Apply may help once more. */
export interface LeftOut {
  readonly problem: string;
  readonly again?: boolean;
}

/** An edit that a row makes in its document, and why it cannot be made there. */
interface RowEdit extends PendingEdit {
  readonly row: string;
  readonly parsed: ParsedDocument;
  readonly isAlt: boolean;
  readonly why: LeftOut;
}

/**
 * Writes the texts of rows into their documents, all with one edit that one undo takes back where the editor can. A text
 * whose place is gone, or was changed by somebody else, is left out and nothing is overwritten. Nothing is saved but what
 * the editor saves by itself.
 */
export async function applyRows(rows: readonly ReviewRow[]): Promise<Applied> {
  const { located, left } = await locateRows(rows);
  const edits = located.flatMap(({ row, location }) => editsOf(row, location));
  const { made, together, readOnly } = await applyEverywhere(
    edits.map((edit) => ({ parsed: edit.parsed, edit })),
  );
  for (const edit of edits)
    if (!made.has(edit))
      left.set(edit.row, readOnly.has(edit.parsed) ? { problem: readOnlyText() } : edit.why);
  const written = edits.filter((edit) => edit.isAlt && made.has(edit)).map(({ row }) => row);
  return { written, left, together };
}

interface LocatedRow {
  readonly row: ReviewRow;
  readonly location: ImageLocation;
}

/** Where rows stand, and why others have no place. Each document is looked at once. */
async function locateRows(
  rows: readonly ReviewRow[],
): Promise<{ readonly located: readonly LocatedRow[]; readonly left: Map<string, LeftOut> }> {
  const left = new Map<string, LeftOut>();
  const documents = new Map<string, Promise<ParsedDocument | undefined>>();
  const places = new Map<ImageLocation['reference'], LocatedRow[]>();
  for (const row of rows) {
    const parsed = documents.get(row.document) ?? parseFile(vscode.Uri.parse(row.document));
    documents.set(row.document, parsed);
    const location = locateIn(await parsed, row);
    if (isUnsavedNotebook(row)) left.set(row.id, { problem: unsavedText(), again: true });
    else if (typeof location === 'string') left.set(row.id, { problem: location });
    else places.set(location.reference, [...(places.get(location.reference) ?? []), { row, location }]);
  }
  const located: LocatedRow[] = [];
  for (const claims of places.values())
    if (claims.length === 1) located.push(...claims);
    else for (const { row } of claims) left.set(row.id, { problem: unclearText() });
  return { located, left };
}

/** What is written into its file would get in the way of what its cells hold. */
function isUnsavedNotebook({ document }: ReviewRow): boolean {
  return vscode.workspace.notebookDocuments.some(
    ({ uri, isDirty }) => isDirty && uri.toString() === document,
  );
}

function unsavedText(): string {
  return vscode.l10n.t('The notebook has changes that are not saved: save it, and apply once more.');
}

function unclearText(): string {
  return vscode.l10n.t('The document has changed so much that it is unclear which of its images this is.');
}

function readOnlyText(): string {
  return vscode.l10n.t('The document is read-only.');
}

function editsOf(row: ReviewRow, { parsed, reference }: ImageLocation): readonly RowEdit[] {
  const shared = { row: row.id, parsed, reference };
  const why = row.decorative
    ? { problem: vscode.l10n.t('This image cannot be marked as decorative where it stands.') }
    : { problem: vscode.l10n.t('The document changed at the same moment: apply once more.'), again: true };
  const replacement = altReplacement(row.decorative ? '' : row.text);
  const alt = { ...shared, replacement, isAlt: true, why };
  const description = row.describes ? row.answer?.longDescription : undefined;
  if (description === undefined || !takesBlocks(parsed.syntax)) return [alt];
  const none = { problem: vscode.l10n.t('There is no place for the long description below this image.') };
  return [alt, { ...shared, replacement: blockOnceBelow(description), isAlt: false, why: none }];
}
