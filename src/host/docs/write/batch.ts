import * as vscode from 'vscode';
import type { Estimate } from '../../../core/api/models/prices.ts';
import type { AltAnswer } from '../../../core/docs/altText/altAnswer.ts';
import { FailureError, type FailureKind } from '../../../core/errors.ts';
import { RefusalError } from '../../../core/image/imageTypes.ts';
import { readSettings } from '../../settings.ts';
import { failureView } from '../../ui/failureText.ts';
import { signalOf, withProgress } from '../../ui/progress.ts';
import { count } from '../../ui/quantities.ts';
import type { DocsParts } from '../docsDependencies.ts';
import { inTurns } from '../forEachConcurrent.ts';
import type { Place } from '../source/parsedDocument.ts';
import { withTrouble } from '../withErrorReport.ts';
import { askAlt } from './askAlt.ts';
import { altCost, picturesOf, type Shown } from './batchImages.ts';
import { proposalsOf } from './proposals.ts';
import { refusedText } from './refusedText.ts';
import { review } from './review.ts';
import { writeAccepted } from './writeAccepted.ts';

/** Alt texts to be written together. */
export interface Batch {
  /** What they are of: "rainfall.png", "Images in the Workspace". */
  readonly subject: string;
  readonly places: readonly Place[];
  /** Asked before anything is sent, with what it costs. */
  readonly agrees: (cost: Estimate, shown: readonly Shown[]) => Promise<boolean>;
}

/** Pictures that are asked about at the same time; the places of one picture wait for each other. */
const atOnce = 3;

/**
 * Asks for the alt text of each place and writes them after they were reviewed. When it is cancelled or fails half-way,
 * what was answered by then is reviewed, since it is paid for, and Retry goes on with the rest.
 */
export async function writeBatch(parts: DocsParts, batch: Batch): Promise<void> {
  const answers = new Map<Place, AltAnswer>();
  const rest = () => batch.places.filter((place) => !answers.has(place));
  await withTrouble(
    parts,
    batch.subject,
    () => askAll(parts, batch, answers),
    () => writeBatch(parts, { ...batch, places: rest() }),
  );
  const proposals = batch.places.flatMap((place) => {
    const answer = answers.get(place);
    return answer ? proposalsOf(place, answer) : [];
  });
  if (proposals.length > 0) await writeAccepted(await review(`Alt Text of ${batch.subject}`, proposals));
}

async function askAll(parts: DocsParts, batch: Batch, answers: Map<Place, AltAnswer>): Promise<void> {
  const found = await withProgress('Ask Claude: Looking at the images…', (signal) =>
    picturesOf(batch.places, signal),
  );
  const { shown } = found;
  const cost = altCost(shown, readSettings());
  const agreed = shown.length > 0 && (cost.tokens === 0 || (await batch.agrees(cost, shown)));
  const refused = [...found.refused, ...(agreed ? await answerAll(parts, shown, answers) : [])];
  const [first] = refused;
  if (first !== undefined)
    void vscode.window.showWarningMessage(
      refused.length === 1
        ? first
        : `${first} (${count(refused.length - 1, 'other image')} left out as well.)`,
    );
}

/** Why pictures were left out, one sentence each. */
async function answerAll(
  { questions, wishes }: DocsParts,
  shown: readonly Shown[],
  answers: Map<Place, AltAnswer>,
): Promise<readonly string[]> {
  const all = textsOf(shown);
  const title = `Ask Claude: Writing ${count(all, 'alt text')}`;
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const refused: string[] = [];
  // The whole was agreed to before.
  const agreed = { ...questions, agreed: async () => true };
  await vscode.window.withProgress(options, (progress, token) =>
    inTurns(shown, atOnce, signalOf(token), async ({ picture, places }, signal) => {
      const step = (done: number, answer: AltAnswer) => {
        const place = places[done - 1];
        if (place) answers.set(place, answer);
        progress.report({ message: `${answers.size} of ${all}`, increment: 100 / all });
      };
      const references = places.map(({ reference }) => reference);
      try {
        await askAlt(agreed, { picture, references, captions: true, step, ...wishes() }, signal);
      } catch (error) {
        const why = whyLeftOut(picture.name, error);
        if (why === undefined) throw error;
        refused.push(why);
      }
    }),
  );
  return refused;
}

export function textsOf(shown: readonly Shown[]): number {
  return shown.reduce((sum, { places }) => sum + places.length, 0);
}

/** What is about one picture does not keep the others from their texts; undefined for what is about the server. */
function whyLeftOut(name: string, error: unknown): string | undefined {
  if (error instanceof RefusalError) return refusedText(name, error.refusal);
  const ofPicture = error instanceof FailureError && ofOnePicture.has(error.failure.kind);
  return ofPicture ? `${name}: ${failureView(error.failure).text}` : undefined;
}

const ofOnePicture: ReadonlySet<FailureKind> = new Set<FailureKind>([
  'imageRefused',
  'refusal',
  'outputLimit',
  'emptyAnswer',
]);
