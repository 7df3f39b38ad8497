import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import { literalText } from './literalText.ts';

/** Says how far it is: a few words, and the percentage that was added since the last time. */
export type Report = (message: string, increment?: number) => void;

/** Runs something that may take a while, with a notification whose Cancel aborts it. */
export function withProgress<Result>(
  title: string,
  run: (signal: AbortSignal, report: Report) => Promise<Result>,
): Thenable<Result> {
  return withProgressIn(vscode.ProgressLocation.Notification, title, run);
}

/** As {@link withProgress}, for what is mostly done at once: nothing is shown in the first half of a second. */
export async function withLateProgress<Result>(
  title: string,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const control = new AbortController();
  const running = run(control.signal);
  const isDone = await Promise.race([running.then(() => true), setTimeout(500, false)]);
  if (isDone) return running;
  return withProgress(title, (signal) => {
    signal.addEventListener('abort', () => control.abort(signal.reason), { once: true });
    return running;
  });
}

/** As {@link withProgress}, in the status bar, where nothing can be cancelled. */
export function withStatus<Result>(
  title: string,
  run: (signal: AbortSignal, report: Report) => Promise<Result>,
): Thenable<Result> {
  return withProgressIn(vscode.ProgressLocation.Window, title, run);
}

/** A token of the editor as the signal that everything below the host takes. */
export function signalOf(token: vscode.CancellationToken): AbortSignal {
  const control = new AbortController();
  if (token.isCancellationRequested) control.abort();
  else token.onCancellationRequested(() => control.abort());
  return control.signal;
}

function withProgressIn<Result>(
  location: vscode.ProgressLocation,
  title: string,
  run: (signal: AbortSignal, report: Report) => Promise<Result>,
): Thenable<Result> {
  const options = { location, title: literalText(title), cancellable: true };
  return vscode.window.withProgress(options, (progress, token) => {
    const report: Report = (message, increment) =>
      progress.report({ message: literalText(message), ...(increment !== undefined && { increment }) });
    return run(signalOf(token), report);
  });
}
