import type { MessagePart, ToolUsePart } from '../../api/answerTypes.ts';
import { RefusalError } from '../../image/imageTypes.ts';
import { limitsFor } from '../../image/limits.ts';
import type { Asking } from '../asking.ts';
import { prepareOptions } from '../imageParts.ts';
import { contentIn, keepPrepared } from '../preparedImages.ts';
import type { AttachedImage, BuiltMessages, ContentOf, Look, Question, ShownPart } from '../question.ts';
import { type PlacedMessage, resultOf } from './look.ts';
import { hasMoreDetail, type WantedPart, wantedPart, zoomTool } from './zoomTool.ts';

/** One answer that called for looks, exactly as it came, and the looks. */
interface Round {
  readonly said: readonly MessagePart[];
  readonly looks: readonly Look[];
}

/** Answers in which the model may go on calling after its last look, before the tool is closed. */
const spareRounds = 1;

/** The looks that a model takes while it answers one question. */
export class Looking {
  readonly #asking: Asking;
  readonly #most: number;
  #rounds: Round[] = [];
  #taken = 0;
  #spare = spareRounds;

  constructor(asking: Asking) {
    this.#asking = asking;
    this.#most = asking.options.zoom ?? 0;
  }

  /** Requests of this answer in which the model looked closer. */
  get rounds(): number {
    return this.#rounds.length + (this.#asking.question.begun?.rounds ?? 0);
  }

  /** The question as it is asked next: with what was looked at since. */
  question(): Question {
    const { question } = this.#asking;
    return { ...withRounds(question, this.#rounds), ...this.#offer() };
  }

  /** Answers the calls of an answer, which has so many characters of text before them. @throws the reason of the signal. */
  async look(said: readonly MessagePart[], characters: number): Promise<void> {
    const at = characters + (this.#asking.question.begun?.characters ?? 0);
    const looks: Look[] = [];
    for (const call of said) {
      if (call.type !== 'toolUse') continue;
      const { id, name, input } = call;
      const look = { ...{ id, name, input, at, round: this.rounds }, ...(await this.#answer(call)) };
      looks.push(look);
      this.#asking.emit({ type: 'looked', look });
    }
    this.#rounds.push({ said, looks });
  }

  /** Named where an earlier answer holds a call, or where an image has more to show. */
  #offer(): Pick<Question, 'tools' | 'toolsClosed'> {
    const { question } = this.#asking;
    const open = this.#most > 0 && this.#spare >= 0;
    const needed = this.rounds > 0 || question.hasLooks;
    if (!needed && !(open && this.#hasMore())) return {};
    return { tools: [zoomTool], ...(!open && { toolsClosed: true }) };
  }

  #hasMore(): boolean {
    const { question, prepared } = this.#asking;
    const contentOf = contentIn(prepared);
    return (question.numbered ?? []).some(
      (image) => image && hasMoreDetail(image, contentOf(image), this.#limits()),
    );
  }

  #limits() {
    const { question, options } = this.#asking;
    return limitsFor({ ...options, imageCount: question.images.length });
  }

  async #answer(call: ToolUsePart): Promise<Pick<Look, 'shown' | 'problem'>> {
    if (this.#taken >= this.#most) {
      this.#spare -= 1;
      return { problem: 'No look is left. Answer with what you have seen.' };
    }
    this.#taken += 1;
    const { question, prepared } = this.#asking;
    const contentOf = contentIn(prepared);
    const images = (question.numbered ?? []).map((image) => image && { image, content: contentOf(image) });
    const wanted = wantedPart(call, images, this.#limits());
    return typeof wanted === 'string' ? { problem: wanted } : this.#show(wanted);
  }

  async #show({ image, sent, seen, whole, region }: WantedPart): Promise<Pick<Look, 'shown' | 'problem'>> {
    const { dependencies, signal } = this.#asking;
    const part = { ...partOf(image, region), header: sent.header };
    const shown = ({ width, height, tokens }: Pick<ShownPart, 'width' | 'height' | 'tokens'>) => ({
      shown: { of: image.id, image: part, seen, whole, width, height, tokens },
    });
    const known = contentIn(this.#asking.prepared)(part);
    if ('bytes' in known) return shown(known);
    try {
      const bytes = await dependencies.readBytes(image, signal);
      const made = await dependencies.prepare(bytes, prepareOptions(part, this.#limits()), signal);
      if (made.hash !== sent.hash)
        return { problem: 'The file has changed since it was sent, so nothing more of it can be shown.' };
      keepPrepared(this.#asking, part, made);
      return shown(made);
    } catch (error) {
      if (!(error instanceof RefusalError) || signal.aborted) throw error;
      return { problem: `The file cannot be read any more (${error.refusal.reason}).` };
    }
  }
}

/** A part of an image as an image of its own, with the same parts painted over. */
function partOf(image: AttachedImage, region: NonNullable<AttachedImage['region']>): AttachedImage {
  const { id, name, uri, frame, redactions, byteLength } = image;
  const { x, y, width, height } = region;
  return {
    ...{ id: `${id} ${x},${y} ${width}×${height}`, name, uri, region },
    ...(frame !== undefined && { frame }),
    ...(redactions && { redactions }),
    ...(byteLength !== undefined && { byteLength }),
  };
}

function withRounds(question: Question, rounds: readonly Round[]): Question {
  if (rounds.length === 0) return question;
  const parts = rounds.flatMap(({ looks }) => looks.flatMap(({ shown }) => shown?.image ?? []));
  const known = new Set(question.images.map(({ id }) => id));
  const added = new Map(parts.filter(({ id }) => !known.has(id)).map((image) => [image.id, image]));
  return {
    ...question,
    images: [...question.images, ...added.values()],
    textBytes: question.textBytes + rounds.reduce((sum, { said }) => sum + textBytes(said), 0),
    messages: (contentOf) => withMessages(question.messages(contentOf), rounds, contentOf),
  };
}

/** Three bytes for each character, and room for the JSON around it and for the words of the results. */
function textBytes(said: readonly MessagePart[]): number {
  return 4096 + 3 * JSON.stringify(said).length;
}

function withMessages(built: BuiltMessages, rounds: readonly Round[], contentOf: ContentOf): BuiltMessages {
  const added = rounds.flatMap(({ said, looks }): PlacedMessage[] => [
    { role: 'assistant', parts: said.map((part) => ({ part })) },
    { role: 'user', parts: looks.map((look) => resultOf(look, ({ image }) => contentOf(image))) },
  ]);
  const first = built.messages.length;
  return {
    messages: [
      ...built.messages,
      ...added.map(({ role, parts }) => ({ role, parts: parts.map(({ part }) => part) })),
    ],
    imageAt: ({ message, part }) =>
      message < first ? built.imageAt({ message, part }) : added[message - first]?.parts[part]?.image,
  };
}
