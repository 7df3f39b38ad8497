import type * as vscode from 'vscode';
import type { ReviewRow } from '../../core/docs/review/review.ts';
import type { StatusItem } from '../ui/statusItem.ts';
import type { FindAltSettings } from './write/altSettings.ts';
import type { AltAsking } from './write/askAlt.ts';

/** How a review is answered: at once, or by Message Batches, later and at half the price. */
export type AnswerWay = 'now' | 'batch';

/** The dependencies of the features in documents. */
export interface DocsDependencies extends AltAsking {
  readonly log: vscode.LogOutputChannel;
  readonly status: StatusItem;
  /** Makes a function that finds how alt texts of a document are to be written, for one action. */
  readonly altSettings: () => FindAltSettings;
  /** Whether the server that is set has Message Batches. */
  readonly offersBatches: () => Promise<boolean>;
  /** Opens a review of these rows and asks about each. */
  readonly review: (title: string, rows: readonly ReviewRow[], way: AnswerWay) => Promise<void>;
}
