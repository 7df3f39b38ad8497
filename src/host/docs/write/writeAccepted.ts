import * as vscode from 'vscode';
import { count } from '../../ui/quantities.ts';
import { altChange, blockChange, fulfil } from '../source/applyEdit.ts';
import type { Proposal } from './proposals.ts';

/** Writes what was accepted, as one step of undo for each document: what one page says does not hang on another. */
export async function writeAccepted(accepted: readonly Proposal[]): Promise<void> {
  let written = 0;
  const documents = new Set<vscode.TextDocument>();
  for (const reading of new Set(accepted.map(({ place }) => place.reading))) {
    const wishes = accepted
      .filter(({ place }) => place.reading === reading)
      .map(({ place, kind, text }) => ({
        reference: place.reference,
        change: kind === 'alt' ? altChange(text) : blockChange(text),
      }));
    const done = (await fulfil(reading, wishes)).size;
    written += done;
    if (done > 0) documents.add(reading.document);
  }
  const stale = accepted.length - written;
  if (stale > 0)
    void vscode.window.showWarningMessage(
      `${count(stale, 'reference has', 'references have')} changed meanwhile and kept the old alt text.`,
    );
  if (documents.size > 0) void offerSave(written, [...documents]);
}

async function offerSave(written: number, documents: readonly vscode.TextDocument[]): Promise<void> {
  const save = 'Save';
  const text = `${count(written, 'text was', 'texts were')} written into ${count(documents.length, 'document')}, not saved yet.`;
  if ((await vscode.window.showInformationMessage(text, save)) !== save) return;
  for (const { uri } of documents) await vscode.workspace.save(uri);
}
