import type * as vscode from 'vscode';
import type { AltSettings } from '../../core/docs/altText/altInstruction.ts';
import type { ReviewRow } from '../../core/docs/review/review.ts';
import type { ImageQuestions } from './write/imageQuestions.ts';

/** The dependencies of the features in documents. */
export interface DocsDependencies {
  readonly questions: ImageQuestions;
  readonly log: vscode.LogOutputChannel;
  /** The settings of alt texts as they are now. */
  readonly altSettings: () => AltSettings;
  /** Opens a review of these rows and asks about each. */
  readonly review: (title: string, rows: readonly ReviewRow[]) => Promise<void>;
}
