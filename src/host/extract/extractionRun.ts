import * as vscode from 'vscode';
import type { AskEvent } from '../../core/ask/question.ts';
import { Faults } from '../../core/docs/altText/answerFault.ts';
import { PacedRun } from '../../core/docs/review/pacedRun.ts';
import { outputsOf } from '../../core/extract/outputs.ts';
import type { ExtractionKind } from '../../core/recipes.ts';
import { rowFault } from '../docs/review/rowFault.ts';
import type { DocumentImage } from '../docs/source/documentImage.ts';
import { retryText } from '../ui/failureText.ts';
import type { Report } from '../ui/progress.ts';
import type { ExtractedImage } from './writeExtracted.ts';

export type FileImage = DocumentImage & { readonly uri: vscode.Uri };

export interface ExtractionRunOptions {
  readonly images: readonly FileImage[];
  readonly kind: ExtractionKind;
  readonly ask: (image: FileImage, emit: (event: AskEvent) => void, signal: AbortSignal) => Promise<string>;
  readonly report: Report;
  readonly extracted: (result: ExtractedImage) => Promise<void>;
  /** The fault of one image, in a sentence; the others go on. */
  readonly failed: (image: FileImage, problem: string) => void;
}

/** Images that are asked about at the same time. */
const concurrency = 3;

/**
 * Asks about each image. What is wrong with one of them keeps no other from its answer; where the server asks to wait,
 * the run waits.
 *
 * @throws FailureError for a fault of the server, which the others would have as well; the reason of `signal`.
 */
export async function runExtraction(options: ExtractionRunOptions, signal: AbortSignal): Promise<void> {
  const { images, report } = options;
  let done = 0;
  const faults = new Faults();
  const sayProgress = () => {
    const { wait } = run;
    report(wait ? retryText(wait, Date.now()) : vscode.l10n.t('{0} of {1}', done, images.length));
  };
  const run = new PacedRun({
    ...{ items: images, atOnce: concurrency, changed: sayProgress },
    run: async (image, until) => {
      sayProgress();
      try {
        await options.extracted(await extract(image, options, until));
        done += 1;
        faults.answered();
      } catch (error) {
        until.throwIfAborted();
        const found = rowFault(image.name, error);
        // One that others would have as well.
        if (!found || faults.ends(found.fault)) throw error;
        options.failed(image, found.problem);
      }
    },
  });
  signal.throwIfAborted();
  signal.addEventListener('abort', () => run.pause(true), { once: true });
  await run.finish();
  signal.throwIfAborted();
}

async function extract(
  image: FileImage,
  { ask, kind, report }: ExtractionRunOptions,
  signal: AbortSignal,
): Promise<ExtractedImage> {
  let source: string | undefined;
  const findings: ExtractedImage['findings'][number][] = [];
  const emit = (event: AskEvent) => {
    if (event.type === 'retrying') report(retryText(event, Date.now()));
    if (event.type === 'rewritten') ({ source } = event);
    if (event.type === 'found') findings.push(event.finding);
  };
  const answer = await ask(image, emit, signal);
  const outputs = await outputsOf(kind, { answer, ...(source !== undefined && { source }) });
  return { image: image.uri, outputs, findings };
}
