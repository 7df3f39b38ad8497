import { FailureError } from '../../errors.ts';
import type { AnswerEvent, StopReason, Usage } from '../answerTypes.ts';
import { failureOfEvent } from '../failures/apiFailure.ts';
import { parse } from '../schema.ts';
import { AnswerBlocks } from './blocks.ts';
import { eventSchema, messageSchema, type StopFields, type UsageReport } from './eventSchema.ts';

/** Turns the events of a stream into those of an answer, and remembers what later ones need. Does no I/O. */
export class AnswerDecoder {
  /** True from `message_stop` on; later events are ignored. */
  ended = false;
  readonly #requestId: string | undefined;
  #usage = nothingUsed;
  #stop: StopFields | undefined;
  readonly #blocks = new AnswerBlocks();

  constructor(requestId: string | undefined) {
    this.#requestId = requestId;
  }

  /**
   * @throws FailureError for an error event, whether or not it calls itself one; `invalidResponse` for a damaged
   * event; `answerTooLong` for one that is longer than any.
   */
  *decode(data: object): Generator<AnswerEvent, void> {
    if (this.ended) return;
    if ('error' in data && data.error) throw new FailureError(failureOfEvent(data, this.#requestId));
    const event = parse(eventSchema, data);
    switch (event.type) {
      case 'message_start':
        yield started(event.message?.model, this.#requestId);
        yield* this.#count(event.message?.usage);
        break;
      case 'content_block_start':
        yield* this.#blocks.begin(event.content_block);
        break;
      case 'content_block_delta':
        yield* this.#blocks.add(event.delta);
        break;
      case 'content_block_stop':
        yield* this.#blocks.end();
        break;
      case 'message_delta':
        this.#stop = event.delta;
        yield* this.#count(event.usage);
        break;
      case 'message_stop':
        yield* this.#blocks.end();
        this.ended = true;
        yield ending(this.#stop);
    }
  }

  /** @throws FailureError when it is not a message. */
  *decodeWhole(data: object): Generator<AnswerEvent, void> {
    if (!('type' in data && data.type === 'message'))
      throw new FailureError(failureOfEvent(data, this.#requestId));
    const message = parse(messageSchema, data);
    yield started(message.model, this.#requestId);
    for (const block of message.content) {
      yield* this.#blocks.begin(block);
      yield* this.#blocks.end();
    }
    yield* this.#count(message.usage);
    this.ended = true;
    yield ending(message);
  }

  *#count(report: UsageReport | undefined): Generator<AnswerEvent, void> {
    if (!report) return;
    this.#usage = usageOf(report, this.#usage);
    yield { type: 'usage', usage: this.#usage };
  }
}

const nothingUsed: Usage = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };

/** Reports hold the totals so far and may leave out what did not change. */
function usageOf(report: UsageReport, before: Usage): Usage {
  return {
    input: report.input_tokens ?? before.input,
    output: report.output_tokens ?? before.output,
    cacheRead: report.cache_read_input_tokens ?? before.cacheRead,
    cacheWrite: report.cache_creation_input_tokens ?? before.cacheWrite,
  };
}

function started(model = '', requestId: string | undefined): AnswerEvent {
  return { type: 'started', model, ...(requestId !== undefined && { requestId }) };
}

function ending(stop: StopFields | undefined): AnswerEvent {
  const details = stop?.stop_details;
  const explanation = details?.explanation || details?.category;
  const reason = stopReasons.get(stop?.stop_reason ?? '') ?? 'complete';
  return { type: 'end', reason, ...(explanation && { explanation }) };
}

/** All others, among them `end_turn` and `stop_sequence`, complete the answer. */
const stopReasons: ReadonlyMap<string, StopReason | 'toolUse'> = new Map<string, StopReason | 'toolUse'>([
  ['max_tokens', 'outputLimit'],
  ['tool_use', 'toolUse'],
  ['refusal', 'refusal'],
  ['pause_turn', 'paused'],
  ['model_context_window_exceeded', 'contextFull'],
]);
