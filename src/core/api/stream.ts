import type {
  Message,
  RawContentBlockDelta,
  RawMessageDeltaEvent,
  RawMessageStreamEvent,
  StopReason as WireStopReason,
} from '@anthropic-ai/sdk/resources/messages/messages';
import { FailureError } from '../errors.ts';
import { failureOfEvent } from './failures.ts';
import { bodyText, eventData } from './sse.ts';
import type { AnswerEvent, StopReason, Usage } from './types.ts';

/**
 * Reads an answer as it arrives.
 *
 * @throws FailureError when it does not end by `message_stop`: `cutStream`, `silentStream`, or what an error event
 * says; `wrongAddress` when it is a web page.
 */
export async function* readAnswer(
  response: Response,
  idleMs: number,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent> {
  const requestId = response.headers.get('request-id') ?? undefined;
  const type = response.headers.get('content-type') ?? '';
  if (!response.body || type.includes('text/html'))
    throw new FailureError({ kind: 'wrongAddress', detail: `the answer is of type "${type}"` });
  if (type.includes('application/json')) {
    yield* wholeAnswer(await bodyText(response.body, () => idleMs, signal), requestId);
    return;
  }
  const reading = new Reading(requestId);
  const patience = () => (reading.ended ? grace : idleMs);
  try {
    for await (const data of eventData(response.body, patience, signal)) yield* reading.next(data);
  } catch (error) {
    // The answer is whole: how the connection ends after it does not matter.
    if (!reading.ended) throw error;
  }
  if (!reading.ended) throw cut('the stream ended before the answer did', requestId);
}

/** Milliseconds for the end of a body after the end of its answer, so that the connection can be used again. */
const grace = 250;

/** What is remembered from one event of a stream to the next. */
class Reading {
  ended = false;
  readonly #requestId: string | undefined;
  #usage: Usage = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
  #stop: RawMessageDeltaEvent['delta'] | undefined;

  constructor(requestId: string | undefined) {
    this.#requestId = requestId;
  }

  *next(data: string): Generator<AnswerEvent> {
    const event = parsed(data);
    if (event === undefined || this.ended) return;
    if ('error' in event) throw new FailureError(failureOfEvent(event, this.#requestId));
    yield* this.#read(event as unknown as RawMessageStreamEvent);
  }

  // Unknown events are read over: new ones may come at any time.
  *#read(event: RawMessageStreamEvent): Generator<AnswerEvent> {
    switch (event.type) {
      case 'message_start':
        yield started(event.message, this.#requestId);
        yield* this.#count(event.message.usage);
        break;
      case 'content_block_start':
        if (isThinking(event.content_block.type)) yield { type: 'thinking' };
        else if (event.content_block.type === 'text') yield* text(event.content_block.text);
        break;
      case 'content_block_delta':
        yield* piece(event.delta);
        break;
      case 'message_delta':
        this.#stop = event.delta;
        yield* this.#count(event.usage);
        break;
      case 'message_stop':
        this.ended = true;
        yield ending(this.#stop);
    }
  }

  /** Each report holds the totals so far, and may leave out what did not change. */
  *#count(report: Partial<RawMessageDeltaEvent['usage']> | undefined): Generator<AnswerEvent> {
    if (!report) return;
    this.#usage = usageOf(report, this.#usage);
    yield { type: 'usage', usage: this.#usage };
  }
}

/** Tokens of a message, or of a piece of it that adds to what is known. */
export function usageOf(
  report: Partial<RawMessageDeltaEvent['usage']>,
  before: Usage = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
): Usage {
  return {
    input: report.input_tokens ?? before.input,
    output: report.output_tokens ?? before.output,
    cacheRead: report.cache_read_input_tokens ?? before.cacheRead,
    cacheWrite: report.cache_creation_input_tokens ?? before.cacheWrite,
  };
}

/** Why an answer ended, and what the model says about it. */
export function ending(stop: Partial<RawMessageDeltaEvent['delta']> | undefined): AnswerEvent {
  const details = stop?.stop_details;
  const explanation = details?.explanation ?? details?.category;
  const reason = stopReasons[stop?.stop_reason ?? 'end_turn'] ?? 'complete';
  return { type: 'end', reason, ...(explanation && { explanation }) };
}

const stopReasons: Readonly<Partial<Record<WireStopReason, StopReason>>> = {
  max_tokens: 'outputLimit',
  refusal: 'refusal',
  pause_turn: 'paused',
  model_context_window_exceeded: 'contextFull',
};

/** Some servers answer in one piece although they were asked for a stream. */
function* wholeAnswer(body: string, requestId: string | undefined): Generator<AnswerEvent> {
  const json = parsed(body);
  if (json && 'error' in json) throw new FailureError(failureOfEvent(json, requestId));
  if (json?.['type'] !== 'message') throw cut('the answer is not a message', requestId);
  const message = json as unknown as Message;
  yield started(message, requestId);
  for (const block of message.content) if (block.type === 'text') yield* text(block.text);
  if (message.usage) yield { type: 'usage', usage: usageOf(message.usage) };
  yield ending(message);
}

function started({ model }: Message, requestId: string | undefined): AnswerEvent {
  return { type: 'started', model, ...(requestId !== undefined && { requestId }) };
}

function* piece(delta: RawContentBlockDelta): Generator<AnswerEvent> {
  if (delta.type === 'text_delta') yield* text(delta.text);
  else if (delta.type === 'thinking_delta') yield { type: 'thinking' };
}

function* text(words: string): Generator<AnswerEvent> {
  if (words !== '') yield { type: 'text', text: words };
}

function isThinking(type: string): boolean {
  return type === 'thinking' || type === 'redacted_thinking';
}

function cut(detail: string, requestId: string | undefined): FailureError {
  return new FailureError({ kind: 'cutStream', detail, ...(requestId && { requestId }) });
}

/** A JSON object; undefined for anything else, like the `[DONE]` of other APIs. */
function parsed(data: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    // Half an event: the stream is cut, which its missing end will say.
    return undefined;
  }
}
