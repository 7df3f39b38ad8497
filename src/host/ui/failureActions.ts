import type { ActionView } from '../../protocol.ts';

/** A button of a failure or a notice. */
export type ActionId = keyof typeof actionLabels;

const actionLabels = {
  retry: 'Retry',
  continue: 'Continue',
  setKey: 'Set API Key',
  selectModel: 'Select Model',
  checkConnection: 'Check Connection',
  proxySettings: 'Proxy Settings',
  serverSettings: 'Server Settings',
  lengthSettings: 'Answer Length Settings',
  timeoutSettings: 'Timeout Settings',
  recipeSettings: 'Edit Custom Recipes',
  newConversation: 'New Conversation',
  showLog: 'Show Log',
} as const satisfies Record<string, string>;

export function actionView(id: ActionId): ActionView {
  return { id, label: actionLabels[id] };
}

export function isAction(id: string): id is ActionId {
  return Object.hasOwn(actionLabels, id);
}
