import type { AnswerEvent, AnswerRequest, MessagePart } from '../api/answerTypes.ts';
import { FailureError, toFailure } from '../errors.ts';
import type { Asking } from './asking.ts';
import { partsKey } from './imageParts.ts';
import { recoverImages } from './imageRecovery.ts';
import { AnswerSoFar } from './looks/answerSoFar.ts';
import { Looking } from './looks/looking.ts';
import { contentIn, keepWithinLimits, prepareImages } from './preparedImages.ts';
import type { BuiltMessages } from './question.ts';

/**
 * Prepares the images of a question, sends it, and emits the answer as it arrives. Where the model asks to look closer,
 * it is shown that part and goes on. Images that the server refuses are prepared differently or replaced by a note, and
 * the question is sent again.
 *
 * @throws FailureError for whatever keeps the answer from being complete; the reason of `signal` when that is aborted.
 */
export async function ask(start: Asking): Promise<void> {
  const asking = { ...start, emit: notesOnce(start.emit) };
  await prepareImages(asking);
  await keepWithinLimits(asking);
  if (!asking.question.canBeAsked(contentIn(asking.prepared)))
    throw new FailureError({ kind: 'noImageLeft', detail: '' });
  const looking = new Looking(asking);
  const answer = new AnswerSoFar(asking.emit);
  for (;;) {
    const question = looking.question();
    const said = await askOnce({ ...asking, question }, answer);
    if (!said.some(({ type }) => type === 'toolUse')) return;
    await looking.look(said, answer.length);
    await keepWithinLimits({ ...asking, question: looking.question() });
  }
}

/** One request, and again without the images that the server refused. Returns what was said. */
async function askOnce(asking: Asking, answer: AnswerSoFar): Promise<readonly MessagePart[]> {
  const { question, prepared } = asking;
  const contentOf = contentIn(prepared);
  const changedOnce = new Set<string>();
  for (;;) {
    const built = question.messages(contentOf);
    const { error, begun, said } = await send(asking, built, answer);
    if (error === undefined) return said;
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
  const asked = { ...trial, question: new Looking(trial).question() };
  return requestOf(asked, asked.question.messages(contentIn(trial.prepared)));
}

/** A part of an image shares the fate of the image, which is told once. */
function notesOnce(emit: Asking['emit']): Asking['emit'] {
  const told = new Set<string>();
  return (event) => {
    if (event.type !== 'noted') return emit(event);
    const note = JSON.stringify(event.note);
    if (!told.has(note)) emit(event);
    told.add(note);
  };
}

/**
 * Prepares an image of a question as `ask` would, so that its `prepare` has the result at hand, or half done, by then.
 * Nothing is sent, kept or reported. @throws the reason of `signal`.
 */
export async function prepareAhead(asking: Omit<Asking, 'emit' | 'prepared'>, image: string): Promise<void> {
  const { question } = asking;
  const others = question.images.filter(({ id }) => id !== image);
  const prepared = new Map(others.map((one) => [partsKey(one), { missing: 'it is not asked for' }]));
  const onlyThis = { ...question, asksAbout: new Set([image]) };
  await prepareImages({ ...asking, question: onlyThis, prepared, emit: () => {} });
}

function requestOf({ question, options }: Asking, { messages }: BuiltMessages): AnswerRequest {
  const { system, schema, cache, tools, toolsClosed } = question;
  const { model, maxTokens, effort } = options;
  return {
    ...{ model, maxTokens, system, messages },
    ...(effort && { effort }),
    ...(schema && { schema }),
    ...(tools && { tools }),
    ...(toolsClosed && { toolsClosed }),
    ...(cache !== undefined && { cache }),
  };
}

interface Sent {
  readonly error?: unknown;
  /** Some of the answer had arrived before the error. */
  readonly begun: boolean;
  readonly said: readonly MessagePart[];
}

/** Never throws. */
async function send(asking: Asking, built: BuiltMessages, answer: AnswerSoFar): Promise<Sent> {
  const { dependencies, emit, signal } = asking;
  let begun = false;
  answer.begin(asking.question.toolsClosed === true);
  emit({ type: 'requested' });
  try {
    for await (const event of untilEnd(dependencies.answer(requestOf(asking, built), signal))) {
      begun ||= event.type === 'text';
      if (event.type === 'retrying')
        emit({ type: 'retrying', failure: event.failure, at: Date.now() + event.seconds * 1000 });
      else answer.add(event);
    }
    return { begun, said: answer.said };
  } catch (error) {
    return { error, begun, said: answer.said };
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
