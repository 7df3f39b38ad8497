import * as vscode from 'vscode';
import type { Estimate } from '../../../core/api/models/prices.ts';
import { isProblem } from '../../../core/docs/audit/pageAudit.ts';
import { checkAlt, type Finding } from '../../../core/docs/audit/rules.ts';
import { estimateText } from '../../ask/costs.ts';
import { readSettings } from '../../settings.ts';
import { withProgress } from '../../ui/progress.ts';
import { count } from '../../ui/quantities.ts';
import type { AuditedPage } from '../audit/problems.ts';
import type { DocsParts } from '../docsDependencies.ts';
import { whyNotWritten } from '../offer/referenceActions.ts';
import { type Place, read } from '../source/parsedDocument.ts';
import { withTrouble } from '../withErrorReport.ts';
import { textsOf, writeBatch } from './batch.ts';
import type { Shown } from './batchImages.ts';

/** Writes the alt texts that an audit has found wanting, after they were reviewed. */
export async function writeFound(parts: DocsParts, pages: readonly AuditedPage[]): Promise<void> {
  const places = await withTrouble(
    parts,
    'A document',
    () => withProgress('Ask Claude: Opening the documents…', (signal) => placesIn(pages, signal)),
    () => writeFound(parts, pages),
  );
  if (!places) return;
  await writeBatch(parts, { subject: 'Images in the Workspace', places, agrees: agreesToBatch });
}

export function hasWritable(page: AuditedPage): boolean {
  return page.findings.some((finding) => finding.rule !== 'missingFile' && isWritable(finding));
}

async function placesIn(pages: readonly AuditedPage[], signal: AbortSignal): Promise<readonly Place[]> {
  const { maxLength } = readSettings().altText;
  const places: Place[] = [];
  for (const { uri } of pages.filter(hasWritable)) {
    signal.throwIfAborted();
    const reading = await read(await vscode.workspace.openTextDocument(uri));
    const findings = reading ? checkAlt(reading.references, { maxLength }).filter(isWritable) : [];
    for (const { reference } of findings) if (reading) places.push({ reading, reference });
  }
  return places;
}

/** What may well be meant as it is, is left as it is. */
function isWritable(finding: Finding): boolean {
  const { severity, reference } = finding;
  return isProblem(finding) && severity === 'warning' && whyNotWritten(reference) === undefined;
}

async function agreesToBatch(cost: Estimate, shown: readonly Shown[]): Promise<boolean> {
  const write = 'Write Alt Texts';
  const { model } = readSettings();
  const answer = await vscode.window.showInformationMessage(
    `Write ${count(textsOf(shown), 'alt text')} for ${count(shown.length, 'image')}?`,
    {
      modal: true,
      detail: `Estimate: ${estimateText(cost)} with ${model}. You review every text before it is written.`,
    },
    write,
  );
  return answer === write;
}
