import * as vscode from 'vscode';
import type { BatchWords } from '../../../core/docs/batch/batchEngine.ts';
import type { Review } from '../../../core/docs/review/review.ts';
import { openBatches } from '../../../core/docs/review/reviewBatch.ts';
import type { Failure } from '../../../core/errors.ts';
import { failureView } from '../../ui/failureText.ts';
import { number } from '../../ui/quantities.ts';
import { whyLeftOut } from '../write/leftOut.ts';

/** Why a row has no answer from its batch. */
export const batchWords: BatchWords = {
  failed: failedText,
  leftOut: whyLeftOut,
  expired: (image) =>
    vscode.l10n.t(
      '{0}: two batches did not get to it within their 24 hours. Ask again to have it now.',
      image,
    ),
  unanswered: (image) =>
    vscode.l10n.t('{0}: the batch holds no answer that can be read. Ask again to have one.', image),
};

/** "Batch: 1,200 of 2,500 done", while one is under way. */
export function batchText({ batches = [] }: Review): string | undefined {
  const open = openBatches(batches);
  if (open.length === 0) return undefined;
  if (open.every(({ canceled }) => canceled)) return vscode.l10n.t('Canceling the batch…');
  // What is asked once more was counted the first time.
  const again = open.every((batch) => batch.again);
  const counted = batches.filter((batch) => batch.again === again);
  const total = counted.reduce((sum, one) => sum + one.total, 0);
  const done = counted.reduce((sum, one) => sum + one.done, 0);
  return vscode.l10n.t('Batch: {0} of {1} done', number(done), number(total));
}

/** Shown once the batches exist. */
export function sentText(): string {
  return vscode.l10n.t(
    'The images are sent. The answers usually arrive within an hour, at the latest after 24 hours; meanwhile you can close this tab, or the editor.',
  );
}

/** Shown once no batch is under way any more. */
export function doneText({ batches = [] }: Review): string {
  return batches.some(({ canceled }) => canceled)
    ? vscode.l10n.t('The batch is canceled; what it had answered is kept.')
    : vscode.l10n.t('The batch is done.');
}

/** For a review that is not in view. */
export function finishedText({ title, rows }: Review): string {
  const answered = rows.filter(({ status }) => status === 'answered' || status === 'written').length;
  return vscode.l10n.t(
    'The batch is done: {0}, {1} of {2} answered.',
    title,
    number(answered),
    number(rows.length),
  );
}

function failedText(image: string, failure: Failure): string {
  const { text } = failureView(failure);
  return failure.kind === 'badRequest' && failure.detail !== ''
    ? vscode.l10n.t('{0}: {1} ({2})', image, text, failure.detail)
    : vscode.l10n.t('{0}: {1}', image, text);
}
