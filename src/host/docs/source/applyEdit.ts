import * as vscode from 'vscode';
import { relocate, setAlt } from '../../../core/docs/edit.ts';
import type { ImageReference } from '../../../core/docs/imageReference.ts';
import { insertionBelow, safeMarkdown } from './blockInsertion.ts';
import { type Place, placeAt, type Reading, rangeOf, read } from './parsedDocument.ts';

/** What to replace by what; offsets of the reading it was made for. */
export interface Change {
  readonly range: { readonly start: number; readonly end: number };
  readonly text: string;
}

/** A change at one reference, made when it is known where the reference stands by then. */
export interface Wish {
  readonly reference: ImageReference;
  readonly change: (now: Reading, reference: ImageReference) => Change;
}

/** Times that an edit is tried again when somebody types at the very moment it is made. */
const attempts = 5;

/**
 * Makes changes in a document that may have changed since it was read, all as one step of undo. Nothing is saved.
 * A wish whose reference cannot be found again is left out; the fulfilled ones are returned, with their references
 * as they were just before.
 */
export async function fulfil(
  before: Reading,
  wishes: readonly Wish[],
): Promise<ReadonlyMap<Wish, ImageReference>> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    // A document that was closed meanwhile is opened again by its address.
    const document = await vscode.workspace.openTextDocument(before.document.uri);
    const now = await read(document);
    const found = new Map<Wish, ImageReference>();
    for (const wish of wishes) {
      const reference = now && relocate(before, wish.reference, now);
      if (reference) found.set(wish, reference);
    }
    if (!now || found.size === 0) return new Map();
    const edit = new vscode.WorkspaceEdit();
    for (const [{ change }, reference] of found) replace(edit, now, change(now, reference));
    // The editor refuses an edit that was made for another version than the document has by then.
    if (document.version === now.version && (await vscode.workspace.applyEdit(edit))) return found;
  }
  return new Map();
}

/** Makes one change; returns the place as it is after it, or undefined when nothing was changed. */
export async function write(
  { reading, reference }: Place,
  change: Wish['change'],
): Promise<Place | undefined> {
  const wish = { reference, change };
  const found = (await fulfil(reading, [wish])).get(wish);
  return found && placeAt(reading.document, found.range.start);
}

export function altChange(alt: string): Wish['change'] {
  return (now, reference) => setAlt(now.text, reference, alt);
}

/** Writes a model's Markdown below the block that holds the reference. */
export function blockChange(content: string): Wish['change'] {
  return (now, reference) => {
    const { offset, text } = insertionBelow(now.text, reference, safeMarkdown(content, now.syntax));
    return { range: { start: offset, end: offset }, text };
  };
}

export function workspaceEdit(reading: Reading, change: Change): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  replace(edit, reading, change);
  return edit;
}

function replace(edit: vscode.WorkspaceEdit, { document }: Reading, { range, text }: Change): void {
  edit.replace(document.uri, rangeOf(document, range), text);
}
