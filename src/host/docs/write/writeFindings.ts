import * as vscode from 'vscode';
import { batchShare } from '../../../core/api/models/prices.ts';
import type { Finding } from '../../../core/docs/audit/checkAlt.ts';
import { type AuditFinding, isAltFinding } from '../../../core/docs/audit/pageAudit.ts';
import { estimateText } from '../../ask/estimateText.ts';
import { readSettings } from '../../settings.ts';
import { choose, showInformation } from '../../ui/dialogs.ts';
import { withProgress } from '../../ui/progress.ts';
import { listed, money, number, plural } from '../../ui/quantities.ts';
import { reportingErrors } from '../../ui/reportError.ts';
import { imagesText } from '../audit/auditSummary.ts';
import { type ChosenPage, chooseFindings, findingLocations } from '../audit/findingLocations.ts';
import type { AuditedPage } from '../audit/problems.ts';
import type { AnswerWay, DocsDependencies } from '../dependencies.ts';
import { whyNotWritten } from '../offer/referenceActions.ts';
import { nameOf } from '../source/resolveImage.ts';
import type { AltCost } from './altCost.ts';
import { type BatchOffer, textCount, writeBatch } from './batch.ts';
import type { ShownImage } from './shownImages.ts';

/** Writes the alt texts of findings, after they were reviewed. */
export async function writeFindings(
  dependencies: DocsDependencies,
  chosen: readonly ChosenPage[],
): Promise<void> {
  const retry = () => writeFindings(dependencies, chosen);
  const found = await reportingErrors({ log: dependencies.log, retry }, () =>
    withProgress(vscode.l10n.t('Ask Claude: Opening the documents…'), (signal) =>
      findingLocations(chosen, signal),
    ),
  );
  if (!found) return;
  const rules = new Map(
    found.flatMap(({ location, findings }) => {
      const finding = findings.find(isWritable);
      return finding ? [[location, finding.rule] as const] : [];
    }),
  );
  if (rules.size === 0) void showInformation(vscode.l10n.t('There is no alt text to write.'));
  else
    await writeBatch(dependencies, {
      subject: subjectOf(chosen),
      ...{ locations: [...rules.keys()], rules, agrees: agreesToBatch },
    });
}

/** Whether a better text would mend it, and one can be written. */
export function isWritable(finding: AuditFinding): finding is Finding {
  return isAltFinding(finding) && whyNotWritten(finding.reference) === undefined;
}

/** What is written of documents where nothing was chosen: findings that may well be intended are left alone. */
export function writableFindings(pages: readonly AuditedPage[]): readonly ChosenPage[] {
  return chooseFindings(pages, (finding) => finding.severity !== 'hint' && isWritable(finding));
}

function subjectOf(chosen: readonly ChosenPage[]): string {
  const [only, ...others] = chosen;
  return only && others.length === 0 ? nameOf(only.uri.path) : vscode.l10n.t('Images in the Workspace');
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
