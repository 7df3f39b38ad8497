import * as vscode from 'vscode';
import { type AnswerFault, answerFault } from '../../../core/docs/altText/answerFault.ts';
import { FailureError } from '../../../core/errors.ts';
import { failureView } from '../../ui/failureText.ts';
import { whyLeftOut } from '../write/leftOut.ts';

/** Why one image has no answer, in a sentence, while others may well have one. */
export interface RowFault {
  readonly problem: string;
  readonly fault: Exclude<AnswerFault, 'server'>;
}

/** The fault of an image; undefined for that of the server. */
export function rowFault(name: string, error: unknown): RowFault | undefined {
  const why = whyLeftOut(name, error);
  if (why !== undefined) return { problem: why, fault: 'image' };
  if (!(error instanceof FailureError) || answerFault(error.failure.kind) !== 'doubtful') return undefined;
  const problem = vscode.l10n.t('{0}: {1}', name, failureView(error.failure).text);
  return { problem, fault: 'doubtful' };
}
