import type * as vscode from 'vscode';
import type { AltSettings } from '../../core/docs/altText/altInstruction.ts';
import type { ReviewRow } from '../../core/docs/review/review.ts';
import type { AltAsking } from './write/askAlt.ts';

/** The dependencies of the features in documents. */
export interface DocsDependencies extends AltAsking {
  readonly log: vscode.LogOutputChannel;
  /** How alt texts of a document are to be written now. */
  readonly altSettings: (document: vscode.Uri) => Promise<AltSettings>;
  /** Opens a review of these rows and asks about each. */
  readonly review: (title: string, rows: readonly ReviewRow[]) => Promise<void>;
}
