import * as vscode from 'vscode';
import { FailureError, type FailureKind } from '../../../core/errors.ts';
import { failureView } from '../../ui/failureText.ts';
import { whyLeftOut } from '../write/leftOut.ts';

/** Why one image has no answer, in a sentence, while others may well have one. */
export interface RowFault {
  readonly problem: string;
  /** It may be a fault of the server after all: several in a row are. */
  readonly isDoubtful: boolean;
}

/**
 * The fault of an image; undefined for one that others would have as well: no key, no network, a server that has enough to
 * do. `sent` is false before anything went to the server: then it is the image on the web that could not be reached.
 */
export function rowFault(name: string, error: unknown, sent: boolean): RowFault | undefined {
  const why = whyLeftOut(name, error);
  if (why !== undefined) return { problem: why, isDoubtful: false };
  if (!(error instanceof FailureError)) return undefined;
  const { failure } = error;
  const ofNetwork = networkFailures.has(failure.kind);
  if (runFailures.has(failure.kind) || (ofNetwork && sent)) return undefined;
  const problem = vscode.l10n.t('{0}: {1}', name, failureView(failure).text);
  return { problem, isDoubtful: !ofNetwork };
}

const runFailures: ReadonlySet<FailureKind> = new Set<FailureKind>([
  ...(['noKey', 'keyRefused', 'forbidden', 'billing', 'spendLimit'] as const),
  ...(['unknownModel', 'noImageInput', 'wrongAddress', 'noStyle', 'rateLimited', 'overloaded'] as const),
]);

const networkFailures: ReadonlySet<FailureKind> = new Set<FailureKind>([
  ...(['noConnection', 'certificate', 'proxyAuthentication'] as const),
]);
