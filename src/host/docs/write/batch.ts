import * as vscode from 'vscode';
import type { Finding } from '../../../core/docs/audit/checkAlt.ts';
import { readSettings } from '../../settings.ts';
import { showWarning } from '../../ui/dialogs.ts';
import { withProgress } from '../../ui/progress.ts';
import { number, plural } from '../../ui/quantities.ts';
import { reportingErrors } from '../../ui/reportError.ts';
import type { AnswerWay, DocsDependencies } from '../dependencies.ts';
import { rowOf } from '../review/reviewRows.ts';
import type { ImageLocation } from '../source/parsedDocument.ts';
import { type AltCost, altCost } from './altCost.ts';
import { type ShownImage, shownImages } from './shownImages.ts';

/** Alt texts to be written together. */
export interface Batch {
  /** Their subject: "rainfall.png", "Images in the Workspace". */
  readonly subject: string;
  readonly locations: readonly ImageLocation[];
  /** The rules that found fault with the references, where an audit did. */
  readonly rules?: ReadonlyMap<ImageLocation, Finding['rule']>;
  /** Asked before anything is sent, with what it costs; undefined when nothing is to be sent. */
  readonly agrees: (offer: BatchOffer) => Promise<AnswerWay | undefined>;
}

/** What the user is asked about. */
export interface BatchOffer {
  readonly cost: AltCost;
  readonly shown: readonly ShownImage[];
  /** The server can answer later at half the price. */
  readonly offersBatches: boolean;
}

/** Asks for the alt text of each location, and opens a review in which the answers arrive. */
export async function writeBatch(dependencies: DocsDependencies, batch: Batch): Promise<void> {
  const { subject, locations, rules } = batch;
  const retry = () => writeBatch(dependencies, batch);
  const agreed = await reportingErrors({ log: dependencies.log, subject, retry }, () =>
    agreedImages(dependencies, batch),
  );
  if (!agreed || agreed.shown.length === 0) return;
  const { shown, way } = agreed;
  const uris = new Map(
    shown.flatMap(({ image, locations: own }) => {
      const uri = 'uri' in image ? image.uri?.toString() : undefined;
      return own.map((location) => [location, uri] as const);
    }),
  );
  const rows = locations
    .filter((location) => uris.has(location))
    .map((location) => {
      const [rule, uri] = [rules?.get(location), uris.get(location)];
      return rowOf({ ...location, ...(rule && { rule }), ...(uri !== undefined && { uri }) });
    });
  await dependencies.review(vscode.l10n.t('Alt Text of {0}', subject), rows, way);
}

/** The images that can be sent; undefined when the user does not want to pay for them. */
async function agreedImages(
  dependencies: DocsDependencies,
  { locations, agrees }: Batch,
): Promise<{ readonly shown: readonly ShownImage[]; readonly way: AnswerWay } | undefined> {
  const { shown, refused, ...offer } = await withProgress(
    vscode.l10n.t('Ask Claude: Looking at the images…'),
    async (signal) => {
      const images = await shownImages(locations, signal);
      const options = { ...dependencies, settingsOf: dependencies.altSettings(), captions: true };
      const [cost, offersBatches] = await Promise.all([
        altCost(images.shown, readSettings(), options, signal),
        dependencies.offersBatches(),
      ]);
      return { ...images, cost, offersBatches };
    },
  );
  const [first] = refused;
  if (first !== undefined) void showWarning(leftOutText(first, refused.length - 1));
  const way = offer.cost.asked === 0 ? 'now' : await agrees({ ...offer, shown });
  return way && { shown, way };
}

function leftOutText(first: string, others: number): string {
  if (others === 0) return first;
  return plural(
    others,
    vscode.l10n.t('{0} ({1} other image left out as well.)', first, number(others)),
    vscode.l10n.t('{0} ({1} other images left out as well.)', first, number(others)),
  );
}

export function textCount(shown: readonly ShownImage[]): number {
  return shown.reduce((sum, { locations }) => sum + locations.length, 0);
}
