import * as vscode from 'vscode';
import { showInformation, showWarning } from '../../ui/dialogs.ts';
import { count } from '../../ui/quantities.ts';
import { altReplacement, applyEdits, blockBelow } from '../source/applyEdit.ts';
import type { Proposal } from './proposals.ts';

/** Writes what was accepted, as one step of undo for each document: what one page says does not hang on another. */
export async function writeAccepted(accepted: readonly Proposal[]): Promise<void> {
  let written = 0;
  const documents = new Set<vscode.TextDocument>();
  for (const parsed of new Set(accepted.map(({ location }) => location.parsed))) {
    const edits = accepted
      .filter(({ location }) => location.parsed === parsed)
      .map(({ location, kind, text }) => ({
        reference: location.reference,
        replacement: kind === 'alt' ? altReplacement(text) : blockBelow(text),
      }));
    const done = (await applyEdits(parsed, edits)).size;
    written += done;
    if (done > 0) documents.add(parsed.document);
  }
  const stale = accepted.length - written;
  if (stale > 0)
    void showWarning(
      `${count(stale, 'reference has', 'references have')} changed meanwhile and kept the old alt text.`,
    );
  if (documents.size > 0) void offerSave(written, [...documents]);
}

async function offerSave(written: number, documents: readonly vscode.TextDocument[]): Promise<void> {
  const save = 'Save';
  const text = `${count(written, 'text was', 'texts were')} written into ${count(documents.length, 'document')}, not saved yet.`;
  if ((await showInformation(text, save)) !== save) return;
  for (const { uri } of documents) await vscode.workspace.save(uri);
}
