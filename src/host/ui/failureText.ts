import type { Failure, FailureKind, KeySource } from '../../core/errors.ts';
import type { FailureView } from '../../protocol.ts';
import { type ActionId, actionView } from './failureActions.ts';

/** The sentence, the remedy and the buttons of a failure; `begun` when part of the answer arrived before it. */
export function failureView(failure: Failure, begun = false): FailureView {
  const { text, remedy, actions } = failures[failure.kind](failure, begun);
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
  const text = 'This question was not sent, because there was no API key then.';
  return { text, remedy: 'Retry to send it.', actions: [actionView('retry')] };
}

interface FailureWords {
  readonly text: string;
  readonly remedy: string;
  readonly actions: readonly ActionId[];
}

function words(text: string, remedy: string, ...actions: ActionId[]): FailureWords {
  return { text, remedy, actions };
}

const failures: Record<FailureKind, (failure: Failure, begun: boolean) => FailureWords> = {
  noKey: () =>
    words(
      'There is no API key yet, so nothing was sent.',
      'Set a key, or name a server of your own in the settings, then retry.',
      'setKey',
      'retry',
      'serverSettings',
    ),
  keyRefused: ({ keySource }) =>
    words(...refusedKeys[keySource ?? 'unknown'], 'setKey', 'retry', 'checkConnection'),
  forbidden: () =>
    words('The key may not be used for this.', 'Use another key or model.', 'setKey', 'selectModel', 'retry'),
  billing: () =>
    words(
      'The account behind the key cannot be billed.',
      'Check its plan and payment, then retry.',
      'retry',
      'setKey',
    ),
  spendLimit: () =>
    words(
      'A spending limit of the account is reached.',
      'Raise the limit or use another key.',
      'setKey',
      'retry',
    ),
  unknownModel: () =>
    words('The server does not know this model.', 'Select another model and retry.', 'selectModel', 'retry'),
  noImageInput: () =>
    words(
      'This model cannot see images.',
      'Select a model with image input and retry.',
      'selectModel',
      'retry',
    ),
  wrongAddress: () =>
    words(
      'The server address is not valid.',
      'Correct it in the settings: a whole address such as http://localhost:11434, without a path of its own.',
      'serverSettings',
      'retry',
    ),
  badRequest: () =>
    words('The server refused the request.', 'The details below say why.', 'retry', 'selectModel', 'showLog'),
  imageRefused: () =>
    words(
      'The server refused an image.',
      'Convert or crop the images and attach them again in a new conversation, or retry.',
      'newConversation',
      'retry',
      'showLog',
    ),
  requestTooLarge: () =>
    words(
      'The request is larger than the server takes.',
      'Ask about fewer images, or start a new conversation.',
      'newConversation',
      'retry',
    ),
  rateLimited: (failure, begun) =>
    interrupted(
      begun,
      words('Too many requests for this key.', `${waitText(failure)} and retry.`, 'retry', 'selectModel'),
    ),
  overloaded: (_, begun) =>
    interrupted(
      begun,
      words('The server is overloaded.', 'Wait a moment and retry.', 'retry', 'selectModel'),
    ),
  serverError: (_, begun) =>
    interrupted(
      begun,
      words('The server reported an error.', 'Wait a moment and retry.', 'retry', 'showLog'),
    ),
  noConnection: () =>
    words(
      'The server could not be reached.',
      'Check the network, the proxy and the address of the server, then retry.',
      'retry',
      'checkConnection',
      'proxySettings',
      'serverSettings',
    ),
  certificate: () =>
    words(
      'The certificate of the server is not trusted.',
      'Add the certificate authority of your company to the system, or check the proxy, then retry.',
      'retry',
      'checkConnection',
      'proxySettings',
    ),
  proxyAuthentication: () =>
    words(
      'The proxy wants a user name and password.',
      'Put them into the proxy settings, then retry.',
      'proxySettings',
      'retry',
      'checkConnection',
    ),
  silentStream: (_, begun) =>
    interrupted(
      begun,
      words(
        'The server has gone silent.',
        'Retry, or allow it more time in the settings.',
        'retry',
        'timeoutSettings',
      ),
    ),
  cutStream: (_, begun) =>
    begun
      ? words('The answer was cut off: the connection ended early.', keptRemedy, 'continue', 'retry')
      : words('The connection ended before the answer began.', 'Retry.', 'retry'),
  invalidResponse: (_, begun) =>
    interrupted(
      begun,
      words(
        'The server did not answer as the Messages API does.',
        'Retry, or check the address of the server.',
        'retry',
        'checkConnection',
        'serverSettings',
      ),
    ),
  refusal: () =>
    words(
      'The model declined to answer.',
      'Put the question differently, or select another model.',
      'selectModel',
      'retry',
    ),
  outputLimit: (_, begun) =>
    begun
      ? words(
          'The answer reached the length limit.',
          'Continue, or raise the limit in the settings.',
          'continue',
          'lengthSettings',
          'retry',
        )
      : words(
          'The length limit was reached before the answer began.',
          'Raise it in the settings and retry.',
          'lengthSettings',
          'retry',
        ),
  answerTooLong: (_, begun) =>
    interrupted(
      begun,
      words(
        'The server sent more than any answer has.',
        'Retry, or check which server is asked.',
        'retry',
        'checkConnection',
      ),
    ),
  contextFull: () =>
    words(
      'The conversation is longer than the model can take in.',
      'Start a new conversation with the images that matter.',
      'newConversation',
    ),
  paused: (_, begun) =>
    begun
      ? words('The model paused before it was done.', 'Let it go on.', 'continue', 'retry')
      : words('The model paused before it began to answer.', 'Retry.', 'retry'),
  emptyAnswer: () =>
    words(
      'The model returned an empty answer.',
      'Retry, lower the effort in the settings, or select another model.',
      'retry',
      'selectModel',
    ),
  noImageLeft: () =>
    words(
      'None of the images can be sent, so nothing was asked.',
      'What is wrong with each is said above; the question is kept.',
      'retry',
    ),
  unexpected: () => words('Something unexpected went wrong.', 'The log has the details.', 'retry', 'showLog'),
};

