import * as vscode from 'vscode';
import { showInformation, showWarning } from '../../ui/dialogs.ts';
import { number, plural } from '../../ui/quantities.ts';
import { showMarkdown } from '../../ui/showMarkdown.ts';
import { documentsText } from '../audit/auditSummary.ts';
import { altReplacement, applyEdits, blockBelow, type PendingEdit } from '../source/applyEdit.ts';
import type { ParsedDocument } from '../source/parsedDocument.ts';
import { nameOf } from '../source/resolveImage.ts';
import type { Proposal } from './proposals.ts';

/**
 * Writes the accepted texts, as one step of undo for each document. A document that is gone or refuses the edit does not
 * keep the others from their texts, and the texts that found no place are offered, since they were paid for.
 */
export async function writeAccepted(accepted: readonly Proposal[]): Promise<void> {
  const unwritten: Proposal[] = [];
  const documents: vscode.Uri[] = [];
  for (const parsed of new Set(accepted.map(({ location }) => location.parsed))) {
    const proposals = accepted.filter(({ location }) => location.parsed === parsed);
    const left = await writeInto(parsed, proposals);
    unwritten.push(...left);
    if (left.length < proposals.length) documents.push(parsed.document.uri);
  }
  if (unwritten.length > 0) void offerUnwritten(unwritten);
  if (documents.length > 0) void offerSave(accepted.length - unwritten.length, documents);
}

/** The proposals that could not be written. */
async function writeInto(
  parsed: ParsedDocument,
  proposals: readonly Proposal[],
): Promise<readonly Proposal[]> {
  const edits = new Map<PendingEdit, Proposal>(
    proposals.map((proposal) => [editFor(proposal), proposal] as const),
  );
  try {
    const done = await applyEdits(parsed, [...edits.keys()]);
    return [...edits].flatMap(([edit, proposal]) => (done.has(edit) ? [] : [proposal]));
  } catch {
    // The document was deleted, or became something that the editor cannot open: all its texts are offered.
    return proposals;
  }
}

function editFor({ location, kind, text }: Proposal): PendingEdit {
  const replacement = kind === 'alt' ? altReplacement(text) : blockBelow(text);
  return { reference: location.reference, replacement };
}

async function offerUnwritten(proposals: readonly Proposal[]): Promise<void> {
  const show = vscode.l10n.t('Show Texts');
  const many = proposals.length;
  const text = plural(
    many,
    vscode.l10n.t(
      '{0} text was not written, because the image reference or its document has changed.',
      number(many),
    ),
    vscode.l10n.t(
      '{0} texts were not written, because the image reference or its document has changed.',
      number(many),
    ),
  );
  if ((await showWarning(text, show)) === show) await showMarkdown(proposals.map(unwrittenText).join('\n'));
}

function unwrittenText({ location, text }: Proposal): string {
  const path = vscode.workspace.asRelativePath(location.parsed.document.uri);
  const { line, source } = location.reference;
  const place = vscode.l10n.t('{0}, line {1}, {2}:', path, number(line + 1), nameOf(source.text));
  return `${place}\n\n    ${text.replaceAll('\n', '\n    ')}\n`;
}

async function offerSave(written: number, documents: readonly vscode.Uri[]): Promise<void> {
  const save = vscode.l10n.t('Save');
  const text = plural(
    written,
    vscode.l10n.t('{0} text was written into {1}.', number(written), documentsText(documents.length)),
    vscode.l10n.t('{0} texts were written into {1}.', number(written), documentsText(documents.length)),
  );
  const unsaved = vscode.workspace.textDocuments.filter(
    ({ isDirty, uri }) => isDirty && documents.some((one) => one.toString() === uri.toString()),
  );
  if (unsaved.length === 0) void showInformation(text);
  else if ((await showInformation(vscode.l10n.t('{0} Not saved yet.', text), save)) === save)
    for (const { uri } of unsaved) await vscode.workspace.save(uri);
}
