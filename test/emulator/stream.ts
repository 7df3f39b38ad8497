import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, emptyMessage } from './answer.ts';
import { ApiError, errorBody } from './apiError.ts';
import { writeAwkwardly } from './chunks.ts';
import { cutConnection, type Exchange, standardHeaders } from './exchange.ts';
import type { Gate } from './gate.ts';
import type { Json } from './json.ts';
import type { Break } from './script.ts';

/** How a server writes its events. */
export interface Style {
  readonly newline: '\n' | '\r\n';
  readonly eventLines: boolean;
  readonly pings: boolean;
  readonly usage: boolean;
  /** Written before the first event, as a gateway that shows life does. */
  readonly comment?: string;
  /** Milliseconds between pieces. */
  readonly pace: number;
}

/** Streams an answer as server-sent events, to its end or to where it breaks. */
export async function stream(exchange: Exchange, answer: Answer, style: Style, gate: Gate): Promise<void> {
  exchange.response.writeHead(200, {
    ...standardHeaders(exchange.requestId),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
  });
  try {
    await new EventWriter(exchange, style, gate).write(answer);
  } finally {
    // A release is meant for this stream, not for the next one.
    if (answer.held) gate.reset();
  }
}

class EventWriter {
  readonly #exchange: Exchange;
  readonly #style: Style;
  readonly #gate: Gate;
  #pending = '';

  constructor(exchange: Exchange, style: Style, gate: Gate) {
    this.#exchange = exchange;
    this.#style = style;
    this.#gate = gate;
  }

  async write(answer: Answer): Promise<void> {
    if (this.#style.comment) this.#pending += `: ${this.#style.comment}${this.#style.newline.repeat(2)}`;
    this.#add('message_start', { message: this.#withoutUsage(emptyMessage(answer)) });
    this.#ping();
    const index = this.#addThinking(answer);
    if (await this.#wroteText(answer, index)) return;
    this.#addCalls(answer, answer.deltas.length > 0 ? index + 1 : index);
    this.#add('message_delta', this.#messageDelta(answer));
    if (answer.breaks) return this.#break(answer.breaks);
    this.#add('message_stop', {});
    await this.#flush();
    this.#exchange.response.end();
  }

  /** The index of the block that follows. */
  #addThinking({ thinking, signature }: Answer): number {
    if (thinking === undefined) return 0;
    this.#add('content_block_start', {
      index: 0,
      content_block: { type: 'thinking', thinking: '', signature: '' },
    });
    if (thinking !== '') this.#delta(0, { type: 'thinking_delta', thinking });
    this.#delta(0, { type: 'signature_delta', signature });
    this.#add('content_block_stop', { index: 0 });
    return 1;
  }

  /** True when the stream broke within the text. */
  async #wroteText({ deltas, held, breaks }: Answer, index: number): Promise<boolean> {
    if (deltas.length > 0) {
      this.#add('content_block_start', { index, content_block: { type: 'text', text: '', citations: null } });
    }
    for (const [count, text] of deltas.entries()) {
      if (breaks && typeof breaks.after === 'number' && count >= breaks.after) {
        await this.#break(breaks);
        return true;
      }
      await this.#pause(held);
      this.#delta(index, { type: 'text_delta', text });
      if (count % 20 === 19) this.#ping();
    }
    if (deltas.length > 0) this.#add('content_block_stop', { index });
    return false;
  }

  /** The input comes in pieces that are no JSON by themselves. */
  #addCalls({ calls }: Answer, first: number): void {
    for (const [place, { id, name, json }] of calls.entries()) {
      const index = first + place;
      this.#add('content_block_start', { index, content_block: { type: 'tool_use', id, name, input: {} } });
      this.#delta(index, { type: 'input_json_delta', partial_json: '' });
      for (const partial_json of json.match(/.{1,7}/gsu) ?? [])
        this.#delta(index, { type: 'input_json_delta', partial_json });
      this.#add('content_block_stop', { index });
    }
  }

  async #pause(held: boolean): Promise<void> {
    if (!held && this.#style.pace === 0) return;
    await this.#flush();
    if (held) await this.#gate.pass(this.#exchange.signal);
    else await sleep(this.#style.pace, undefined, { signal: this.#exchange.signal });
  }

  async #break({ how, error }: Break): Promise<void> {
    if (how === 'error') this.#addError(error);
    await this.#flush();
    if (how === 'error') this.#exchange.response.end();
    if (how === 'cut') cutConnection(this.#exchange);
    if (how === 'stall') await silence(this.#exchange.signal);
    while (how === 'pings') {
      this.#add('ping', {});
      await this.#flush();
      await sleep(20, undefined, { signal: this.#exchange.signal });
    }
  }

  #addError(error: Break['error']): void {
    const { type, message, details } = error ?? { type: 'overloaded_error', message: 'Overloaded' };
    const body = errorBody(new ApiError(529, message, { type, details }), this.#exchange.requestId);
    this.#add('error', body);
  }

  #messageDelta({ stopReason, stopDetails, usage }: Answer): Json {
    const delta = {
      stop_reason: stopReason,
      stop_sequence: null,
      stop_details: stopDetails,
      container: null,
    };
    return this.#withoutUsage({ delta, usage });
  }

  #withoutUsage(data: Json): Json {
    if (this.#style.usage) return data;
    const { usage: _, ...rest } = data;
    return rest;
  }

  #delta(index: number, delta: Json): void {
    this.#add('content_block_delta', { index, delta });
  }

  #ping(): void {
    if (this.#style.pings) this.#add('ping', {});
  }

  #add(type: string, data: Json): void {
    const lines = [
      ...(this.#style.eventLines ? [`event: ${type}`] : []),
      `data: ${JSON.stringify({ type, ...data })}`,
    ];
    this.#pending += [...lines, '', ''].join(this.#style.newline);
  }

  async #flush(): Promise<void> {
    const text = this.#pending;
    this.#pending = '';
    await writeAwkwardly(this.#exchange.response, text, this.#exchange.signal);
  }
}

/** Waits until the client leaves or the emulator closes. */
export function silence(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
