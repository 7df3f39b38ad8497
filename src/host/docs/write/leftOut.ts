import * as vscode from 'vscode';
import { answerFault } from '../../../core/docs/altText/answerFault.ts';
import { FailureError } from '../../../core/errors.ts';
import { RefusalError } from '../../../core/image/imageTypes.ts';
import { failureView } from '../../ui/failureText.ts';
import { documentRefusalText } from '../../ui/refusalText.ts';

/** A fault of one image does not keep the others from their answers; undefined for a fault of the server. */
export function whyLeftOut(name: string, error: unknown): string | undefined {
  if (error instanceof RefusalError) return documentRefusalText(name, error.refusal);
  const ofImage = error instanceof FailureError && answerFault(error.failure.kind) === 'image';
  return ofImage ? vscode.l10n.t('{0}: {1}', name, failureView(error.failure).text) : undefined;
}
