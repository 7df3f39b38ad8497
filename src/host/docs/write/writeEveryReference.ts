import * as vscode from 'vscode';
import type { Estimate } from '../../../core/api/models/prices.ts';
import { nameOf } from '../../../core/docs/files/paths.ts';
import { agreesToCost } from '../../ask/confirmCost.ts';
import { readSettings } from '../../settings.ts';
import { withProgress } from '../../ui/progress.ts';
import { count } from '../../ui/quantities.ts';
import type { DocsParts } from '../docsDependencies.ts';
import { whyNotWritten } from '../offer/referenceActions.ts';
import { everyReference } from '../source/findReferences.ts';
import type { Place } from '../source/parsedDocument.ts';
import { writeBatch } from './batch.ts';

/**
 * Offers to write the alt text of every reference to an image, if the documents of the workspace hold any. It does not
 * wait for the answer, since the recipe goes on meanwhile.
 */
export async function offerEverywhere(parts: DocsParts, image: vscode.Uri): Promise<void> {
  const places = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: looking(image) },
    () => writable(image, new AbortController().signal),
  );
  if (places.length === 0) return;
  const every = `Every Reference in the Workspace (${places.length})`;
  const message = `${nameOf(image.path)} is shown by ${count(places.length, 'reference')} in the documents here. Write the alt text of each for its own place?`;
  if ((await vscode.window.showInformationMessage(message, every)) === every)
    await writeAll(parts, image, places);
}

/** Writes the alt text of every reference to an image, each for its own place, after they were reviewed. */
export async function writeEverywhere(parts: DocsParts, image: vscode.Uri): Promise<void> {
  const places = await withProgress(looking(image), (signal) => writable(image, signal)).catch(
    () => undefined,
  );
  if (places?.length === 0)
    void vscode.window.showInformationMessage(`No document of the workspace shows ${nameOf(image.path)}.`);
  else if (places) await writeAll(parts, image, places);
}

async function writeAll(parts: DocsParts, image: vscode.Uri, places: readonly Place[]): Promise<void> {
  const agrees = (cost: Estimate) => agreesToCost(cost, readSettings());
  await writeBatch(parts, { subject: nameOf(image.path), places, agrees });
}

async function writable(image: vscode.Uri, signal: AbortSignal): Promise<readonly Place[]> {
  const places = await everyReference(image, signal);
  return places.filter(({ reference }) => whyNotWritten(reference) === undefined);
}

function looking(image: vscode.Uri): string {
  return `Ask Claude: Looking for references to ${nameOf(image.path)}`;
}
