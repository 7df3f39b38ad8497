import * as v from 'valibot';
import type { AttachedImage } from './question.ts';
import { type NamedConversation, storedImage } from './storedConversation.ts';

/** A conversation as a list shows it. */
export interface ConversationSummary {
  readonly id: string;
  /** When it was last changed, in ms since 1970. */
  readonly changed: number;
  /** Given by the user, else the first line of the first question; empty before one was asked. */
  readonly title: string;
  /** Questions asked. */
  readonly questions: number;
  /** The first of its images. */
  readonly image?: AttachedImage;
  /** File names of its images, without repetition, but for those that are too many. */
  readonly names: readonly string[];
  /** How many names were too many. */
  readonly moreNames?: number;
}

/** Rises when the shape changes; an index of another version is made anew from the conversations. */
const version = 1;

const maxTitle = 200;
const maxNames = 20;
const maxEntries = 10_000;

export function summaryOf(
  id: string,
  { conversation, name }: NamedConversation,
  changed: number,
): ConversationSummary {
  const { attached, turns } = conversation;
  const images = [...turns.flatMap((turn) => turn.images), ...attached];
  const [image] = images;
  const names = [...new Set(images.map((one) => one.name))];
  return {
    ...{ id, changed, questions: turns.length },
    title: name ?? firstLine(turns[0]?.title ?? ''),
    ...(image && { image: withoutTrace(image) }),
    names: names.slice(0, maxNames),
    ...(names.length > maxNames && { moreNames: names.length - maxNames }),
  };
}

export function indexText(conversations: readonly ConversationSummary[]): string {
  return JSON.stringify({ version, conversations });
}

/** Undefined when the text is no index of this version. */
export function readIndex(text: string): readonly ConversationSummary[] | undefined {
  try {
    const read = v.safeParse(index, JSON.parse(text));
    return read.success ? read.output.conversations : undefined;
  } catch {
    // Half a file, or something else: the conversations themselves are still there.
    return undefined;
  }
}

function firstLine(text: string): string {
  const [line = ''] = text.trim().split('\n');
  return line.slice(0, maxTitle);
}

/** What was sent of it does not matter in a list. */
function withoutTrace({ sent: _sent, problem: _problem, ...image }: AttachedImage): AttachedImage {
  return image;
}

const count = v.pipe(v.number(), v.finite(), v.minValue(0));

const summary = v.object({
  id: v.pipe(v.string(), v.regex(/^[\w-]{1,100}$/)),
  changed: count,
  title: v.pipe(v.string(), v.maxLength(maxTitle)),
  questions: count,
  image: v.exactOptional(storedImage),
  names: v.pipe(v.array(v.string()), v.maxLength(maxNames)),
  moreNames: v.exactOptional(count),
});

const index = v.object({
  version: v.literal(version),
  conversations: v.pipe(v.array(summary), v.maxLength(maxEntries)),
});
