import * as vscode from 'vscode';
import { acceptedRows, type ReviewRow, unansweredRows } from '../../../core/docs/review/review.ts';
import type { ReviewRowView, ReviewSummary } from '../../../reviewProtocol.ts';
import { retryText } from '../../ui/failureText.ts';
import { money, number } from '../../ui/quantities.ts';
import { batchText } from './batchWords.ts';
import { documentName, rowPlace } from './reviewRows.ts';
import type { ReviewSession } from './reviewSession.ts';

/** A row in words; `held` are the ids of those that a batch is to answer. */
export function rowView(row: ReviewRow, webview: vscode.Webview, held: ReadonlySet<string>): ReviewRowView {
  const document = documentName(row);
  const thumbnail = thumbnailOf(row, webview);
  const { answer } = row;
  return {
    id: row.id,
    place: rowPlace(row),
    ...{ document, image: row.image.name, headings: row.headings.join(' › ') },
    ...row.context,
    ...{ current: row.current.text, status: row.status, text: row.decorative ? '' : row.text },
    ...{ decorative: row.decorative, decision: row.decision },
    ...(held.has(row.id) && { inBatch: true }),
    ...(thumbnail !== undefined && { thumbnail }),
    ...(row.caption !== undefined && { caption: row.caption }),
    ...(row.rule !== undefined && { rule: row.rule }),
    ...(row.problem !== undefined && { problem: row.problem }),
    ...(answer && { confidence: answer.confidence }),
    ...(answer?.reason !== undefined && { reason: answer.reason }),
    ...(answer?.longDescription !== undefined && {
      longDescription: answer.longDescription,
      describes: row.describes ?? false,
    }),
  };
}

/** What stands above and below the rows. */
export function summaryOf(session: ReviewSession, maxLength: number): ReviewSummary {
  const { review, isRunning: running, isPausing: pausing, wait, notice } = session;
  const { rows } = review;
  const batch = batchText(review);
  const answered = rows.filter(({ status }) => status === 'answered' || status === 'written').length;
  return {
    title: review.title,
    ...{ running, pausing, maxLength },
    progress: vscode.l10n.t('{0} of {1} answered', number(answered), number(rows.length)),
    accepted: acceptedRows(review).length,
    waiting: unansweredRows(review).length,
    ...(batch !== undefined && { batch }),
    ...(review.spent > 0 && { spent: vscode.l10n.t('{0} so far', money(review.spent)) }),
    ...(wait && { wait: retryText(wait, Date.now()) }),
    ...(notice && { notice: notice.text, actions: notice.actions ?? [] }),
  };
}

function thumbnailOf({ image }: ReviewRow, webview: vscode.Webview): string | undefined {
  return image.uri === undefined || !/\.(?:png|jpe?g|gif|webp|svg|avif|bmp)$/i.test(image.uri)
    ? undefined
    : webview.asWebviewUri(vscode.Uri.parse(image.uri)).toString();
}
