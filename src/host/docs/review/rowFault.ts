import * as vscode from 'vscode';
import { answerFault } from '../../../core/docs/altText/answerFault.ts';
import { FailureError, type FailureKind } from '../../../core/errors.ts';
import { failureView } from '../../ui/failureText.ts';
import { whyLeftOut } from '../write/leftOut.ts';

/** Why one image has no answer, in a sentence, while others may well have one. */
export interface RowFault {
  readonly problem: string;
  readonly isDoubtful: boolean;
}

/**
 * The fault of an image; undefined for that of the server. `sent` is false before anything went to the server: then it is
 * the image on the web that could not be reached.
 */
export function rowFault(name: string, error: unknown, sent: boolean): RowFault | undefined {
  const why = whyLeftOut(name, error);
  if (why !== undefined) return { problem: why, isDoubtful: false };
  if (!(error instanceof FailureError)) return undefined;
  const { failure } = error;
  const ofImageOnWeb = !sent && networkFailures.has(failure.kind);
  const fault = ofImageOnWeb ? 'image' : answerFault(failure.kind);
  if (fault === 'server') return undefined;
  const problem = vscode.l10n.t('{0}: {1}', name, failureView(failure).text);
  return { problem, isDoubtful: fault === 'doubtful' };
}

const networkFailures: ReadonlySet<FailureKind> = new Set<FailureKind>([
  ...(['noConnection', 'certificate', 'proxyAuthentication'] as const),
]);
