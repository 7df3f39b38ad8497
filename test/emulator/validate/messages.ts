import { invalid } from '../apiError.ts';
import { isObject, isText, type Json, list } from '../json.ts';
import type { ModelRow } from '../models.ts';
import type { Rules } from './request.ts';

const roles = ['user', 'assistant', 'system'];

/** Roles, their order and what each message holds. */
export function checkMessages(body: Json, model: ModelRow, rules: Rules): void {
  const messages = list(body['messages']);
  for (const [index, message] of messages.entries()) {
    checkMessage(message, `messages.${index}`, index === messages.length - 1, rules);
  }
  const first = messages.find((message) => isObject(message) && message['role'] !== 'system');
  if (!isObject(first) || first['role'] !== 'user') {
    throw invalid('messages: first message must use the "user" role');
  }
  checkPrefill(messages.at(-1), model);
  const { max_tokens: maxTokens } = body;
  if (Number(maxTokens) > model.maxOutput) {
    throw invalid(
      `max_tokens: ${maxTokens} > ${model.maxOutput}, which is the maximum allowed number of output tokens for ${model.id}`,
    );
  }
}

function checkMessage(message: unknown, path: string, last: boolean, rules: Rules): void {
  if (!isObject(message)) throw invalid(`${path}: Input should be an object`);
  const { role, content } = message;
  if (!isText(role) || !roles.includes(role)) {
    throw invalid(`${path}.role: Input should be 'user', 'assistant' or 'system'`);
  }
  if (content === undefined) throw invalid(`${path}.content: Field required`);
  if (!isText(content) && !Array.isArray(content))
    throw invalid(`${path}.content: Input should be a valid list`);
  if (content.length === 0 && !(last && role === 'assistant')) {
    throw invalid(
      `${path}: all messages must have non-empty content except for the optional final assistant message`,
    );
  }
  for (const [index, block] of isText(content) ? [] : content.entries()) {
    checkBlock(block, `${path}.content.${index}`, role, rules);
  }
}

function checkBlock(block: unknown, path: string, role: string, { state, strictVersion }: Rules): void {
  if (!isObject(block) || !isText(block['type'])) throw invalid(`${path}.type: Field required`);
  const { type, text } = block;
  if (!blockTypes.has(type)) {
    throw invalid(`${path}: Input tag '${type}' found using 'type' does not match any of the expected tags`);
  }
  if (type === 'text') checkText(text, path);
  if (type === 'image' && role !== 'user') {
    throw invalid(`${path}: image blocks are only supported in user messages`);
  }
  if (type !== 'document') return;
  if (state.dialect.documents === 'refused') throw invalid(`${path}: document blocks are not supported`);
  if (strictVersion && role === 'assistant') {
    throw invalid(`${path}: document blocks are not permitted in assistant messages`);
  }
}

function checkText(text: unknown, path: string): void {
  if (!isText(text)) throw invalid(`${path}.text.text: Field required`);
  if (text === '') throw invalid('messages: text content blocks must be non-empty');
  if (text.trim() === '') throw invalid('messages: text content blocks must contain non-whitespace text');
}

function checkPrefill(last: unknown, model: ModelRow): void {
  if (!isObject(last) || last['role'] !== 'assistant') return;
  if (!model.prefill) {
    throw invalid(
      'This model does not support assistant message prefill. The conversation must end with a user message.',
    );
  }
  if (isText(last['content']) && /\s$/.test(last['content'])) {
    throw invalid('messages: final assistant content cannot end with trailing whitespace');
  }
}

const blockTypes = new Set([
  'text',
  'image',
  'document',
  'search_result',
  'thinking',
  'redacted_thinking',
  'tool_use',
  'tool_result',
  'server_tool_use',
  'web_search_tool_result',
]);
