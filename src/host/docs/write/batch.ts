import * as vscode from 'vscode';
import type { Estimate } from '../../../core/api/models/prices.ts';
import type { AltAnswer } from '../../../core/docs/altText/altAnswer.ts';
import { FailureError, type FailureKind } from '../../../core/errors.ts';
import { RefusalError } from '../../../core/image/imageTypes.ts';
import { readSettings } from '../../settings.ts';
import { showWarning } from '../../ui/dialogs.ts';
import { failureView } from '../../ui/failureText.ts';
import { type Report, withProgress } from '../../ui/progress.ts';
import { number, plural } from '../../ui/quantities.ts';
import { documentRefusalText } from '../../ui/refusalText.ts';
import { reportingErrors } from '../../ui/reportError.ts';
import type { DocsDependencies } from '../dependencies.ts';
import { forEachConcurrent } from '../forEachConcurrent.ts';
import type { ImageLocation } from '../source/parsedDocument.ts';
import { altCost } from './altCost.ts';
import { askAlt } from './askAlt.ts';
import { proposalsOf } from './proposals.ts';
import { reportRetries } from './retries.ts';
import { review } from './review.ts';
import { type ShownImage, shownImages } from './shownImages.ts';
import { writeAccepted } from './writeAccepted.ts';

/** Alt texts to be written together. */
export interface Batch {
  /** Their subject: "rainfall.png", "Images in the Workspace". */
  readonly subject: string;
  readonly locations: readonly ImageLocation[];
  /** Asked before anything is sent, with what it costs. */
  readonly agrees: (cost: Estimate, shown: readonly ShownImage[]) => Promise<boolean>;
}

/** Images that are asked about at the same time; the locations of one image wait for each other. */
const concurrency = 3;

type Answers = Map<ImageLocation, AltAnswer>;

/**
 * Asks for the alt text of each location and writes the texts after they were reviewed. When it is cancelled or fails
 * half-way, the answers that are paid for are reviewed, and Retry goes on with the rest.
 */
export async function writeBatch(dependencies: DocsDependencies, batch: Batch): Promise<void> {
  const answers: Answers = new Map();
  const rest = () => batch.locations.filter((location) => !answers.has(location));
  const { subject } = batch;
  const retry = () => writeBatch(dependencies, { ...batch, locations: rest() });
  await reportingErrors({ log: dependencies.log, subject, retry }, () =>
    askAll(dependencies, batch, answers),
  );
  const proposals = batch.locations.flatMap((location) => {
    const answer = answers.get(location);
    return answer ? proposalsOf(location, answer) : [];
  });
  if (proposals.length > 0)
    await writeAccepted(await review(vscode.l10n.t('Alt Text of {0}', subject), proposals));
}

async function askAll(dependencies: DocsDependencies, batch: Batch, answers: Answers): Promise<void> {
  const found = await withProgress(vscode.l10n.t('Ask Claude: Looking at the images…'), (signal) =>
    shownImages(batch.locations, signal),
  );
  const { shown } = found;
  const cost = altCost(shown, readSettings());
  const agreed = shown.length > 0 && (cost.tokens === 0 || (await batch.agrees(cost, shown)));
  const refused = [...found.refused, ...(agreed ? await answerAll(dependencies, shown, answers) : [])];
  const [first] = refused;
  if (first === undefined) return;
  void showWarning(leftOutText(first, refused.length - 1));
}

/** Why images were left out, a sentence each. */
async function answerAll(
  dependencies: DocsDependencies,
  shown: readonly ShownImage[],
  answers: Answers,
): Promise<readonly string[]> {
  const refused: string[] = [];
  const all = textCount(shown);
  await withProgress(writingText(all), (signal, report) =>
    forEachConcurrent(shown, concurrency, signal, async (one, until) => {
      try {
        await answerImage(dependencies, one, answers, progressOf(answers, all, report), until);
      } catch (error) {
        const why = whyLeftOut(one.image.name, error);
        if (why === undefined) throw error;
        refused.push(why);
      }
    }),
  );
  return refused;
}

async function answerImage(
  { questions, altSettings }: DocsDependencies,
  { image, locations }: ShownImage,
  answers: Answers,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  const step = (done: number, answer: AltAnswer) => {
    const location = locations[done - 1];
    if (location) answers.set(location, answer);
    report('', 1);
  };
  const references = locations.map(({ reference }) => reference);
  const emit = reportRetries(report);
  await askAlt(questions, { image, references, captions: true, step, emit, ...altSettings() }, signal);
}

/** Reports in texts, shown as "3 of 20" and a share of the whole. */
function progressOf(answers: Answers, all: number, report: Report): Report {
  return (message, texts) =>
    report(
      message || vscode.l10n.t('{0} of {1}', number(answers.size), number(all)),
      texts === undefined ? undefined : (100 * texts) / all,
    );
}

function leftOutText(first: string, others: number): string {
  if (others === 0) return first;
  return plural(
    others,
    vscode.l10n.t('{0} ({1} other image left out as well.)', first, number(others)),
    vscode.l10n.t('{0} ({1} other images left out as well.)', first, number(others)),
  );
}

function writingText(texts: number): string {
  return plural(
    texts,
    vscode.l10n.t('Ask Claude: Writing {0} alt text', number(texts)),
    vscode.l10n.t('Ask Claude: Writing {0} alt texts', number(texts)),
  );
}

export function textCount(shown: readonly ShownImage[]): number {
  return shown.reduce((sum, { locations }) => sum + locations.length, 0);
}

/** A fault of one image does not keep the others from their answers; undefined for a fault of the server. */
export function whyLeftOut(name: string, error: unknown): string | undefined {
  if (error instanceof RefusalError) return documentRefusalText(name, error.refusal);
  const ofImage = error instanceof FailureError && imageFailures.has(error.failure.kind);
  return ofImage ? vscode.l10n.t('{0}: {1}', name, failureView(error.failure).text) : undefined;
}

const imageFailures: ReadonlySet<FailureKind> = new Set<FailureKind>([
  'imageRefused',
  'noImageLeft',
  'refusal',
  'outputLimit',
  'emptyAnswer',
]);
