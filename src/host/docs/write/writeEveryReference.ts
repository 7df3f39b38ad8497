import * as vscode from 'vscode';
import { nameOf } from '../../../core/docs/files/paths.ts';
import { agreesToCost } from '../../ask/confirmCost.ts';
import { readSettings } from '../../settings.ts';
import { showInformation } from '../../ui/dialogs.ts';
import { withProgress, withStatus } from '../../ui/progress.ts';
import { number, plural } from '../../ui/quantities.ts';
import type { DocsDependencies } from '../dependencies.ts';
import { whyNotWritten } from '../offer/referenceActions.ts';
import { findReferences } from '../source/findReferences.ts';
import type { ImageLocation } from '../source/parsedDocument.ts';
import { type Batch, writeBatch } from './batch.ts';

/**
 * Offers to write the alt text of every reference to an image, if the documents of the workspace hold any. The recipe
 * that was chosen goes on meanwhile.
 */
export async function offerEveryReference(dependencies: DocsDependencies, image: vscode.Uri): Promise<void> {
  const locations = await withStatus(searchTitle(image), (signal) => writableLocations(image, signal));
  if (locations.length === 0) return;
  const many = number(locations.length);
  const every = vscode.l10n.t('Every Reference in the Workspace ({0})', many);
  const message = plural(
    locations.length,
    vscode.l10n.t(
      '{1} reference in the workspace shows {0}. Write the alt text for it?',
      nameOf(image.path),
      many,
    ),
    vscode.l10n.t(
      '{1} references in the workspace show {0}. Write the alt text for each?',
      nameOf(image.path),
      many,
    ),
  );
  if ((await showInformation(message, every)) === every) await writeAll(dependencies, image, locations);
}

/** Writes the alt text of every reference to an image, each for its own place, after they were reviewed. */
export async function writeEveryReference(dependencies: DocsDependencies, image: vscode.Uri): Promise<void> {
  const locations = await withProgress(searchTitle(image), (signal) => writableLocations(image, signal));
  if (locations.length > 0) await writeAll(dependencies, image, locations);
  else void showInformation(vscode.l10n.t('No document of the workspace shows {0}.', nameOf(image.path)));
}

async function writeAll(
  dependencies: DocsDependencies,
  image: vscode.Uri,
  locations: readonly ImageLocation[],
): Promise<void> {
  const agrees: Batch['agrees'] = async ({ cost }) =>
    (await agreesToCost(cost, readSettings())) ? 'now' : undefined;
  await writeBatch(dependencies, { subject: nameOf(image.path), locations, agrees });
}

async function writableLocations(image: vscode.Uri, signal: AbortSignal): Promise<readonly ImageLocation[]> {
  const locations = await findReferences(image, signal);
  return locations.filter(({ reference }) => whyNotWritten(reference) === undefined);
}

function searchTitle(image: vscode.Uri): string {
  return vscode.l10n.t('Ask Claude: Looking for references to {0}', nameOf(image.path));
}
