import type { Usage } from '../api/answerTypes.ts';
import { isImagePart } from '../api/contentBlock.ts';
import { ask } from '../ask/ask.ts';
import type { Asking } from '../ask/asking.ts';
import type { AskAnswerEvent, AskEvent, Look, Question } from '../ask/question.ts';
import { isAbort, toFailure } from '../errors.ts';
import type { ControlQuestion, Extracted, Extractor } from './extractor.ts';

/**
 * Asks a question. Where its answer is to be checked before it is offered, what is wrong with it goes back to the model,
 * and what stays wrong is noted. Emits what `ask` emits, and the answer as it reads now each time that it changes.
 *
 * @throws as {@link ask}.
 */
export async function askChecked(asking: Asking): Promise<void> {
  const { extractor } = asking.question;
  await (extractor ? extract(asking, extractor) : ask(asking));
}

async function extract(asking: Asking, extractor: Extractor): Promise<void> {
  const follow = new Follower(asking, extractor);
  let { question } = asking;
  let attempt = await read(follow, question, extractor);
  for (let repairs = extractor.repairs; attempt.complaint !== undefined && repairs > 0; repairs -= 1) {
    if (!follow.isComplete) break;
    question = withComplaint(question, attempt.answer, attempt.complaint);
    const next = await readAgain(follow, question, extractor, attempt);
    if (next === attempt) break;
    attempt = next;
  }
  const { markdown, answer, findings, control, end } = attempt;
  asking.emit({ type: 'rewritten', answer: markdown, source: answer });
  const checked = control && end?.reason === 'complete' ? await checkAgain(follow, question, control) : [];
  for (const finding of [...findings, ...checked]) asking.emit({ type: 'found', finding });
  if (end) asking.emit({ type: 'answer', event: end });
}

/** An answer and what was read from it. */
interface Attempt extends Extracted {
  readonly answer: string;
  readonly end: AnswerEnd | undefined;
}

type AnswerEnd = Extract<AskAnswerEvent, { type: 'end' }>;

async function read(follow: Follower, question: Question, extractor: Extractor): Promise<Attempt> {
  const answer = await follow.ask(question);
  return { ...(await extractor.read(answer)), answer, end: follow.ended };
}

/** The answer to a complaint, or `before` where nothing better came: it was usable, and has been paid for. */
async function readAgain(follow: Follower, question: Question, extractor: Extractor, before: Attempt) {
  const isUsable = !isUnread(before);
  try {
    const next = await read(follow, question, extractor);
    const isWorse = !follow.isComplete || isUnread(next);
    return isUsable && isWorse ? before : next;
  } catch (error) {
    if (isAbort(error) || isForKey(error) || !isUsable) throw error;
    return before;
  }
}

function isUnread({ findings }: Extracted): boolean {
  return findings.some(({ what }) => what === 'notRead');
}

/** The key is gone, which the user is asked for. */
function isForKey(error: unknown): boolean {
  return toFailure(error).kind === 'noKey';
}

/** Asks once or several times, and passes on what the reader of the answer is to see of that. */
class Follower {
  readonly #asking: Asking;
  readonly #extractor: Extractor;
  #spent: Usage = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
  #current: Usage | undefined;
  #end: AnswerEnd | undefined;
  /** Requests in which the model looked closer. */
  #rounds = 0;

  constructor(asking: Asking, extractor: Extractor) {
    this.#asking = asking;
    this.#extractor = extractor;
  }

  /** How the last answer ended. */
  get ended(): AnswerEnd | undefined {
    return this.#end;
  }

  /** False when the model stopped before its last answer was whole. */
  get isComplete(): boolean {
    return this.#end?.reason === 'complete';
  }

  async ask(question: Question, show: (answer: string) => Promise<string> = this.#extractor.preview) {
    let text = '';
    // The next length at which the answer is shown: parsing it each time would cost the square of its length.
    let next = 1;
    let shown = Promise.resolve();
    const rounds = this.#rounds;
    const emit = (event: AskEvent) => {
      if (event.type === 'looked') {
        // What was said before a look is no part of the result.
        text = '';
        next = 1;
        return this.#look(event.look, rounds);
      }
      if (event.type !== 'answer') return this.#asking.emit(event);
      if (event.event.type === 'end') this.#end = event.event;
      else if (event.event.type === 'usage') this.#use(event.event.usage);
      else if (event.event.type !== 'text') this.#asking.emit(event);
      else {
        text = (text + event.event.text).trimStart();
        if (text.length < next) return;
        next = Math.max(text.length + shortestStep, text.length * 1.05);
        const soFar = text;
        // What is no beginning of anything yet is read once it is whole.
        shown = shown.then(async () => this.#show(await show(soFar).catch(() => '')));
      }
    };
    await ask({ ...this.#asking, question, emit }).finally(() => shown);
    this.#spent = sum(this.#spent, this.#current);
    this.#current = undefined;
    return text;
  }

  #look(look: Look, before: number): void {
    const round = before + look.round;
    this.#rounds = round + 1;
    this.#asking.emit({ type: 'looked', look: { ...look, round, at: 0 } });
  }

  /** The usage of a run is that of all its requests. */
  #use(usage: Usage): void {
    this.#current = usage;
    this.#asking.emit({ type: 'answer', event: { type: 'usage', usage: sum(this.#spent, usage) } });
  }

  #show(answer: string): void {
    if (answer !== '') this.#asking.emit({ type: 'rewritten', answer });
  }
}

/** Characters of an answer after which it is shown again. */
const shortestStep = 24;

function sum(before: Usage, more: Usage | undefined): Usage {
  if (!more) return before;
  return {
    input: before.input + more.input,
    output: before.output + more.output,
    cacheRead: before.cacheRead + more.cacheRead,
    cacheWrite: before.cacheWrite + more.cacheWrite,
  };
}

/** The same question, its faulty answer, and what is wrong with that. */
function withComplaint(question: Question, answer: string, complaint: string): Question {
  const text = `${complaint}\nLook at the image again and answer with the whole result once more, in the same form.`;
  return {
    ...question,
    textBytes: question.textBytes + 3 * (answer.length + text.length) + 1024,
    messages: (contentOf) => {
      const { messages, imageAt } = question.messages(contentOf);
      const said = answer.trim() === '' ? '(no answer)' : answer.trimEnd();
      return {
        messages: [
          ...messages,
          { role: 'assistant', parts: [{ type: 'text', text: said }] },
          { role: 'user', parts: [{ type: 'text', text }] },
        ],
        imageAt,
      };
    },
  };
}

/** Asks about the same images alone, so that the answer owes nothing to the one it checks. */
async function checkAgain(follow: Follower, asked: Question, { text, schema, compare }: ControlQuestion) {
  const { numbered: _, ...question } = asked;
  const images: Question = {
    ...{ ...question, schema },
    messages: (contentOf) => {
      const { messages, imageAt } = question.messages(contentOf);
      const first = messages.findLastIndex(({ parts }) => parts.some(isImagePart));
      const parts = (messages[first]?.parts ?? []).filter(isImagePart);
      const places = (messages[first]?.parts ?? []).flatMap((one, part) => (isImagePart(one) ? [part] : []));
      return {
        messages: [{ role: 'user', parts: [...parts, { type: 'text', text }] }],
        imageAt: ({ part }) => imageAt({ message: first, part: places[part] ?? -1 }),
      };
    },
  };
  try {
    return compare(await follow.ask(images, async () => ''));
  } catch (error) {
    if (isAbort(error) || isForKey(error)) throw error;
    // What was extracted stands, whether or not it could be checked.
    return [{ what: 'notCounted' } as const];
  }
}
