import * as vscode from 'vscode';
import { isAbort, toFailure } from '../../core/errors.ts';
import { failureView } from './failureText.ts';

/** Says what kept something from being done that has no place of its own for a failure; nothing when it was cancelled. */
export function alarm(log: vscode.LogOutputChannel, error: unknown): void {
  if (isAbort(error)) return;
  log.error(error instanceof Error ? error : String(error));
  const { text, remedy, detail } = failureView(toFailure(error));
  void vscode.window.showErrorMessage([text, remedy, detail].filter(Boolean).join(' '));
}
