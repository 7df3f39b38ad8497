import type { Usage } from '../api/answerTypes.ts';
import { isImagePart } from '../api/contentBlock.ts';
import { ask } from '../ask/ask.ts';
import type { Asking } from '../ask/asking.ts';
import type { AskAnswerEvent, AskEvent, Look, Question } from '../ask/question.ts';
import { isAbort, toFailure } from '../errors.ts';
import type { ControlQuestion, Extractor } from './extractor.ts';

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
  for (let repairs = extractor.repairs; ; repairs -= 1) {
    const answer = await follow.ask(question);
    const { markdown, complaint, findings, control } = await extractor.read(answer);
    if (complaint !== undefined && repairs > 0 && follow.isComplete) {
      question = withComplaint(question, answer, complaint);
      continue;
    }
    asking.emit({ type: 'rewritten', answer: markdown, source: answer });
    const checked = control && follow.isComplete ? await checkAgain(follow, question, control) : [];
    for (const finding of [...findings, ...checked]) asking.emit({ type: 'found', finding });
    return follow.end();
  }
}

/** Asks once or several times, and passes on what the reader of the answer is to see of that. */
class Follower {
  readonly #asking: Asking;
  readonly #extractor: Extractor;
  #spent: Usage = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
  #current: Usage | undefined;
  #end: Extract<AskAnswerEvent, { type: 'end' }> | undefined;
  /** Requests in which the model looked closer. */
  #rounds = 0;

  constructor(asking: Asking, extractor: Extractor) {
    this.#asking = asking;
    this.#extractor = extractor;
  }

  /** False when the model stopped before its answer was whole. */
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
        shown = shown.then(async () => this.#show(await show(soFar)));
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

  end(): void {
    if (this.#end) this.#asking.emit({ type: 'answer', event: this.#end });
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
    if (isAbort(error) || toFailure(error).kind === 'noKey') throw error;
    // What was extracted stands, whether or not it could be checked.
    return [{ what: 'notCounted' } as const];
  }
}
