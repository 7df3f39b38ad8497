import * as vscode from 'vscode';
import type { Review } from '../../../core/docs/review/review.ts';
import { pick, showInformation } from '../../ui/dialogs.ts';
import { dayText, number } from '../../ui/quantities.ts';

/** The only one, or the one that the user chooses. */
export async function chooseReview(reviews: readonly Review[]): Promise<Review | undefined> {
  if (reviews.length === 0)
    void showInformation(
      vscode.l10n.t('There is no review yet: audit alt texts first, and choose Write Alt Texts.'),
    );
  if (reviews.length < 2) return reviews[0];
  const items = reviews.map((review) => ({
    label: review.title,
    description: dayText(new Date(review.created).toISOString().slice(0, 10)),
    detail: vscode.l10n.t('{0} images', number(review.rows.length)),
    review,
  }));
  return (await pick(items, { title: vscode.l10n.t('Ask Claude: Review Alt Texts') }))?.review;
}
