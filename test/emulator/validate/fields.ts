import { invalid } from '../apiError.ts';
import { isObject, isText, type Json } from '../json.ts';
import type { Rules } from './request.ts';

/** Top-level fields: required ones, unknown ones, their types. */
export function checkFields(body: Json, rules: Rules): void {
  const { dialect } = rules.state;
  if (!isText(body['model'])) throw invalid('model: Field required');
  if (rules.counting) checkCountable(body);
  else checkMaxTokens(body['max_tokens'], dialect.zeroMaxTokens);
  if (!Array.isArray(body['messages'])) throw invalid('messages: Field required');
  if (body['messages'].length === 0) throw invalid('messages: at least one message is required');
  for (const path of dialect.refuses) {
    if (at(body, path) !== undefined) throw invalid(`${path}: Extra inputs are not permitted`);
  }
  if (dialect.models === 'local') return;
  const unknown = Object.keys(body).find((key) => !known.has(key));
  if (unknown !== undefined) throw invalid(`${unknown}: Extra inputs are not permitted`);
}

function checkMaxTokens(value: unknown, zero: boolean): void {
  if (value === undefined) throw invalid('max_tokens: Field required');
  const least = zero ? 0 : 1;
  if (!Number.isInteger(value)) throw invalid('max_tokens: Input should be a valid integer');
  if (Number(value) < least) throw invalid(`max_tokens: Input should be greater than or equal to ${least}`);
}

function checkCountable(body: Json): void {
  const extra = ['max_tokens', 'stream'].find((key) => key in body);
  if (extra) throw invalid(`${extra}: Extra inputs are not permitted`);
}

function at(body: Json, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), body);
}

const known = new Set([
  'model',
  'max_tokens',
  'messages',
  'system',
  'stream',
  'stop_sequences',
  'thinking',
  'output_config',
  'tools',
  'tool_choice',
  'metadata',
  'cache_control',
  'service_tier',
  'speed',
  'inference_geo',
  'container',
  'diagnostics',
  'temperature',
  'top_p',
  'top_k',
]);
