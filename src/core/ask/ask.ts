import type { AnswerEvent, AnswerRequest } from '../api/answerTypes.ts';
import { FailureError, toFailure } from '../errors.ts';
import type { Asking } from './asking.ts';
import { recoverImages } from './imageRecovery.ts';
import { contentIn, keepWithinLimits, prepareImages } from './preparedImages.ts';
import type { BuiltMessages } from './question.ts';

/**
 * Prepares the images of a question, sends it, and emits the answer as it arrives. Images that the server refuses are
 * prepared differently or replaced by a note, and the question is sent again.
 *
 * @throws FailureError for whatever keeps the answer from being complete; the reason of `signal` when that is aborted.
 */
export async function ask(asking: Asking): Promise<void> {
  const { question, prepared } = asking;
  const contentOf = contentIn(prepared);
  await prepareImages(asking);
  await keepWithinLimits(asking);
  if (!question.canBeAsked(contentOf)) throw new FailureError({ kind: 'noImageLeft', detail: '' });
  const changedOnce = new Set<string>();
  for (;;) {
    const built = question.messages(contentOf);
    const { error, begun } = await send(asking, built);
    if (error === undefined) return;
    // Half an answer is kept as it is: a second one behind it would make no sense.
    if (begun || !(await recoverImages(asking, { failure: toFailure(error), built }, changedOnce)))
      throw error;
    if (question.withoutImages === 'fails' && !question.canBeAsked(contentOf)) throw error;
    await keepWithinLimits(asking);
  }
}

/** The request that `ask` would send, to have its tokens counted. @throws FailureError, and the reason of `signal`. */
export async function requestFor(asking: Omit<Asking, 'emit'>): Promise<AnswerRequest> {
  // What is changed to keep a limit is reported when the question is asked, so nothing of it may be kept here.
  const trial: Asking = { ...asking, prepared: new Map(asking.prepared), emit: () => {} };
  await prepareImages(trial);
  await keepWithinLimits(trial);
  return requestOf(trial, trial.question.messages(contentIn(trial.prepared)));
}

/**
 * Prepares an image of a question as `ask` would, so that its `prepare` has the result at hand, or half done, by then.
 * Nothing is sent, kept or reported. @throws the reason of `signal`.
 */
export async function prepareAhead(asking: Omit<Asking, 'emit' | 'prepared'>, image: string): Promise<void> {
  const { question } = asking;
  const others = question.images.filter(({ id }) => id !== image);
  const prepared = new Map(others.map(({ id }) => [id, { missing: 'it is not asked for' }]));
  const onlyThis = { ...question, asksAbout: new Set([image]) };
  await prepareImages({ ...asking, question: onlyThis, prepared, emit: () => {} });
}

function requestOf({ question, options }: Asking, { messages }: BuiltMessages): AnswerRequest {
  const { system, schema, cache } = question;
  const { model, maxTokens, effort } = options;
  return {
    ...{ model, maxTokens, system, messages },
    ...(effort && { effort }),
    ...(schema && { schema }),
    ...(cache !== undefined && { cache }),
  };
}

/** Never throws: the error, and whether some of the answer had arrived before it. */
async function send(asking: Asking, built: BuiltMessages): Promise<{ error?: unknown; begun: boolean }> {
  const { dependencies, emit, signal } = asking;
  let begun = false;
  emit({ type: 'requested' });
  try {
    for await (const event of untilEnd(dependencies.answer(requestOf(asking, built), signal))) {
      begun ||= event.type === 'text';
      emit(
        event.type === 'retrying'
          ? { type: 'retrying', failure: event.failure, at: Date.now() + event.seconds * 1000 }
          : { type: 'answer', event },
      );
    }
    return { begun };
  } catch (error) {
    return { error, begun };
  }
}

/** Reads on after the end, so that the connection can be used again; whatever comes after the end does not matter. */
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
