import * as vscode from 'vscode';
import type { AltAnswer } from '../../core/docs/answer.ts';
import { signalOf, withProgress } from '../progress.ts';
import { count } from '../quantities.ts';
import { askAlt } from './askAlt.ts';
import { everyReference } from './everyReference.ts';
import { locate } from './locate.ts';
import { whyNotWritten } from './offers.ts';
import type { DocsParts } from './parts.ts';
import type { Place } from './reading.ts';
import { type Proposal, review } from './review.ts';
import { withTrouble } from './trouble.ts';
import { altChange, fulfil } from './writing.ts';

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
  const message = `${nameOf(image)} is shown by ${count(places.length, 'reference')} in the documents here. Write the alt text of each for its own place?`;
  if ((await vscode.window.showInformationMessage(message, every)) === every)
    await writeAll(parts, image, places);
}

/** Writes the alt text of every reference to an image, each for its own place, after they were reviewed. */
export async function writeEverywhere(parts: DocsParts, image: vscode.Uri): Promise<void> {
  const places = await withProgress(looking(image), (signal) => writable(image, signal)).catch(
    () => undefined,
  );
  if (places?.length === 0)
    void vscode.window.showInformationMessage(`No document of the workspace shows ${nameOf(image)}.`);
  else if (places) await writeAll(parts, image, places);
}

async function writeAll(parts: DocsParts, image: vscode.Uri, places: readonly Place[]): Promise<void> {
  const [first] = places;
  if (!first) return;
  const answers = await withTrouble(
    parts,
    nameOf(image),
    () => askAll(parts, first, places),
    () => writeEverywhere(parts, image),
  );
  if (!answers) return;
  const proposals = places.flatMap((place, index): Proposal[] => {
    const answer = answers[index];
    return answer ? [{ place, alt: answer.decorative ? '' : answer.alt }] : [];
  });
  await writeAccepted(await review(image, proposals));
}

async function askAll(
  { questions, wishes }: DocsParts,
  first: Place,
  places: readonly Place[],
): Promise<readonly AltAnswer[] | undefined> {
  const title = `Ask Claude: Writing ${count(places.length, 'alt text')}`;
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const references = places.map(({ reference }) => reference);
  return vscode.window.withProgress(options, async (progress, token) => {
    const signal = signalOf(token);
    const step = (done: number) =>
      progress.report({ message: `${done} of ${places.length}`, increment: 100 / places.length });
    const picture = await locate(first, signal);
    return askAlt(questions, { picture, references, captions: true, step, ...wishes() }, signal);
  });
}

/** One step of undo for each document: what one page says does not hang on another. */
async function writeAccepted(accepted: readonly Proposal[]): Promise<void> {
  let written = 0;
  for (const reading of new Set(accepted.map(({ place }) => place.reading))) {
    const wishes = accepted
      .filter(({ place }) => place.reading === reading)
      .map(({ place, alt }) => ({ reference: place.reference, change: altChange(alt) }));
    written += (await fulfil(reading, wishes)).size;
  }
  const stale = accepted.length - written;
  if (stale > 0)
    void vscode.window.showWarningMessage(
      `${count(stale, 'reference has', 'references have')} changed meanwhile and kept the old alt text.`,
    );
}

async function writable(image: vscode.Uri, signal: AbortSignal): Promise<readonly Place[]> {
  const places = await everyReference(image, signal);
  return places.filter(({ reference }) => whyNotWritten(reference) === undefined);
}

function looking(image: vscode.Uri): string {
  return `Ask Claude: Looking for references to ${nameOf(image)}`;
}

function nameOf(image: vscode.Uri): string {
  return image.path.slice(image.path.lastIndexOf('/') + 1);
}
