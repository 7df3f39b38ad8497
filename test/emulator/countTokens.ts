import { isStrictVersion } from './auth.ts';
import { type Exchange, sendJson } from './exchange.ts';
import { readJson } from './messages.ts';
import { inputTokens } from './prompt.ts';
import type { State } from './state.ts';
import { accept } from './validate/request.ts';

/** `POST /v1/messages/count_tokens`: an estimate that looks at headers of images only and fetches nothing. */
export function countTokens(exchange: Exchange, state: State): void {
  const rules = { state, strictVersion: isStrictVersion(exchange), counting: true };
  const { body, model, images } = accept(readJson(exchange), rules);
  sendJson(exchange, 200, { input_tokens: inputTokens(body, model, images) });
}
