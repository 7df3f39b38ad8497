import * as vscode from 'vscode';
import { FailureError, isAbort, toFailure } from '../../core/errors.ts';
import { RefusalError } from '../../core/image/imageTypes.ts';
import { type ActionId, failureView, isAction } from '../ui/failureText.ts';
import { settingsActions } from '../ui/settingsActions.ts';
import { refusedText } from './write/refusedText.ts';

export interface TroubleParts {
  readonly log: vscode.LogOutputChannel;
}

/**
 * Runs something about an image and says what kept it from its end, with the buttons that help; undefined then, and
 * when it was cancelled. It does not wait for a button: `again` runs when Retry is pressed.
 */
export async function withTrouble<Result>(
  { log }: TroubleParts,
  image: string,
  run: () => Promise<Result>,
  again: () => unknown,
): Promise<Result | undefined> {
  try {
    return await run();
  } catch (error) {
    if (isAbort(error)) return undefined;
    if (error instanceof RefusalError) {
      void vscode.window.showErrorMessage(refusedText(image, error.refusal));
      return undefined;
    }
    const failure = toFailure(error);
    log.warn(`${failure.kind}: ${failure.detail}`);
    if (!(error instanceof FailureError)) log.error(error instanceof Error ? error : String(error));
    void offer(failureView(failure), again);
    return undefined;
  }
}

async function offer(view: ReturnType<typeof failureView>, again: () => unknown): Promise<void> {
  const actions = view.actions.filter(({ id }) => isAction(id) && id in commands);
  const chosen = await vscode.window.showErrorMessage(
    `${view.text} ${view.remedy ?? ''}`.trim(),
    ...actions.map(({ label }) => label),
  );
  const id = actions.find(({ label }) => label === chosen)?.id;
  if (id === undefined || !isAction(id)) return;
  const done = await commands[id]?.();
  // Once the key is there, what waited for it goes on.
  if (id === 'retry' || (id === 'setKey' && done === true)) await again();
}

const commands: Partial<Record<ActionId, () => unknown>> = {
  retry: () => undefined,
  setKey: () => vscode.commands.executeCommand('askClaude.setApiKey'),
  selectModel: () => vscode.commands.executeCommand('askClaude.selectModel'),
  checkConnection: () => vscode.commands.executeCommand('askClaude.checkConnection'),
  showLog: () => vscode.commands.executeCommand('askClaude.showLog'),
  ...settingsActions,
};
