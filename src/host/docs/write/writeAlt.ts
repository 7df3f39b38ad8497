import * as vscode from 'vscode';
import type { AltAnswer } from '../../../core/docs/altText/altAnswer.ts';
import type { DocsParts } from '../docsDependencies.ts';
import { whyNotWritten } from '../offer/referenceActions.ts';
import { altChange, write } from '../source/applyEdit.ts';
import { takesBlocks } from '../source/blockInsertion.ts';
import { locate, nameOf } from '../source/locateImage.ts';
import type { Place } from '../source/parsedDocument.ts';
import { withTrouble } from '../withErrorReport.ts';
import { askAlt } from './askAlt.ts';
import { insertBelow } from './extractBelow.ts';
import { offerCopy } from './offerCopy.ts';
import { whileBusy } from './whileBusy.ts';

/** Asks for the alt text of one reference and writes it there, as one step of undo. */
export async function writeAltText(parts: DocsParts, place: Place): Promise<void> {
  const why = whyNotWritten(place.reference);
  if (why !== undefined) {
    void vscode.window.showInformationMessage(why);
    return;
  }
  const answers = await withTrouble(
    parts,
    nameOf(place.reference.source.text),
    () =>
      whileBusy(place, 'Writing alt text', async (signal) => {
        const picture = await locate(place, signal);
        const task = { picture, references: [place.reference], captions: false, ...parts.wishes() };
        return askAlt(parts.questions, task, signal);
      }),
    () => writeAltText(parts, place),
  );
  const [answer] = answers ?? [];
  if (answer) await settle(place, answer);
}

async function settle(place: Place, answer: AltAnswer): Promise<void> {
  if (answer.decorative && place.reference.alt.state !== 'absent') return tellDecorative(place, answer);
  const written = await writeOrOffer(place, answer.decorative ? '' : answer.alt);
  if (!written) return;
  if (answer.decorative) void vscode.window.showInformationMessage(decorativeText(answer));
  else if (answer.longDescription) void offerLongDescription(written, answer.longDescription);
  else if (answer.confidence === 'low')
    void vscode.window.showInformationMessage(
      'Claude is not sure of this alt text: read it before you keep it.',
    );
}

/** Writes an alt text; where its place is gone, nothing is changed and the text can be copied. */
export async function writeOrOffer(place: Place, alt: string): Promise<Place | undefined> {
  const written = await write(place, altChange(alt));
  if (!written) void offerCopy('The image reference has changed meanwhile, so nothing was written.', alt);
  return written;
}

function decorativeText({ reason = '' }: AltAnswer): string {
  return `Claude takes this image for decoration, so its alt text is empty. ${reason}`.trim();
}

async function tellDecorative(place: Place, answer: AltAnswer): Promise<void> {
  if (place.reference.alt.state === 'empty') {
    void vscode.window.showInformationMessage(decorativeText(answer));
    return;
  }
  // Words that somebody wrote are not thrown away without being asked.
  const mark = 'Mark as Decorative';
  const message = `Claude takes this image for decoration. ${answer.reason ?? ''} Its alt text was left as it is.`;
  void vscode.window
    .showInformationMessage(message, mark)
    .then((chosen) => (chosen === mark ? writeOrOffer(place, '') : undefined));
}

async function offerLongDescription(place: Place, description: string): Promise<void> {
  if (!takesBlocks(place.reading.syntax)) return;
  const insert = 'Insert Long Description';
  const message = 'This image says more than an alt text can hold.';
  if ((await vscode.window.showInformationMessage(message, insert)) === insert)
    await insertBelow(place, description);
}
