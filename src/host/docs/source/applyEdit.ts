import * as vscode from 'vscode';
import { blockIn, takesBlocks } from '../../../core/docs/block/blockIn.ts';
import { markDecorative } from '../../../core/docs/decorative/markDecorative.ts';
import { writeAlt } from '../../../core/docs/decorative/writeAlt.ts';
import { relocate } from '../../../core/docs/edit.ts';
import type { ImageReference } from '../../../core/docs/imageReference.ts';
import { insertionBelow } from './blockInsertion.ts';
import { type ImageLocation, type ParsedDocument, parseDocument, rangeOf } from './parsedDocument.ts';
import { takeBackReadOnly } from './readOnly.ts';

/** A replacement of text; offsets are those of the document it was made for. */
export interface TextReplacement {
  readonly range: { readonly start: number; readonly end: number };
  readonly text: string;
}

/** An edit at a reference, computed once it is known where the reference stands by then. */
export interface PendingEdit {
  readonly reference: ImageReference;
  /** Undefined where it cannot be made. */
  readonly replacement: (
    now: ParsedDocument,
    reference: ImageReference,
  ) => Promise<TextReplacement | undefined>;
}

/** Times that an edit is tried again when somebody types at the same moment. */
const attempts = 5;

/**
 * Makes edits in a document that may have changed since it was parsed, all as one step of undo. Nothing is saved.
 * Edits whose reference cannot be found again are left out; the others are returned, with their references as they
 * were just before.
 */
export async function applyEdits(
  before: ParsedDocument,
  edits: readonly PendingEdit[],
): Promise<ReadonlyMap<PendingEdit, ImageReference>> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    // A document that was closed meanwhile is opened again by its address.
    const document = await vscode.workspace.openTextDocument(before.document.uri);
    const now = await parseDocument(document);
    const found = new Map<PendingEdit, ImageReference>();
    const replacements: TextReplacement[] = [];
    for (const edit of edits) {
      const reference = now && relocate(before, edit.reference, now);
      const made = reference && (await edit.replacement(now, reference));
      if (!made) continue;
      found.set(edit, reference);
      replacements.push(made);
    }
    if (!now || found.size === 0) return new Map();
    const all = new vscode.WorkspaceEdit();
    for (const made of replacements) replace(all, now, made);
    // The editor refuses an edit that was made for another version than the document has by then.
    if (document.version === now.version && (await vscode.workspace.applyEdit(all)))
      return (await takeBackReadOnly([now])).size > 0 ? new Map() : found;
  }
  return new Map();
}

/** An edit with the document it was made for. */
export interface DocumentEdit {
  readonly parsed: ParsedDocument;
  readonly edit: PendingEdit;
}

/** The edits that were made, and whether one undo takes all of them back. */
export interface MadeEdits {
  readonly made: ReadonlySet<PendingEdit>;
  readonly together: boolean;
  /** The documents that cannot be changed. */
  readonly readOnly: ReadonlySet<ParsedDocument>;
}

/**
 * Makes edits in many documents with one edit of the workspace, which one undo takes back. Where the editor refuses that,
 * because somebody types or a document is gone, each document gets its own.
 */
export async function applyEverywhere(edits: readonly DocumentEdit[]): Promise<MadeEdits> {
  const all = new vscode.WorkspaceEdit();
  const made = new Set<PendingEdit>();
  for (const { parsed, edit } of edits) {
    const replacement = await edit.replacement(parsed, edit.reference);
    if (!replacement) continue;
    replace(all, parsed, replacement);
    made.add(edit);
  }
  const current = edits.every(({ parsed: { document, version } }) => document.version === version);
  if (made.size > 0 && !(current && (await vscode.workspace.applyEdit(all))))
    return { made: await applyEach(edits), together: false, readOnly: new Set() };
  const changed = edits.flatMap(({ parsed, edit }) => (made.has(edit) ? [parsed] : []));
  const readOnly = await takeBackReadOnly(new Set(changed));
  for (const { parsed, edit } of edits) if (readOnly.has(parsed)) made.delete(edit);
  return { made, together: true, readOnly };
}

async function applyEach(edits: readonly DocumentEdit[]): Promise<ReadonlySet<PendingEdit>> {
  const made = new Set<PendingEdit>();
  for (const parsed of new Set(edits.map((one) => one.parsed))) {
    const own = edits.filter((one) => one.parsed === parsed).map(({ edit }) => edit);
    for (const edit of (await applyEdits(parsed, own)).keys()) made.add(edit);
  }
  return made;
}

/** Makes one edit. The location as it is afterwards; undefined when nothing was changed. */
export async function applyEdit(
  { parsed, reference }: ImageLocation,
  replacement: PendingEdit['replacement'],
): Promise<ImageLocation | undefined> {
  const edit = { reference, replacement };
  const found = (await applyEdits(parsed, [edit])).get(edit);
  if (!found) return undefined;
  const now = await parseDocument(parsed.document);
  // A comment may have been put before it.
  const written = now?.references.find(({ range }) => range.end > found.range.start);
  return now && written && { parsed: now, reference: written };
}

/** Writes an alt text; '' marks the image as decorative, where that can be said. */
export function altReplacement(alt: string): PendingEdit['replacement'] {
  return async (now, reference) =>
    alt === ''
      ? markDecorative(now.text, now.syntax, reference)
      : writeAlt(now.text, now.syntax, reference, alt);
}

/** Writes a model's Markdown below the block that holds the reference. */
export function blockBelow(content: string): PendingEdit['replacement'] {
  return async (now, reference) => {
    if (!takesBlocks(now.syntax)) return undefined;
    const block = blockIn(now.syntax, content);
    const made = insertionBelow(now.text, now.syntax, reference, block);
    return made && { range: { start: made.offset, end: made.offset }, text: made.text };
  };
}

/** The same, unless it stands there already. */
export function blockOnceBelow(content: string): PendingEdit['replacement'] {
  return async (now, reference) => {
    const made = await blockBelow(content)(now, reference);
    const isThere = made && now.text.startsWith(made.text.trimEnd(), made.range.start);
    return isThere ? { ...made, text: '' } : made;
  };
}

export function workspaceEdit(parsed: ParsedDocument, replacement: TextReplacement): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  replace(edit, parsed, replacement);
  return edit;
}

function replace(
  edit: vscode.WorkspaceEdit,
  { document }: ParsedDocument,
  { range, text }: TextReplacement,
): void {
  edit.replace(document.uri, rangeOf(document, range), text);
}
