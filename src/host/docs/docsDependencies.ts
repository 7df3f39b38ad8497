import type * as vscode from 'vscode';
import type { AltSettings } from '../../core/docs/altText/altInstruction.ts';
import type { Questions } from './write/questions.ts';

/** What the features in documents are built on. */
export interface DocsParts {
  readonly questions: Questions;
  readonly log: vscode.LogOutputChannel;
  /** What the settings say about alt texts now. */
  readonly wishes: () => AltSettings;
}
