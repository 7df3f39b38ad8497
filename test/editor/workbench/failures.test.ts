import { before, describe, it } from 'mocha';
import {
  answer,
  errorMidStream,
  overloaded,
  rateLimited,
  refusal,
  spendLimit,
  status,
  stopping,
} from '../../emulator/faults.ts';
import type { Scripted } from '../../emulator/script.ts';
import { button } from '../../launch/conversation.ts';
import { useScene } from '../scene.ts';

interface Row {
  readonly name: string;
  readonly faults: readonly Scripted[];
  /** What the panel says, and what to do about it. */
  readonly says: readonly [text: string, remedy: string];
  readonly offers: readonly string[];
  /** Behind "Details". */
  readonly detail: string;
}

const thrice = (fault: () => Scripted) => [fault(), fault(), fault()];

const rows: readonly Row[] = [
  {
    name: 'a key that is refused (401)',
    faults: [status(401, 'API key is invalid.')],
    says: [
      'The server refused the API key from the environment.',
      'Set a key here to use it instead, or correct ANTHROPIC_API_KEY and restart the editor.',
    ],
    offers: ['Set API Key', 'Retry', 'Check Connection'],
    detail: 'HTTP 401 · API key is invalid.',
  },
  {
    name: 'a key without permission (403)',
    faults: [status(403, 'Your API key does not have permission to use the specified resource.')],
    says: ['The key has no permission for this.', 'Use another key or model.'],
    offers: ['Set API Key', 'Select Model', 'Retry'],
    detail: 'HTTP 403 · Your API key does not have permission',
  },
  {
    name: 'a model that the server does not know (404)',
    faults: [status(404, 'model: claude-of-tomorrow')],
    says: ['The server does not know this model.', 'Select another model and retry.'],
    offers: ['Select Model', 'Retry'],
    detail: 'HTTP 404 · model: claude-of-tomorrow',
  },
  {
    name: 'a request that is too large (413)',
    faults: [status(413, 'Request exceeds the maximum size')],
    says: ['The request is too large for the server.', 'Ask about fewer images'],
    offers: ['New Conversation', 'Retry'],
    detail: 'HTTP 413 · Request exceeds the maximum size',
  },
  {
    name: 'a wait that is too long to watch (429)',
    faults: [rateLimited(300)],
    says: ['Too many requests for this key.', 'Wait 5 minutes and retry.'],
    offers: ['Retry', 'Select Model'],
    detail: 'HTTP 429',
  },
  {
    name: 'a spending limit (429 without a time)',
    faults: [spendLimit()],
    says: ['The account has reached its spending limit.', 'Raise the limit or use another key.'],
    offers: ['Set API Key', 'Retry'],
    detail: 'enforced_spend_limit_reached',
  },
  {
    name: 'an overloaded server (529, three times)',
    faults: thrice(overloaded),
    says: ['The server is overloaded.', 'Wait a moment and retry.'],
    offers: ['Retry', 'Select Model'],
    detail: 'HTTP 529 · Overloaded',
  },
  {
    name: 'a server that fails (500, three times)',
    faults: thrice(() => status(500, 'Internal server error')),
    says: ['The server reported an error.', 'Wait a moment and retry.'],
    offers: ['Retry', 'Show Log'],
    detail: 'HTTP 500 · Internal server error',
  },
  {
    name: 'an error in the middle of the stream',
    faults: [errorMidStream(2)],
    says: ['The server is overloaded.', 'The text received so far is kept: continue from there'],
    offers: ['Continue', 'Retry', 'Select Model'],
    detail: 'Overloaded · req_',
  },
  {
    name: 'a model that declines',
    faults: [refusal('This is a private harbour.')],
    says: ['The model declined to answer.', 'Rephrase the question, or select another model.'],
    offers: ['Select Model', 'Retry'],
    detail: 'This is a private harbour.',
  },
  {
    name: 'a conversation that is too long for the model',
    faults: [stopping('model_context_window_exceeded', 'It is ')],
    says: ['The conversation is too long for the model.', 'Start a new conversation'],
    offers: ['New Conversation'],
    detail: '',
  },
];

describe('a failure is shown with its remedy, and the next question works:', () => {
  const scene = useScene();

  before(() => scene.attach('dashboard.png'));

  for (const { name, faults, says, offers, detail } of rows) {
    it(name, async () => {
      const { talk, emulator } = scene;
      emulator.script(...faults);
      const turn = await talk.ask(`What about ${name}?`);
      for (const text of says) await turn.getByText(text).waitFor();
      for (const offer of offers) await button(turn, offer).waitFor();
      if (detail !== '') {
        await turn.getByText('Details', { exact: true }).click();
        await turn.getByText(detail).waitFor();
      }
      emulator.script(answer('All is well again.'));
      const next = await talk.ask(`And after ${name}?`);
      await next.getByText('All is well again.', { exact: true }).waitFor();
    });
  }
});
