import * as vscode from 'vscode';
import { FailureError, isAbort, toFailure } from '../../core/errors.ts';
import { RefusalError } from '../../core/image/imageTypes.ts';
import { showError } from './dialogs.ts';
import { type ActionId, isAction } from './failureActions.ts';
import { failureView } from './failureText.ts';
import { documentRefusalText, refusalText } from './refusalText.ts';
import { settingsActions } from './settingsActions.ts';

export interface ErrorReport {
  readonly log: vscode.LogOutputChannel;
  /** The image of a document that the work is about. */
  readonly subject?: string;
  /** What was not done, in a sentence. */
  readonly left?: string;
  /** Does the failed work again; without it there is no Retry. */
  readonly retry?: () => unknown;
}

/** Shows and logs what kept something from being done, with the buttons that help. A cancellation is no error. */
export function reportError(error: unknown, report: ErrorReport): void {
  if (isAbort(error)) return;
  if (error instanceof RefusalError) {
    const { subject } = report;
    const { refusal } = error;
    void showError(
      subject === undefined
        ? refusalText(vscode.l10n.t('The image'), refusal)
        : documentRefusalText(subject, refusal),
    );
    return;
  }
  const failure = toFailure(error);
  report.log.warn(`${failure.kind}: ${failure.detail}`);
  if (!(error instanceof FailureError)) report.log.error(error instanceof Error ? error : String(error));
  void offerActions(failureView(failure), report);
}

/** Runs something and reports its error; undefined then, and when it was cancelled. */
export async function reportingErrors<Result>(
  report: ErrorReport,
  run: () => PromiseLike<Result>,
): Promise<Result | undefined> {
  try {
    return await run();
  } catch (error) {
    reportError(error, report);
    return undefined;
  }
}

async function offerActions(
  view: ReturnType<typeof failureView>,
  { left, retry }: ErrorReport,
): Promise<void> {
  const actions = offeredActions(view.actions, retry !== undefined);
  const text = [view.text, view.remedy, left, view.detail].filter(Boolean).join(' ');
  const chosen = await showError(text, ...actions.map(({ label }) => label));
  const id = actions.find(({ label }) => label === chosen)?.id;
  if (id !== undefined) await performAction(id, () => retry?.());
}

/** Does what a button of a failure says; `retry` does the failed work again. */
export async function performAction(id: string, retry: () => unknown): Promise<void> {
  if (!isAction(id)) return;
  const done = await commands[id]?.();
  // Once the key is there, the work that waited for it goes on.
  if (id === 'retry' || (id === 'setKey' && done === true)) await retry();
}

/** The buttons of a failure that do something outside of a conversation. */
export function offeredActions(
  actions: ReturnType<typeof failureView>['actions'],
  canRetry = true,
): ReturnType<typeof failureView>['actions'] {
  return actions.filter(({ id }) => isOffered(id, canRetry));
}

function isOffered(id: string, canRetry: boolean): boolean {
  return id === 'retry' ? canRetry : isAction(id) && Object.hasOwn(commands, id);
}

const commands: Partial<Record<ActionId, () => unknown>> = {
  setKey: () => vscode.commands.executeCommand('askClaude.setApiKey'),
  selectModel: () => vscode.commands.executeCommand('askClaude.selectModel'),
  checkConnection: () => vscode.commands.executeCommand('askClaude.checkConnection'),
  showLog: () => vscode.commands.executeCommand('askClaude.showLog'),
  ...settingsActions,
};
