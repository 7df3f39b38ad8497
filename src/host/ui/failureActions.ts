import * as vscode from 'vscode';
import type { ActionView } from '../../protocol.ts';

/** A button of a failure or a notice. */
export type ActionId = keyof typeof actionLabels;

const actionLabels = {
  retry: () => vscode.l10n.t('Retry'),
  continue: () => vscode.l10n.t('Continue'),
  setKey: () => vscode.l10n.t('Set API Key'),
  selectModel: () => vscode.l10n.t('Select Model'),
  checkConnection: () => vscode.l10n.t('Check Connection'),
  proxySettings: () => vscode.l10n.t('Proxy Settings'),
  serverSettings: () => vscode.l10n.t('Server Settings'),
  lengthSettings: () => vscode.l10n.t('Answer Length Settings'),
  timeoutSettings: () => vscode.l10n.t('Timeout Settings'),
  styleSettings: () => vscode.l10n.t('House Style Settings'),
  recipeSettings: () => vscode.l10n.t('Edit Custom Recipes'),
  newConversation: () => vscode.l10n.t('New Conversation'),
  showLog: () => vscode.l10n.t('Show Log'),
} satisfies Record<string, () => string>;

export function actionView(id: ActionId): ActionView {
  return { id, label: actionLabels[id]() };
}

export function isAction(id: string): id is ActionId {
  return Object.hasOwn(actionLabels, id);
}
