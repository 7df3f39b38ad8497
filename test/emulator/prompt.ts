import type { PromptPart } from './cache.ts';
import { isObject, isText, type Json, objects } from './json.ts';
import type { ModelRow } from './models.ts';
import type { ReceivedImage } from './request.ts';
import { textTokens } from './tokens.ts';

/** The prompt as the cache sees it: tools, system, messages, each with its tokens and breakpoints. */
export function promptParts(body: Json, model: ModelRow, images: readonly ReceivedImage[]): PromptPart[] {
  const parts = [
    ...toolParts(body, model),
    ...systemParts(body, model),
    ...messageParts(body, model, images),
  ];
  const last = parts.at(-1);
  const automatic = breakpointOf(body);
  if (last && automatic.breakpoint) parts[parts.length - 1] = { ...last, ...automatic };
  return parts;
}

export function inputTokens(body: Json, model: ModelRow, images: readonly ReceivedImage[]): number {
  return promptParts(body, model, images).reduce((sum, { tokens }) => sum + tokens, 0);
}

/** A changed output format invalidates everything, so it is part of the first bytes. */
function toolParts(body: Json, model: ModelRow): PromptPart[] {
  const config = isObject(body['output_config']) ? body['output_config'] : {};
  const format = { bytes: JSON.stringify(config['format'] ?? null), tokens: 0 };
  return [format, ...objects(body['tools']).map(({ item }) => textPart('tool', item, model))];
}

function systemParts(body: Json, model: ModelRow): PromptPart[] {
  return blocks(body['system']).map((block) => textPart('system', block, model));
}

/** Thinking, effort, the choice of tools and the number of images invalidate the messages, and only them. */
function messageParts(body: Json, model: ModelRow, images: readonly ReceivedImage[]): PromptPart[] {
  const config = isObject(body['output_config']) ? body['output_config'] : {};
  const settings = [body['thinking'], config['effort'], body['tool_choice'], images.length];
  const sizes = new Map(images.map(({ path, tokens }) => [path, tokens]));
  const parts = objects(body['messages']).flatMap(({ item: message, index }) =>
    blocks(message['content']).map((block, place): PromptPart => {
      const part = textPart(String(message['role']), block, model);
      return { ...part, tokens: mediaTokens(`messages.${index}.content.${place}`, sizes) ?? part.tokens };
    }),
  );
  return [{ bytes: JSON.stringify(settings), tokens: 0 }, ...parts];
}

/** Tokens of an image, or of all inside a tool result; undefined for text. */
function mediaTokens(path: string, sizes: ReadonlyMap<string, number>): number | undefined {
  const own = [...sizes].filter(([key]) => key === path || key.startsWith(`${path}.`));
  return own.length > 0 ? own.reduce((sum, [, tokens]) => sum + tokens, 0) : undefined;
}

function textPart(role: string, block: Json, model: ModelRow): PromptPart {
  const { cache_control: _, ...content } = block;
  const bytes = JSON.stringify(content);
  const text = isText(block['text']) ? block['text'] : bytes;
  return { bytes: role + bytes, tokens: textTokens(text, model), ...breakpointOf(block) };
}

function breakpointOf(owner: Json): { breakpoint?: '5m' | '1h' } {
  const control = owner['cache_control'];
  return isObject(control) ? { breakpoint: control['ttl'] === '1h' ? '1h' : '5m' } : {};
}

function blocks(content: unknown): readonly Json[] {
  return isText(content) ? [{ type: 'text', text: content }] : objects(content).map(({ item }) => item);
}
