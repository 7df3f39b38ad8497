import * as vscode from 'vscode';
import type { Failure } from '../../core/errors.ts';
import type { FailureView } from '../../protocol.ts';
import { actionView } from './failureActions.ts';
import { failureWords } from './failureWords.ts';
import { number } from './quantities.ts';

/** The sentence, the remedy and the buttons of a failure; `begun` when part of the answer arrived before it. */
export function failureView(failure: Failure, begun = false): FailureView {
  const { text, remedy, actions } = failureWords[failure.kind](failure, begun);
  const detail = detailLine(failure);
  return {
    text,
    remedy,
    actions: actions.map(actionView),
    ...(detail && { detail }),
  };
}

/** A question that was not sent for want of a key, once there is one. */
export function notSentView(): FailureView {
  const text = vscode.l10n.t('This question was not sent, because there was no API key then.');
  return { text, remedy: vscode.l10n.t('Retry to send it.'), actions: [actionView('retry')] };
}

/** "The server is overloaded. Trying again in 12 s…" for a request that is repeated at `at` (ms since 1970). */
export function retryText(
  { failure, at }: { readonly failure: Failure; readonly at: number },
  now: number,
): string {
  const seconds = Math.max(0, Math.ceil((at - now) / 1000));
  const { text } = failureView(failure);
  return seconds > 0
    ? vscode.l10n.t('{0} Trying again in {1} s…', text, number(seconds))
    : vscode.l10n.t('{0} Trying again…', text);
}

function detailLine({ status, code, detail, requestId }: Failure): string {
  return [status && `HTTP ${status}`, code, detail, requestId].filter(Boolean).join(' · ');
}
