import type { AnswerEvent, ThinkingPart, ToolUsePart } from '../answerTypes.ts';
import { jsonOf } from '../schema.ts';
import { tooLong } from './body.ts';
import type { BlockDelta, BlockStart } from './eventSchema.ts';

/**
 * Most characters of an answer, what is thought and asked of tools included. The longest that a model gives, 128,000
 * tokens, has 600,000 characters of English (models overview, Nov 2026).
 */
export const maxAnswerLength = 1_000_000;

/** Most characters of the input of a call: a few numbers, as our tools have it, take a hundred. */
const maxInputLength = 16_384;

/** Most calls in one answer. */
const maxCalls = 64;

/** The content of an answer: text is passed on at once, any other block when it is whole. */
export class AnswerBlocks {
  #block: BlockStart | undefined;
  /** What followed its beginning: of a call the JSON, of a thought the words. */
  #pieces: string[] = [];
  #signature = '';
  #length = 0;
  #calls = 0;

  /** @throws FailureError `answerTooLong`. */
  *begin(block: BlockStart): Generator<AnswerEvent, void> {
    // Some servers do not say where a block ends.
    yield* this.end();
    this.#block = block;
    if (block.type === 'text') yield* this.#text(block.text);
    if (block.type !== 'thinking' && block.type !== 'redacted_thinking') return;
    yield { type: 'thinking' };
    if (block.type === 'redacted_thinking') return this.#count(block.data.length);
    this.#add(block.thinking);
    this.#signature = block.signature;
  }

  /** @throws FailureError `answerTooLong`. */
  *add(delta: BlockDelta): Generator<AnswerEvent, void> {
    switch (delta.type) {
      case 'text_delta':
        return yield* this.#text(delta.text);
      case 'thinking_delta':
        yield { type: 'thinking' };
        return this.#add(delta.thinking);
      case 'signature_delta':
        this.#count(delta.signature.length);
        this.#signature += delta.signature;
        return;
      case 'input_json_delta':
        return this.#add(delta.partial_json);
    }
  }

  /** @throws FailureError `answerTooLong`. */
  *end(): Generator<AnswerEvent, void> {
    const block = this.#finished();
    this.#block = undefined;
    this.#pieces = [];
    this.#signature = '';
    if (block?.type === 'toolUse') this.#calls += 1;
    if (this.#calls > maxCalls) throw tooLong(`more than ${maxCalls} calls of tools`);
    if (block) yield { type: 'block', block };
  }

  #finished(): ThinkingPart | ToolUsePart | undefined {
    const text = this.#pieces.join('');
    switch (this.#block?.type) {
      case 'thinking':
        return { type: 'thinking', thinking: text, signature: this.#signature };
      case 'redacted_thinking':
        return { type: 'redactedThinking', data: this.#block.data };
      case 'tool_use': {
        const { id, name, input } = this.#block;
        return { type: 'toolUse', id, name, input: text === '' ? input : inputOf(text) };
      }
      default:
        return undefined;
    }
  }

  *#text(text: string): Generator<AnswerEvent, void> {
    if (text === '') return;
    const room = maxAnswerLength - this.#length;
    yield { type: 'text', text: text.slice(0, room) };
    this.#count(text.length);
  }

  #add(piece: string): void {
    this.#count(piece.length);
    this.#pieces.push(piece);
  }

  #count(characters: number): void {
    this.#length += characters;
    if (this.#length > maxAnswerLength) throw tooLong(`more than ${maxAnswerLength} characters`);
  }
}

function inputOf(json: string): Readonly<Record<string, unknown>> {
  const value = json.length > maxInputLength ? undefined : jsonOf(json);
  if (!value || Array.isArray(value)) return { INVALID_JSON: json.slice(0, maxInputLength) };
  return { ...value };
}
