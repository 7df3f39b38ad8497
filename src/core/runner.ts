import type { Answer, AnswerRequest, Effort } from './api/types.ts';
import type { AttachedImage, Conversation, Note, RunEvent, Turn } from './conversation.ts';
import { type Failure, FailureError, toFailure } from './errors.ts';
import { type BuiltMessages, buildMessages, systemPrompt, turnsOfRequest } from './messages.ts';
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
  /** Drops what is kept of images that are no longer in the conversation. */
  readonly forget: (conversation: Conversation) => void;
}

interface Run {
  readonly conversation: Conversation;
  readonly turn: Turn;
  readonly images: readonly AttachedImage[];
  readonly options: RunOptions;
  readonly signal: AbortSignal;
}

export function createRunner(parts: RunnerParts): Runner {
  const preparation = createPreparation(parts);
  return {
    start: async function* (conversation, id, options, signal) {
      try {
        const turns = turnsOfRequest(conversation, id);
        const turn = turns.at(-1);
        if (!turn) return;
        const images = turns.flatMap((one) => one.images);
        yield* answerTurn(parts.answer, preparation, { conversation, turn, images, options, signal });
      } catch (error) {
        yield signal.aborted
          ? { turn: id, type: 'stopped' }
          : { turn: id, type: 'failed', failure: toFailure(error) };
      }
    },
    forget: ({ turns, attached }) =>
      preparation.keepOnly([...attached, ...turns.flatMap((turn) => turn.images)]),
  };
}

async function* answerTurn(answer: Answer, preparation: Preparation, run: Run): AsyncIterable<RunEvent> {
  const { conversation, turn, images, options, signal } = run;
  const otherBytes = textBytes(conversation);
  yield* preparation.prepareAll({ turn, images, otherBytes, ...options }, signal);
  if (images.length > 0 && images.every((image) => 'missing' in preparation.contentOf(image)))
    throw new FailureError({ kind: 'noImageLeft', detail: '' });

  const first = buildMessages(conversation, turn.id, preparation.contentOf);
  try {
    yield* send(answer, first, run);
  } catch (error) {
    const failure = toFailure(error);
    if (failure.kind !== 'imageRefused' || signal.aborted) throw error;
    const notes = await mend(failure, first, preparation, run);
    if (notes.length === 0) throw error;
    for (const note of notes) yield { turn: turn.id, type: 'noted', note };
    yield* send(answer, buildMessages(conversation, turn.id, preparation.contentOf), run);
  }
}

async function* send(answer: Answer, { messages }: BuiltMessages, run: Run): AsyncIterable<RunEvent> {
  const turn = run.turn.id;
  const { model, maxTokens, effort } = run.options;
  const request: AnswerRequest = {
    ...{ model, maxTokens, system: systemPrompt, messages },
    ...(effort && { effort }),
  };
  yield { turn, type: 'requested' };
  for await (const event of answer(request, run.signal)) {
    if (event.type === 'retrying')
      yield { turn, type: 'retrying', failure: event.failure, at: Date.now() + event.seconds * 1000 };
    else yield { turn, type: 'answer', event };
    if (event.type === 'end') return;
  }
  throw new FailureError({ kind: 'cutStream', detail: 'the answer had no end' });
}

/**
 * Sees to it that an image which the server refused fails neither this question nor any later one: a smaller version
 * where the server named a size, else a note in its place. Without a name it was one of those sent for the first time.
 */
async function mend(
  failure: Failure,
  sent: BuiltMessages,
  preparation: Preparation,
  run: Run,
): Promise<Note[]> {
  const named = (failure.images ?? []).map((place) => sent.imageAt(place));
  const suspects =
    named.length > 0 ? run.images.filter((image) => named.includes(image.id)) : run.turn.images;
  const notes: Note[] = [];
  for (const image of suspects) {
    if ('missing' in preparation.contentOf(image)) continue;
    const { maxSide } = failure;
    if (maxSide !== undefined && (await preparation.shrink(image, maxSide, run.signal))) {
      notes.push({
        what: 'shrunk',
        image: image.name,
        ...sizeOf(image, preparation),
        why: 'refusedByServer',
      });
    } else {
      preparation.leaveOut(image, 'the server refused it');
      notes.push({ what: 'refusedByServer', image: image.name, detail: failure.detail });
    }
  }
  return notes;
}

function sizeOf(image: AttachedImage, preparation: Preparation): { width: number; height: number } {
  const content = preparation.contentOf(image);
  return 'missing' in content ? { width: 0, height: 0 } : content;
}

/** The text of a request, with room for what JSON adds to it. */
function textBytes({ turns }: Conversation): number {
  const text = turns.reduce((sum, turn) => sum + turn.question.length + turn.answer.length, 0);
  return 4096 + 3 * text;
}
