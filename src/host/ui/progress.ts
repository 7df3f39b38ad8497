import * as vscode from 'vscode';

/** Runs something that may take a while, with a notification whose Cancel aborts it. */
export async function withProgress<Result>(
  title: string,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, (_progress, token) =>
    run(signalOf(token)),
  );
}

/** A token of the editor as the signal that everything below the host takes. */
export function signalOf(token: vscode.CancellationToken): AbortSignal {
  const control = new AbortController();
  if (token.isCancellationRequested) control.abort();
  else token.onCancellationRequested(() => control.abort());
  return control.signal;
}
