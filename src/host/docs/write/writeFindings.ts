import * as vscode from 'vscode';
import { batchShare } from '../../../core/api/models/prices.ts';
import { checkAlt, type Finding } from '../../../core/docs/audit/checkAlt.ts';
import { isAltFinding, isProblem } from '../../../core/docs/audit/pageAudit.ts';
import { estimateText } from '../../ask/estimateText.ts';
import { readSettings } from '../../settings.ts';
import { choose } from '../../ui/dialogs.ts';
import { withProgress } from '../../ui/progress.ts';
import { listed, money, number, plural } from '../../ui/quantities.ts';
import { reportingErrors } from '../../ui/reportError.ts';
import { imagesText } from '../audit/auditSummary.ts';
import { rulesOf } from '../audit/documentRules.ts';
import type { AuditedPage } from '../audit/problems.ts';
import type { AnswerWay, DocsDependencies } from '../dependencies.ts';
import { whyNotWritten } from '../offer/referenceActions.ts';
import { type ImageLocation, parseDocument } from '../source/parsedDocument.ts';
import type { AltCost } from './altCost.ts';
import { type BatchOffer, textCount, writeBatch } from './batch.ts';
import type { ShownImage } from './shownImages.ts';

/** Writes the alt texts that an audit found missing or poor, after they were reviewed. */
export async function writeFindings(
  dependencies: DocsDependencies,
  pages: readonly AuditedPage[],
): Promise<void> {
  const retry = () => writeFindings(dependencies, pages);
  const rules = await reportingErrors({ log: dependencies.log, retry }, () =>
    withProgress(vscode.l10n.t('Ask Claude: Opening the documents…'), (signal) => locationsIn(pages, signal)),
  );
  if (!rules) return;
  await writeBatch(dependencies, {
    subject: vscode.l10n.t('Images in the Workspace'),
    ...{ locations: [...rules.keys()], rules, agrees: agreesToBatch },
  });
}

export function hasWritable(page: AuditedPage): boolean {
  return page.findings.some((finding) => isAltFinding(finding) && isWritable(finding));
}

async function locationsIn(
  pages: readonly AuditedPage[],
  signal: AbortSignal,
): Promise<ReadonlyMap<ImageLocation, Finding['rule']>> {
  const found = new Map<ImageLocation, Finding['rule']>();
  for (const { uri } of pages.filter(hasWritable)) {
    signal.throwIfAborted();
    const parsed = await parseDocument(await vscode.workspace.openTextDocument(uri));
    const findings = parsed ? checkAlt(parsed.references, await rulesOf(uri)).filter(isWritable) : [];
    for (const { reference, rule } of findings) if (parsed) found.set({ parsed, reference }, rule);
  }
  return found;
}

/** Findings that may well be intended are left alone. */
function isWritable(finding: Finding): boolean {
  const { severity, reference } = finding;
  return isProblem(finding) && severity !== 'hint' && whyNotWritten(reference) === undefined;
}

/** Texts from which on it is offered to have them later at half the price: fewer are there in a minute or two. */
const fewestForBatch = 20;

async function agreesToBatch({ cost, shown, offersBatches }: BatchOffer): Promise<AnswerWay | undefined> {
  const { model } = readSettings();
  const texts = textCount(shown);
  const later = offersBatches && cost.asked >= fewestForBatch;
  const [now, halfPrice] = [vscode.l10n.t('Write Alt Texts'), vscode.l10n.t('Write at Half Price')];
  const chosen = await choose(
    plural(
      texts,
      vscode.l10n.t('Write {0} alt text for {1}?', number(texts), imagesText(shown.length)),
      vscode.l10n.t('Write {0} alt texts for {1}?', number(texts), imagesText(shown.length)),
    ),
    [
      vscode.l10n.t('Estimate: {0} with {1}.', estimateText(cost), model),
      later ? laterText(cost) : '',
      keptText(cost.kept),
      fetchText(shown),
      vscode.l10n.t('You review every text before it is written.'),
    ]
      .filter((sentence) => sentence !== '')
      .join(' '),
    later ? [now, halfPrice] : [now],
  );
  if (chosen === undefined) return undefined;
  return chosen === halfPrice ? 'batch' : 'now';
}

function laterText({ usd }: AltCost): string {
  return usd === undefined
    ? vscode.l10n.t(
        'At half price they go through Message Batches: the answers usually arrive within an hour, at the latest after 24 hours.',
      )
    : vscode.l10n.t(
        'At half price, {0}, they go through Message Batches: the answers usually arrive within an hour, at the latest after 24 hours.',
        money(usd * batchShare),
      );
}

function keptText(kept: number): string {
  if (kept === 0) return '';
  return plural(
    kept,
    vscode.l10n.t('{0} answer is kept from before and costs nothing.', number(kept)),
    vscode.l10n.t('{0} answers are kept from before and cost nothing.', number(kept)),
  );
}

/** Names the servers that images on the web are fetched from; empty without such images. */
function fetchText(shown: readonly ShownImage[]): string {
  const hosts = new Set(shown.flatMap(({ image }) => ('url' in image ? [image.url.host] : [])));
  if (hosts.size === 0) return '';
  return vscode.l10n.t('Images on the web are fetched from {0}.', listed([...hosts].slice(0, 5)));
}
