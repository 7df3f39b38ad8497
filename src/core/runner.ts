import { mendings } from './api/recover.ts';
import type { Place } from './api/request.ts';
import type { Answer, AnswerRequest, Effort } from './api/types.ts';
import type { AttachedImage, Conversation, Note, RunEvent, Turn } from './conversation.ts';
import { type Failure, FailureError, toFailure } from './errors.ts';
import { type BuiltMessages, buildMessages, isAnswered, systemPrompt, turnsOfRequest } from './messages.ts';
import { createPreparation, type Preparation, type PreparationParts } from './preparation.ts';

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
  readonly images: readonly AttachedImage[];
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
      for await (const _event of prepareImages(preparation, run)) signal.throwIfAborted();
      return requestOf(buildMessages(conversation, id, preparation.contentOf), options);
    },
    forget: ({ turns, attached }) =>
      preparation.keepOnly([...attached, ...turns.flatMap((turn) => turn.images)]),
  };
}

function runOf(conversation: Conversation, id: string, options: RunOptions, signal: AbortSignal): Run {
  const turns = turnsOfRequest(conversation, id);
  const turn = turns.at(-1);
  if (!turn) throw new RangeError(`there is no turn ${id}`);
  const images = turns.flatMap((one) => one.images);
  return { conversation, turn, before: turns.slice(0, -1), images, options, signal };
}

function prepareImages(preparation: Preparation, run: Run): AsyncIterable<RunEvent> {
  const { turn, before, images, options, signal } = run;
  const otherBytes = textBytes([...before, turn]);
  return preparation.prepareAll({ turn, images, otherBytes, ...options }, signal);
}

async function* answerTurn(answer: Answer, preparation: Preparation, run: Run): AsyncIterable<RunEvent> {
  const { conversation, turn, images, signal } = run;
  // A long day of recipes, each about images of its own, must not fill the memory.
  preparation.keepOnly([...conversation.attached, ...images]);
  yield* prepareImages(preparation, run);
  if (!hasSubject(run, preparation)) throw new FailureError({ kind: 'noImageLeft', detail: '' });

  const mended = new Set<string>();
  while (true) {
    const built = buildMessages(conversation, turn.id, preparation.contentOf);
    try {
      return yield* send(answer, built, run);
    } catch (error) {
      signal.throwIfAborted();
      const isSecond = mended.size > 0;
      const notes = await mend(toFailure(error), built, preparation, run, mended);
      for (const note of notes) yield { turn: turn.id, type: 'noted', note };
      if (isSecond || notes.length === 0) throw error;
    }
  }
}

/** Without any image left, only what was already said about them can be talked about. */
function hasSubject({ turn, before, images }: Run, { contentOf }: Preparation): boolean {
  if (images.length === 0 || images.some((image) => !('missing' in contentOf(image)))) return true;
  return turn.images.length === 0 && before.some(isAnswered);
}

function requestOf({ messages }: BuiltMessages, { model, maxTokens, effort }: RunOptions): AnswerRequest {
  return { model, maxTokens, system: systemPrompt, messages, ...(effort && { effort }) };
}

async function* send(answer: Answer, built: BuiltMessages, run: Run): AsyncIterable<RunEvent> {
  const turn = run.turn.id;
  yield { turn, type: 'requested' };
  for await (const event of answer(requestOf(built, run.options), run.signal)) {
    if (event.type === 'retrying')
      yield { turn, type: 'retrying', failure: event.failure, at: Date.now() + event.seconds * 1000 };
    else yield { turn, type: 'answer', event };
    if (event.type === 'end') return;
  }
  throw new FailureError({ kind: 'cutStream', detail: 'the answer had no end' });
}

/**
 * Sees to it that an image which the server refused fails neither this question nor any later one: another version of
 * it, and when that is refused too, a note in its place.
 */
async function mend(
  failure: Failure,
  sent: BuiltMessages,
  preparation: Preparation,
  run: Run,
  mended: Set<string>,
): Promise<Note[]> {
  const notes: Note[] = [];
  const isMended = (place: Place) => mended.has(sent.imageAt(place) ?? '');
  for (const mending of mendings(sent.messages, failure, isMended)) {
    const image = run.images.find((one) => one.id === sent.imageAt(mending));
    if (!image) continue;
    mended.add(image.id);
    notes.push(await preparation.mend(image, mending, failure.detail, run.signal));
  }
  return notes;
}

/** The text of a request, with room for what JSON adds to it. */
function textBytes(turns: readonly Turn[]): number {
  const text = turns.reduce((sum, turn) => sum + turn.question.length + turn.answer.length, 0);
  return 4096 + 3 * text;
}
