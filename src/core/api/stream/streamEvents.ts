import type {
  Message,
  RawContentBlockDelta,
  RawMessageDeltaEvent,
  RawMessageStreamEvent,
  StopReason as WireStopReason,
} from '@anthropic-ai/sdk/resources/messages/messages';
import { FailureError } from '../../errors.ts';
import type { AnswerEvent, StopReason, Usage } from '../answerTypes.ts';
import { failureOfEvent } from '../failures/apiFailure.ts';

type Json = Readonly<Record<string, unknown>>;

/** Turns the events of a stream into ours, remembering what later ones need. No input or output of its own. */
export class AnswerDecoder {
  /** True from `message_stop` on; later events are read over. */
  ended = false;
  readonly #requestId: string | undefined;
  #usage = nothingUsed;
  #stop: RawMessageDeltaEvent['delta'] | undefined;

  constructor(requestId: string | undefined) {
    this.#requestId = requestId;
  }

  /** @throws FailureError for an error event, whether or not it calls itself one. */
  *decode(event: Json): Generator<AnswerEvent> {
    if (this.ended) return;
    if (event['error']) throw new FailureError(failureOfEvent(event, this.#requestId));
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

  *#count(report: UsageReport | undefined): Generator<AnswerEvent> {
    if (!report) return;
    this.#usage = usageOf(report, this.#usage);
    yield { type: 'usage', usage: this.#usage };
  }
}

/** An answer that came in one piece. @throws FailureError when it is none. */
export function* wholeAnswer(json: Json, requestId?: string): Generator<AnswerEvent> {
  if (json['type'] !== 'message') throw new FailureError(failureOfEvent(json, requestId));
  const message = json as unknown as Message;
  yield started(message, requestId);
  for (const block of message.content) if (block.type === 'text') yield* text(block.text);
  if (message.usage) yield { type: 'usage', usage: usageOf(message.usage, nothingUsed) };
  yield ending(message);
}

/** A JSON object; undefined for anything else: half an event, or the `[DONE]` of other APIs. */
export function jsonOf(data: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null ? (value as Json) : undefined;
  } catch {
    // Whatever is missing then, the missing end of the answer will say it.
    return undefined;
  }
}

const nothingUsed: Usage = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };

type UsageReport = Partial<RawMessageDeltaEvent['usage']>;

/** Reports hold the totals so far and may leave out what did not change. */
function usageOf(report: UsageReport, before: Usage): Usage {
  return {
    input: report.input_tokens ?? before.input,
    output: report.output_tokens ?? before.output,
    cacheRead: report.cache_read_input_tokens ?? before.cacheRead,
    cacheWrite: report.cache_creation_input_tokens ?? before.cacheWrite,
  };
}

function started(message: Message | undefined, requestId: string | undefined): AnswerEvent {
  return { type: 'started', model: message?.model ?? '', ...(requestId !== undefined && { requestId }) };
}

function ending(stop: Partial<RawMessageDeltaEvent['delta']> | undefined): AnswerEvent {
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

function* piece(delta: RawContentBlockDelta): Generator<AnswerEvent> {
  if (delta.type === 'text_delta') yield* text(delta.text);
  else if (delta.type === 'thinking_delta') yield { type: 'thinking' };
}

function* text(words: string): Generator<AnswerEvent> {
  if (words) yield { type: 'text', text: words };
}

function isThinking(type: string): boolean {
  return type === 'thinking' || type === 'redacted_thinking';
}
