import type { AnswerEvent, MessagePart, Usage } from '../../api/answerTypes.ts';
import type { AskEvent } from '../question.ts';

/** The answer to a question while it arrives, in one request or, where the model looks closer, in several. */
export class AnswerSoFar {
  readonly #emit: (event: AskEvent) => void;
  /** Of the request that is answered now, in its order. */
  #said: MessagePart[] = [];
  /** Of the requests before it. */
  #before: Usage = nothing;
  #usage: Usage = nothing;
  /** Characters of text, of all requests. */
  #length = 0;
  #hasText = false;
  #closed = false;

  constructor(emit: (event: AskEvent) => void) {
    this.#emit = emit;
  }

  get length(): number {
    return this.#length;
  }

  /** Exactly what the model said, as it has to be sent back. */
  get said(): readonly MessagePart[] {
    return this.#said;
  }

  /** A request begins. `closed`: it allows no calls, which some servers overlook; whatever is called then is no call. */
  begin(closed: boolean): void {
    this.#closed = closed;
    this.#before = this.#usage;
    this.#said = [];
    this.#hasText = false;
  }

  add(event: Exclude<AnswerEvent, { type: 'retrying' }>): void {
    if (event.type === 'text') this.#text(event.text);
    else if (event.type === 'block') this.#block(event.block);
    else if (event.type === 'usage') this.#count(event.usage);
    else if (event.type === 'end') this.#end(event);
    else this.#answered(event);
  }

  #block(block: MessagePart): void {
    if (!this.#closed || block.type !== 'toolUse') this.#said.push(block);
  }

  #count(usage: Usage): void {
    this.#usage = sum(this.#before, usage);
    this.#answered({ type: 'usage', usage: this.#usage, context: totalOf(usage) });
  }

  #text(text: string): void {
    // What is said after a look is a paragraph of its own.
    if (!this.#hasText && this.#length > 0) this.#say('\n\n');
    this.#hasText = true;
    const last = this.#said.at(-1);
    if (last?.type === 'text') this.#said[this.#said.length - 1] = { type: 'text', text: last.text + text };
    else this.#said.push({ type: 'text', text });
    this.#say(text);
  }

  #say(text: string): void {
    this.#length += text.length;
    this.#answered({ type: 'text', text });
  }

  /** An answer that calls for a look goes on after it; calls that were cut off are none. */
  #end({ reason, explanation }: Extract<AnswerEvent, { type: 'end' }>): void {
    const calls = this.#said.some(({ type }) => type === 'toolUse');
    if (calls && (reason === 'toolUse' || reason === 'complete')) return;
    this.#said = this.#said.filter(({ type }) => type !== 'toolUse');
    const end = reason === 'toolUse' ? 'complete' : reason;
    this.#answered({ type: 'end', reason: end, ...(explanation !== undefined && { explanation }) });
  }

  #answered(event: Extract<AskEvent, { type: 'answer' }>['event']): void {
    this.#emit({ type: 'answer', event });
  }
}

const nothing: Usage = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };

function sum(one: Usage, other: Usage): Usage {
  return {
    input: one.input + other.input,
    output: one.output + other.output,
    cacheRead: one.cacheRead + other.cacheRead,
    cacheWrite: one.cacheWrite + other.cacheWrite,
  };
}

function totalOf({ input, output, cacheRead, cacheWrite }: Usage): number {
  return input + output + cacheRead + cacheWrite;
}