const refusedKeys: Readonly<Record<KeySource | 'unknown', readonly [text: string, remedy: string]>> = {
  stored: ['The server refused the stored API key.', 'Set a valid key and retry.'],
  environment: [
    'The server refused the API key from the environment.',
    'Set a key here to use it instead, or correct ANTHROPIC_API_KEY and restart the editor.',
  ],
  missing: ['The server asks for an API key, and none is set.', 'Set a key and retry.'],
  unknown: ['The server refused the API key.', 'Set a valid key and retry.'],
};

/** A failure that may also come in the middle of an answer, as an event of the stream. */
function interrupted(begun: boolean, otherwise: FailureWords): FailureWords {
  if (!begun) return otherwise;
  return { ...otherwise, remedy: keptRemedy, actions: ['continue', ...otherwise.actions] };
}

const keptRemedy = 'What arrived is kept: continue from there, or retry from the start.';

/** "The server is overloaded. Trying again in 12 s…" for a request that is repeated at `at` (ms since 1970). */
export function retryText(
  { failure, at }: { readonly failure: Failure; readonly at: number },
  now: number,
): string {
  const seconds = Math.max(0, Math.ceil((at - now) / 1000));
  return `${failureView(failure).text} Trying again${seconds > 0 ? ` in ${seconds} s` : ''}…`;
}

function waitText({ retryAfter }: Failure): string {
  if (retryAfter === undefined || retryAfter <= 0) return 'Wait a moment';
  if (retryAfter < 120) return `Wait ${Math.ceil(retryAfter)} s`;
  const minutes = Math.ceil(retryAfter / 60);
  return minutes < 120 ? `Wait ${minutes} minutes` : `Wait ${Math.ceil(minutes / 60)} hours`;
}

function detailLine({ status, code, detail, requestId }: Failure): string {
  return [status && `HTTP ${status}`, code, detail, requestId].filter(Boolean).join(' · ');
}
