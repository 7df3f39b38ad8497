import * as vscode from 'vscode';
import type { Failure, FailureKind } from '../../core/errors.ts';
import type { ActionId } from './failureActions.ts';

interface FailureWords {
  readonly text: string;
  readonly remedy: string;
  readonly actions: readonly ActionId[];
}

export type FailureWording = (failure: Failure, begun: boolean) => FailureWords;

export function words(text: string, remedy: string, ...actions: ActionId[]): FailureWords {
  return { text, remedy, actions };
}

/** The failures of an answer on its way, or of one that has arrived. */
export const answerFailures = {
  silentStream: (_, begun) =>
    interrupted(
      begun,
      words(
        vscode.l10n.t('The server stopped responding.'),
        vscode.l10n.t('Retry, or increase the timeout in the settings.'),
        'retry',
        'timeoutSettings',
      ),
    ),
  cutStream: (_, begun) =>
    begun
      ? words(
          vscode.l10n.t('The answer was cut off: the connection ended early.'),
          keptRemedy(),
          'continue',
          'retry',
        )
      : words(
          vscode.l10n.t('The connection ended before the answer began.'),
          vscode.l10n.t('Retry.'),
          'retry',
        ),
  invalidResponse: (_, begun) =>
    interrupted(
      begun,
      words(
        vscode.l10n.t('The answer of the server is not in the format of the Messages API.'),
        vscode.l10n.t('Retry, or check the address of the server.'),
        'retry',
        'checkConnection',
        'serverSettings',
      ),
    ),
  refusal: () =>
    words(
      vscode.l10n.t('The model declined to answer.'),
      vscode.l10n.t('Rephrase the question, or select another model.'),
      'selectModel',
      'retry',
    ),
  outputLimit: (_, begun) =>
    begun
      ? words(
          vscode.l10n.t('The answer reached the length limit.'),
          vscode.l10n.t('Continue, or raise the limit in the settings.'),
          'continue',
          'lengthSettings',
          'retry',
        )
      : words(
          vscode.l10n.t('The length limit was reached before the answer began.'),
          vscode.l10n.t('Raise it in the settings and retry.'),
          'lengthSettings',
          'retry',
        ),
  answerTooLong: (_, begun) =>
    interrupted(
      begun,
      words(
        vscode.l10n.t('The answer of the server is too long.'),
        vscode.l10n.t('Retry, or check which server is used.'),
        'retry',
        'checkConnection',
      ),
    ),
  contextFull: () =>
    words(
      vscode.l10n.t('The conversation is too long for the model.'),
      vscode.l10n.t('Start a new conversation with the images that matter.'),
      'newConversation',
    ),
  paused: (_, begun) =>
    begun
      ? words(
          vscode.l10n.t('The model paused before it was finished.'),
          vscode.l10n.t('Continue the answer.'),
          'continue',
          'retry',
        )
      : words(vscode.l10n.t('The model paused before it began to answer.'), vscode.l10n.t('Retry.'), 'retry'),
  emptyAnswer: () =>
    words(
      vscode.l10n.t('The model returned an empty answer.'),
      vscode.l10n.t('Retry, lower the effort in the settings, or select another model.'),
      'retry',
      'selectModel',
    ),
} satisfies Partial<Record<FailureKind, FailureWording>>;

/** A failure that may also come in the middle of an answer, as an event of the stream. */
export function interrupted(begun: boolean, otherwise: FailureWords): FailureWords {
  if (!begun) return otherwise;
  return { ...otherwise, remedy: keptRemedy(), actions: ['continue', ...otherwise.actions] };
}

function keptRemedy(): string {
  return vscode.l10n.t('The text received so far is kept: continue from there, or retry from the start.');
}
