import { invalid } from '../apiError.ts';
import { isObject, isText, type Json, list, objects } from '../json.ts';
import type { State } from '../state.ts';

/** Tools, calls of them and their results: each call is answered in the next message, before anything else there. */
export function checkTools(body: Json, state: State): void {
  const tools = objects(body['tools']).map(({ item }) => item);
  for (const [index, tool] of tools.entries()) checkDefinition(tool, `tools.${index}`);
  const messages = list(body['messages']).filter(isObject);
  const ids = messages.flatMap((message) => callsOf(message).map(({ id }) => id));
  if (ids.length === 0 && messages.every((message) => resultsOf(message).length === 0)) return;
  if (tools.length === 0)
    throw invalid('Requests which have `tool_use` or `tool_result` blocks must define tools.');
  if (new Set(ids).size < ids.length) throw invalid('messages: `tool_use` ids must be unique');
  messages.forEach((message, index) => {
    checkCalls(message, messages[index + 1], index);
    checkResults(message, messages[index - 1], index);
  });
  checkThoughts(messages, state);
}

function checkDefinition({ name, input_schema: schema, type }: Json, path: string): void {
  if (type !== undefined && type !== 'custom') return;
  if (!isText(name) || !/^[a-zA-Z0-9_-]{1,128}$/.test(name))
    throw invalid(`${path}.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'`);
  if (!isObject(schema)) throw invalid(`${path}.custom.input_schema: Field required`);
  if (schema['type'] !== 'object')
    throw invalid(`${path}.custom.input_schema.type: Input should be 'object'`);
}

function checkCalls(message: Json, next: Json | undefined, index: number): void {
  const calls = callsOf(message);
  for (const { id, input, name } of calls) {
    const path = `messages.${index}.content`;
    if (message['role'] !== 'assistant')
      throw invalid(`${path}: tool_use blocks are only permitted in assistant messages`);
    if (!isText(id) || !/^[a-zA-Z0-9_-]+$/.test(id))
      throw invalid(`${path}.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'`);
    if (!isText(name)) throw invalid(`${path}.tool_use.name: Field required`);
    if (!isObject(input)) throw invalid(`${path}.tool_use.input: Input should be a valid dictionary`);
  }
  const answered = new Set(next ? resultsOf(next).map((result) => result['tool_use_id']) : []);
  const open = calls.map(({ id }) => id).filter((id) => !answered.has(id));
  if (open.length > 0)
    throw invalid(
      `messages.${index}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${open.join(', ')}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`,
    );
}

function checkResults(message: Json, before: Json | undefined, index: number): void {
  const blocks = blocksOf(message);
  const called = new Set(before ? callsOf(before).map(({ id }) => id) : []);
  const results = resultsOf(message);
  for (const [place, result] of results.entries()) {
    const path = `messages.${index}.content.${place}`;
    if (message['role'] !== 'user')
      throw invalid(`${path}: tool_result blocks are only permitted in user messages`);
    if (!called.has(result['tool_use_id']))
      throw invalid(
        `${path}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${String(result['tool_use_id'])}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`,
      );
    checkResult(result, path);
  }
  if (blocks.slice(0, results.length).some(({ type }) => type !== 'tool_result'))
    throw invalid(`messages.${index}: \`tool_result\` blocks must come before any other content`);
  if (new Set(results.map((result) => result['tool_use_id'])).size < results.length)
    throw invalid(`messages.${index}: each tool_use must have a single result`);
}

function checkResult({ content, is_error: isError }: Json, path: string): void {
  if (isText(content) || content === undefined) return;
  if (isError !== undefined && typeof isError !== 'boolean')
    throw invalid(`${path}.tool_result.is_error: Input should be a valid boolean`);
  for (const { item } of objects(content)) {
    if (!['text', 'image', 'document', 'search_result'].includes(String(item['type'])))
      throw invalid(
        `${path}.tool_result.content: Input tag '${String(item['type'])}' does not match any of the expected tags`,
      );
    if (item['type'] === 'text' && (!isText(item['text']) || item['text'].trim() === ''))
      throw invalid('messages: text content blocks must be non-empty');
    if (isError === true && item['type'] !== 'text')
      throw invalid(`${path}.tool_result: all content must be type "text" if "is_error" is true`);
  }
}

/** While its calls are being answered, an assistant message comes back with the thoughts it was given with. */
function checkThoughts(messages: readonly Json[], state: State): void {
  const question = messages.findLastIndex(
    (message) => message['role'] === 'user' && resultsOf(message).length < blocksOf(message).length,
  );
  messages.forEach((message, index) => {
    const sent = JSON.stringify(blocksOf(message).filter(isThought));
    for (const { id } of callsOf(message)) {
      const thought = state.thoughts.get(String(id));
      // Thoughts of answers that have ended may be left out, but not changed.
      const mayLack = index < question && sent === '[]';
      if (thought !== undefined && sent !== thought && !mayLack)
        throw invalid(
          `messages.${index}.content.0: \`thinking\` or \`redacted_thinking\` blocks in the latest assistant message cannot be modified. These blocks must remain as they were in the original response.`,
        );
    }
  });
}

function isThought({ type }: Json): boolean {
  return type === 'thinking' || type === 'redacted_thinking';
}

function blocksOf(message: Json): readonly Json[] {
  return objects(message['content']).map(({ item }) => item);
}

function callsOf(message: Json): readonly Json[] {
  return blocksOf(message).filter(({ type }) => type === 'tool_use');
}

export function resultsOf(message: Json): readonly Json[] {
  return blocksOf(message).filter(({ type }) => type === 'tool_result');
}
