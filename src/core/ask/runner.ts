import type { Answer, AnswerEvent, AnswerRequest, Effort } from '../api/answerTypes.ts';
import { FailureError, toFailure } from '../errors.ts';
import type { Conversation, RunEvent, Turn } from './conversation.ts';
import {
  createPreparation,
  type ImagesOfRequest,
  makeLegal,
  type Preparation,
  type PreparationParts,
} from './imagePreparation.ts';
import { mend } from './imageRecovery.ts';
import {
  type BuiltMessages,
  buildMessages,
  isAnswered,
  subjectOf,
  systemPrompt,
  turnsOfRequest,
} from './messages.ts';

export interface RunnerParts extends PreparationParts {
  readonly answer: Answer;
}

export interface RunOptions {
  readonly model: string;
  readonly baseUrl: string;
  readonly detail: 'auto' | 'high' | 'standard';
  readonly maxTokens: number;
  readonly effort?: Effort;
}

export interface Runner {
  /** Answers one turn of a conversation. Ends by itself; every failure is an event, nothing is thrown. */
  readonly start: (
    conversation: Conversation,
    turn: string,
    options: RunOptions,
    signal: AbortSignal,
  ) => AsyncIterable<RunEvent>;
  /** The request of a turn as `start` would send it, for whoever wants to count it. Throws what cannot be prepared. */
  readonly request: (
    conversation: Conversation,
    turn: string,
    options: RunOptions,
    signal: AbortSignal,
  ) => Promise<AnswerRequest>;
  /** Drops what is kept of images that are no longer in the conversation. */
  readonly forget: (conversation: Conversation) => void;
}

interface Run {
  readonly conversation: Conversation;
  readonly turn: Turn;
  /** Of the same subject, oldest first. */
  readonly before: readonly Turn[];
  readonly request: ImagesOfRequest;
  readonly options: RunOptions;
  readonly signal: AbortSignal;
}

export function createRunner(parts: RunnerParts): Runner {
  const preparation = createPreparation(parts);
  return {
    start: async function* (conversation, id, options, signal) {
      try {
        yield* answerTurn(parts.answer, preparation, runOf(conversation, id, options, signal));
      } catch (error) {
        yield signal.aborted
          ? { turn: id, type: 'stopped' }
          : { turn: id, type: 'failed', failure: toFailure(error) };
      }
    },
    request: async (conversation, id, options, signal) => {
      const run = runOf(conversation, id, options, signal);
      // What is changed for the sake of a limit has to be told, and nobody listens here.
      const trial = preparation.copy();
      for await (const _event of prepareImages(trial, run)) signal.throwIfAborted();
      return requestOf(buildMessages(conversation, id, trial.contentOf), options);
    },
    forget: ({ turns }) => preparation.keepOnly(turns.flatMap((turn) => turn.images)),
  };
}

function runOf(conversation: Conversation, id: string, options: RunOptions, signal: AbortSignal): Run {
  const turns = turnsOfRequest(conversation, id);
  const turn = turns.at(-1);
  if (!turn) throw new RangeError(`there is no turn ${id}`);
  const images = turns.flatMap((one) => one.images);
  const request = { turn, images, otherBytes: textBytes(turns), ...options };
  return { conversation, turn, before: turns.slice(0, -1), request, options, signal };
}

async function* prepareImages(
  preparation: Preparation,
  { request, signal }: Run,
): AsyncGenerator<RunEvent, void> {
  yield* preparation.prepare(request, signal);
  yield* makeLegal(request, preparation, signal);
}

async function* answerTurn(answer: Answer, preparation: Preparation, run: Run): AsyncIterable<RunEvent> {
  const { conversation, turn, request, signal } = run;
  // A long day of recipes, each about images of its own, must not fill the memory.
  preparation.keepOnly(subjectOf(conversation, turn.id).flatMap(({ images }) => images));
  yield* prepareImages(preparation, run);
  if (!hasSubject(run, preparation)) throw new FailureError({ kind: 'noImageLeft', detail: '' });

  const tried = new Set<string>();
  for (;;) {
    const sent = buildMessages(conversation, turn.id, preparation.contentOf);
    let begun = false;
    try {
      for await (const event of send(answer, sent, run)) {
        begun ||= event.type === 'answer' && event.event.type === 'text';
        yield event;
      }
      return;
    } catch (error) {
      const refused = { failure: toFailure(error), sent, request };
      // What was said is kept as it is: a second answer behind it would make no sense.
      if (begun || !(yield* mend(refused, preparation, tried, signal))) throw error;
      yield* makeLegal(request, preparation, signal);
    }
  }
}

/** Without any image left, only what was already said about them can be talked about. */
function hasSubject({ turn, before, request: { images } }: Run, { contentOf }: Preparation): boolean {
  if (images.length === 0 || images.some((image) => !('missing' in contentOf(image)))) return true;
  return turn.images.length === 0 && before.some(isAnswered);
}

function requestOf({ messages }: BuiltMessages, { model, maxTokens, effort }: RunOptions): AnswerRequest {
  return { model, maxTokens, system: systemPrompt, messages, ...(effort && { effort }) };
}

async function* send(answer: Answer, built: BuiltMessages, run: Run): AsyncIterable<RunEvent> {
  const turn = run.turn.id;
  yield { turn, type: 'requested' };
  for await (const event of untilEnd(answer(requestOf(built, run.options), run.signal)))
    if (event.type === 'retrying')
      yield { turn, type: 'retrying', failure: event.failure, at: Date.now() + event.seconds * 1000 };
    else yield { turn, type: 'answer', event };
}

/** Hears the answer out, so that its connection can be used again; whatever comes after its end does not matter. */
async function* untilEnd(events: AsyncIterable<AnswerEvent>): AsyncIterable<AnswerEvent> {
  let ended = false;
  try {
    for await (const event of events) {
      if (!ended) yield event;
      ended ||= event.type === 'end';
    }
  } catch (error) {
    if (!ended) throw error;
  }
  if (!ended) throw new FailureError({ kind: 'cutStream', detail: 'the answer had no end' });
}

/** The text of a request, with room for what JSON adds to it. */
function textBytes(turns: readonly Turn[]): number {
  const text = turns.reduce((sum, turn) => sum + turn.question.length + turn.answer.length, 0);
  return 4096 + 3 * text;
}
