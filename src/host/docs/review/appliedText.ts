import * as vscode from 'vscode';
import type { ReviewRow } from '../../../core/docs/review/review.ts';
import { listed, money, number, plural } from '../../ui/quantities.ts';
import { rowPlace } from './reviewRows.ts';

/** Rows that are named; the others are counted. */
const mostNamed = 3;

export interface AppliedRows {
  /** How many texts stand in their documents now. */
  readonly written: number;
  /** Rows of which something was left out. */
  readonly left: readonly ReviewRow[];
  /** One undo takes all back. */
  readonly together: boolean;
  /** USD. */
  readonly spent: number;
}

/** What an Apply has done: how many texts were written, which were not, and what the answers of the review have cost. */
export function appliedText({ written, left, together, spent }: AppliedRows): string {
  const done = plural(
    written,
    vscode.l10n.t('{0} text was written.', number(written)),
    vscode.l10n.t('{0} texts were written.', number(written)),
  );
  const paid = spent > 0 ? [vscode.l10n.t('The answers of this review cost {0}.', money(spent))] : [];
  const undo =
    together && written > 1
      ? [
          vscode.l10n.t(
            'Undo takes it back in one of the documents, and in all of them where the editor can.',
          ),
        ]
      : [];
  return [done, ...paid, ...leftText(left), ...undo].join(' ');
}

function leftText(left: readonly ReviewRow[]): readonly string[] {
  if (left.length === 0) return [];
  const names = left.slice(0, mostNamed).map((row) => `${row.image.name} (${rowPlace(row)})`);
  const more = left.length - names.length;
  const others = plural(
    more,
    vscode.l10n.t('{0} other', number(more)),
    vscode.l10n.t('{0} others', number(more)),
  );
  return [
    vscode.l10n.t(
      'Not written, for the reason in its row: {0}.',
      listed(more > 0 ? [...names, others] : names),
    ),
  ];
}
