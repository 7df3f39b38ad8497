import * as vscode from 'vscode';
import type { AltAnswer } from '../../../core/docs/altText/altAnswer.ts';
import { takesBlocks } from '../../../core/docs/block/blockIn.ts';
import { readSettings } from '../../settings.ts';
import { showInformation } from '../../ui/dialogs.ts';
import type { Report } from '../../ui/progress.ts';
import { reportingErrors } from '../../ui/reportError.ts';
import type { DocsDependencies } from '../dependencies.ts';
import { whyNotWritten } from '../offer/referenceActions.ts';
import { altReplacement, applyEdit } from '../source/applyEdit.ts';
import type { ImageLocation } from '../source/parsedDocument.ts';
import { nameOf, resolveImage } from '../source/resolveImage.ts';
import { altCost } from './altCost.ts';
import { askAlt } from './askAlt.ts';
import { insertBelow } from './extractBelow.ts';
import { offerCopy } from './offerCopy.ts';
import { reportRetries } from './retries.ts';
import { lookAt } from './shownImages.ts';
import { whileBusy } from './whileBusy.ts';

/** Asks for the alt text of one reference and writes it there, as one step of undo. */
export async function writeAltText(dependencies: DocsDependencies, location: ImageLocation): Promise<void> {
  const why = whyNotWritten(location.reference);
  if (why !== undefined) {
    void showInformation(why);
    return;
  }
  const subject = nameOf(location.reference.source.text);
  const retry = () => writeAltText(dependencies, location);
  const answer = await reportingErrors({ log: dependencies.log, subject, retry }, () =>
    whileBusy(location, vscode.l10n.t('Writing alt text'), (signal, report) =>
      answerAt(dependencies, location, report, signal),
    ),
  );
  if (answer) await settle(location, answer);
}

/** Undefined when the user does not want to pay for it. */
async function answerAt(
  dependencies: DocsDependencies,
  location: ImageLocation,
  report: Report,
  signal: AbortSignal,
): Promise<AltAnswer | undefined> {
  const { questions } = dependencies;
  const settingsOf = dependencies.altSettings();
  const { parsed, reference } = location;
  const image = await resolveImage(location, signal);
  const shown = { ...(await lookAt(image, signal)), locations: [location] };
  const cost = await altCost(
    [shown],
    readSettings(),
    { ...dependencies, settingsOf, captions: false },
    signal,
  );
  if (cost.asked > 0 && !(await questions.agreesToCost(cost))) return undefined;
  if ('url' in image) report(vscode.l10n.t('The image is fetched from {0}.', image.url.host));
  const emit = reportRetries(report);
  const places = [{ reference, settings: await settingsOf(parsed.document.uri) }];
  const [answer] = await askAlt(dependencies, { image, places, captions: false, emit }, signal);
  return answer;
}

async function settle(location: ImageLocation, answer: AltAnswer): Promise<void> {
  if (answer.decorative && location.reference.alt.state !== 'absent') return tellDecorative(location, answer);
  const written = await writeOrOffer(location, answer.decorative ? '' : answer.alt);
  if (!written) return;
  if (answer.decorative) void showInformation(decorativeText(answer));
  else if (answer.longDescription) void offerLongDescription(written, answer.longDescription);
  else if (answer.confidence === 'low')
    void showInformation(vscode.l10n.t('Claude is not sure of this alt text. Read it before you keep it.'));
}

/** Writes an alt text; where its reference is gone, nothing is changed and the text can be copied. */
export async function writeOrOffer(location: ImageLocation, alt: string): Promise<ImageLocation | undefined> {
  const written = await applyEdit(location, altReplacement(alt));
  if (!written && alt === '')
    void showInformation(vscode.l10n.t('This image cannot be marked as decorative where it stands.'));
  else if (!written)
    void offerCopy(
      vscode.l10n.t('The image reference has changed in the meantime, so nothing was written.'),
      alt,
    );
  return written;
}

function decorativeText({ reason = '' }: AltAnswer): string {
  return vscode.l10n
    .t('Claude considers this image decorative, so its alt text is empty. {0}', reason)
    .trim();
}

async function tellDecorative(location: ImageLocation, answer: AltAnswer): Promise<void> {
  if (location.reference.alt.state === 'empty') {
    if (await writeOrOffer(location, '')) void showInformation(decorativeText(answer));
    return;
  }
  // Words that somebody wrote are not deleted without asking.
  const mark = vscode.l10n.t('Mark as Decorative');
  const message = vscode.l10n.t(
    'Claude considers this image decorative. {0} Its alt text was left as it is.',
    answer.reason ?? '',
  );
  void showInformation(message, mark).then((chosen) =>
    chosen === mark ? writeOrOffer(location, '') : undefined,
  );
}

async function offerLongDescription(location: ImageLocation, description: string): Promise<void> {
  if (!takesBlocks(location.parsed.syntax)) return;
  const insert = vscode.l10n.t('Insert Long Description');
  const message = vscode.l10n.t('This image needs more than alt text. Add a long description?');
  if ((await showInformation(message, insert)) === insert) await insertBelow(location, description);
}
