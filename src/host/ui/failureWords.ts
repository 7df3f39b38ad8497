import * as vscode from 'vscode';
import type { Failure, FailureKind, KeySource } from '../../core/errors.ts';
import { answerFailures, type FailureWording, interrupted, words } from './answerFailures.ts';
import { number } from './quantities.ts';

/** The words for each kind of failure; `begun` when part of the answer arrived before it. */
export const failureWords: Record<FailureKind, FailureWording> = {
  noKey: () =>
    words(
      vscode.l10n.t('There is no API key yet, so nothing was sent.'),
      vscode.l10n.t('Set a key, or enter your own server in the settings, then retry.'),
      'setKey',
      'retry',
      'serverSettings',
    ),
  keyRefused: ({ keySource }) =>
    words(...refusedKeys[keySource ?? 'unknown'](), 'setKey', 'retry', 'checkConnection'),
  forbidden: () =>
    words(
      vscode.l10n.t('The key has no permission for this.'),
      vscode.l10n.t('Use another key or model.'),
      'setKey',
      'selectModel',
      'retry',
    ),
  billing: () =>
    words(
      vscode.l10n.t('The account of this key cannot be billed.'),
      vscode.l10n.t('Check its plan and payment, then retry.'),
      'retry',
      'setKey',
    ),
  spendLimit: () =>
    words(
      vscode.l10n.t('The account has reached its spending limit.'),
      vscode.l10n.t('Raise the limit or use another key.'),
      'setKey',
      'retry',
    ),
  unknownModel: () =>
    words(
      vscode.l10n.t('The server does not know this model.'),
      vscode.l10n.t('Select another model and retry.'),
      'selectModel',
      'retry',
    ),
  noImageInput: () =>
    words(
      vscode.l10n.t('This model cannot see images.'),
      vscode.l10n.t('Select a model with image input and retry.'),
      'selectModel',
      'retry',
    ),
  wrongAddress: () =>
    words(
      vscode.l10n.t('The server address is not valid.'),
      vscode.l10n.t(
        'Correct it in the settings: a whole address such as http://localhost:11434, without a path of its own.',
      ),
      'serverSettings',
      'retry',
    ),
  badRequest: () =>
    words(
      vscode.l10n.t('The server refused the request.'),
      vscode.l10n.t('See the details below.'),
      'retry',
      'selectModel',
      'showLog',
    ),
  imageRefused: () =>
    words(
      vscode.l10n.t('The server refused an image.'),
      vscode.l10n.t('Convert or crop the images and attach them again in a new conversation, or retry.'),
      'newConversation',
      'retry',
      'showLog',
    ),
  requestTooLarge: () =>
    words(
      vscode.l10n.t('The request is too large for the server.'),
      vscode.l10n.t('Ask about fewer images, or start a new conversation.'),
      'newConversation',
      'retry',
    ),
  rateLimited: (failure, begun) =>
    interrupted(
      begun,
      words(vscode.l10n.t('Too many requests for this key.'), waitText(failure), 'retry', 'selectModel'),
    ),
  overloaded: (_, begun) =>
    interrupted(
      begun,
      words(
        vscode.l10n.t('The server is overloaded.'),
        vscode.l10n.t('Wait a moment and retry.'),
        'retry',
        'selectModel',
      ),
    ),
  serverError: (_, begun) =>
    interrupted(
      begun,
      words(
        vscode.l10n.t('The server reported an error.'),
        vscode.l10n.t('Wait a moment and retry.'),
        'retry',
        'showLog',
      ),
    ),
  noConnection: () =>
    words(
      vscode.l10n.t('The server could not be reached.'),
      vscode.l10n.t('Check the network, the proxy and the address of the server, then retry.'),
      'retry',
      'checkConnection',
      'proxySettings',
      'serverSettings',
    ),
  certificate: () =>
    words(
      vscode.l10n.t("The server's certificate is not trusted."),
      vscode.l10n.t(
        'Add the certificate authority of your company to the system, or check the proxy, then retry.',
      ),
      'retry',
      'checkConnection',
      'proxySettings',
    ),
  proxyAuthentication: () =>
    words(
      vscode.l10n.t('The proxy requires a user name and password.'),
      vscode.l10n.t('Enter them in the proxy settings, then retry.'),
      'proxySettings',
      'retry',
      'checkConnection',
    ),
  noStyle: ({ detail }) =>
    words(
      vscode.l10n.t('The house style of alt texts, {0}, is no file of the workspace.', detail),
      vscode.l10n.t('Make the file, or change askClaude.altText.style or .askclauderc.json, then retry.'),
      'styleSettings',
      'retry',
    ),
  ...answerFailures,
  noImageLeft: () =>
    words(
      vscode.l10n.t('None of the images can be sent, so nothing was asked.'),
      vscode.l10n.t('The reasons are listed above; the question is kept.'),
      'retry',
    ),
  unexpected: () =>
    words(
      vscode.l10n.t('Something unexpected went wrong.'),
      vscode.l10n.t('The log has the details.'),
      'retry',
      'showLog',
    ),
};

const refusedKeys: Readonly<Record<KeySource | 'unknown', () => [text: string, remedy: string]>> = {
  stored: () => [
    vscode.l10n.t('The server refused the stored API key.'),
    vscode.l10n.t('Set a valid key and retry.'),
  ],
  environment: () => [
    vscode.l10n.t('The server refused the API key from the environment.'),
    vscode.l10n.t('Set a key here to use it instead, or correct ANTHROPIC_API_KEY and restart the editor.'),
  ],
  missing: () => [
    vscode.l10n.t('The server asks for an API key, and none is set.'),
    vscode.l10n.t('Set a key and retry.'),
  ],
  unknown: () => [
    vscode.l10n.t('The server refused the API key.'),
    vscode.l10n.t('Set a valid key and retry.'),
  ],
};

function waitText({ retryAfter }: Failure): string {
  if (retryAfter === undefined || retryAfter <= 0) return vscode.l10n.t('Wait a moment and retry.');
  if (retryAfter < 120) return vscode.l10n.t('Wait {0} s and retry.', number(Math.ceil(retryAfter)));
  const minutes = Math.ceil(retryAfter / 60);
  return minutes < 120
    ? vscode.l10n.t('Wait {0} minutes and retry.', number(minutes))
    : vscode.l10n.t('Wait {0} hours and retry.', number(Math.ceil(minutes / 60)));
}
