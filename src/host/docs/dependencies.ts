import type * as vscode from 'vscode';
import type { ReviewRow } from '../../core/docs/review/review.ts';
import type { FindAltSettings } from './write/altSettings.ts';
import type { AltAsking } from './write/askAlt.ts';

/** The dependencies of the features in documents. */
export interface DocsDependencies extends AltAsking {
  readonly log: vscode.LogOutputChannel;
  /** Makes a function that finds how alt texts of a document are to be written, for one action. */
  readonly altSettings: () => FindAltSettings;
  /** Opens a review of these rows and asks about each. */
  readonly review: (title: string, rows: readonly ReviewRow[]) => Promise<void>;
}
