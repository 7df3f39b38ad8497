import * as vscode from 'vscode';

/** Registers `askClaude.<id>`. An error is shown with what to do about it, and Retry runs the command again. */
export function registerCommand(
  log: vscode.LogOutputChannel,
  id: string,
  run: (...args: unknown[]) => unknown,
): vscode.Disposable {
  const guarded = async (...args: unknown[]): Promise<unknown> => {
    try {
      return await run(...args);
    } catch (error) {
      const { reportError } = await import('./reportError.ts');
      return reportError(error, { log, retry: () => guarded(...args) });
    }
  };
  return vscode.commands.registerCommand(`askClaude.${id}`, guarded);
}
