import { randomBytes } from 'node:crypto';
import { type Answer, answerTo, messageOf } from './answer.ts';
import { ApiError, errorBody, invalid } from './apiError.ts';
import { directive } from './directives.ts';
import { isObject, isText, type Json, list } from './json.ts';
import { statusError } from './messages.ts';
import { inputTokens } from './prompt.ts';
import type { State } from './state.ts';
import { accept } from './validate/request.ts';

export interface BatchItem {
  readonly name: string;
  readonly params: Json;
}

export type BatchOutcome =
  | { readonly type: 'succeeded'; readonly message: Json }
  | { readonly type: 'errored'; readonly error: Json }
  | { readonly type: 'canceled' | 'expired' };

/** The items of a new batch. @throws ApiError for what is refused at once: names and number */
export function readItems(body: unknown): BatchItem[] {
  const requests = isObject(body) ? list(body['requests']) : [];
  if (requests.length === 0) throw invalid('requests: List should have at least 1 item');
  if (requests.length > 100_000) throw invalid('requests: List should have at most 100000 items');
  const items = requests.map(readItem);
  if (new Set(items.map(({ name }) => name)).size < items.length) {
    throw invalid('requests: custom_id values must be unique');
  }
  return items;
}

/** The outcome of one item. A question that asks the emulator to hang has its item expire. */
export async function outcomeOf({ params }: BatchItem, state: State): Promise<BatchOutcome> {
  try {
    checkBatchable(params);
    const request = accept(params, { state, strictVersion: true });
    const scripted = directive(request, state) ?? state.next('/v1/messages', ['answer']);
    const asked = scripted ?? (await state.player?.(request));
    if (asked?.kind === 'status') throw statusError(asked);
    if (asked && asked.kind !== 'answer') return { type: 'expired' };
    const fresh = inputTokens(request.body, request.model, request.images);
    const answer = answerTo(request, { fresh, read: 0, written5m: 0, written1h: 0 }, asked);
    return { type: 'succeeded', message: batchMessage(answer) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { type: 'errored', error: errorBody(error, `req_${randomBytes(12).toString('hex')}`) };
  }
}

function batchMessage(answer: Answer): Json {
  return { ...messageOf(answer), usage: { ...answer.usage, service_tier: 'batch' } };
}

function checkBatchable(params: Json): void {
  if (params['stream'] === true) throw invalid('stream: not supported in batches');
  if (params['speed'] !== undefined) throw invalid('speed: not supported in batches');
  if (params['max_tokens'] === 0) throw invalid('max_tokens: Input should be greater than or equal to 1');
}

function readItem(item: unknown, index: number): BatchItem {
  if (!isObject(item) || !isObject(item['params'])) throw invalid(`requests.${index}.params: Field required`);
  const name = item['custom_id'];
  if (!isText(name) || !/^[a-zA-Z0-9_-]{1,64}$/.test(name)) {
    throw invalid(`requests.${index}.custom_id: String should match pattern '^[a-zA-Z0-9_-]{1,64}$'`);
  }
  return { name, params: item['params'] };
}
