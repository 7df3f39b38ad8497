import * as vscode from 'vscode';
import type { Review } from '../../../core/docs/review/review.ts';
import { number } from '../../ui/quantities.ts';
import type { OngoingWork, StatusItem } from '../../ui/statusItem.ts';

/** Says in the status bar how far a review is while its texts are written; a click there leads to it. */
export function createReviewStatus(status: StatusItem): (review: Review, isRunning: boolean) => void {
  let work: OngoingWork | undefined;
  return ({ id, rows }, isRunning) => {
    if (!isRunning) {
      work?.end();
      work = undefined;
      return;
    }
    work ??= status.begin({ command: 'askClaude.review', arguments: [id] });
    const left = rows.filter((row) => row.status === 'waiting' || row.status === 'asking').length;
    const done = number(rows.length - left);
    work.say(vscode.l10n.t('Writing alt texts: {0} of {1}', done, number(rows.length)));
  };
}
