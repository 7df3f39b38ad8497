import type { AskDependencies } from './asking.ts';
import { imagesOfRequest, leftOutOf, turnsOfRequest } from './conversation/subject.ts';
import type { Conversation, Turn } from './conversation.ts';
import { buildMessages, isAnswered, isContinued, systemPrompt } from './messages.ts';
import type { AttachedImage, ContentOf, Look, Question } from './question.ts';

/** The question of a turn, with all that was said before about its subject. @throws RangeError for an unknown id. */
export function conversationQuestion(
  conversation: Conversation,
  turnId: string,
  extractorOf: AskDependencies['extractorOf'],
): Question {
  const turns = turnsOfRequest(conversation, turnId);
  const turn = turns.at(-1);
  if (!turn) throw new RangeError(`there is no turn ${turnId}`);
  const hidden = leftOutOf(turns);
  const looks = turns.flatMap((one) => (isSaid(one, turn) ? (one.looks ?? []) : []));
  const extractor = extractorOf?.(turn.recipe);
  return {
    ...(extractor && { extractor, ...(extractor.schema && { schema: extractor.schema }) }),
    system: systemPrompt,
    images: [...imagesOfRequest(turns), ...shownParts(looks, hidden)],
    numbered: turns.flatMap(({ images }) => images.map((one) => (hidden.has(one.id) ? undefined : one))),
    hasLooks: looks.length > 0,
    ...(isContinued(turn) && { begun: begunOf(turn) }),
    // An answer that is continued is about what it was begun with.
    asksAbout: new Set(isContinued(turn) ? [] : turn.images.map(({ id }) => id)),
    textBytes: textBytes(turns),
    messages: (contentOf) => buildMessages(conversation, turnId, contentOf),
    canBeAsked: (contentOf) => hasSubject(turns, contentOf),
    withoutImages: 'goesOn',
  };
}

/** Each part once, of images that are sent. */
function shownParts(looks: readonly Look[], hidden: ReadonlySet<string>): readonly AttachedImage[] {
  const shown = looks.flatMap((look) => (look.shown && !hidden.has(look.shown.of) ? look.shown.image : []));
  return [...new Map(shown.map((image) => [image.id, image])).values()];
}

/** Whether what a turn has of an answer is sent. */
function isSaid(turn: Turn, asked: Turn): boolean {
  return turn === asked ? isContinued(turn) : isAnswered(turn);
}

function begunOf({ looks = [], answer }: Turn): NonNullable<Question['begun']> {
  return { rounds: Math.max(0, ...looks.map(({ round }) => round + 1)), characters: answer.length };
}

/** Without any image left, only what was already said about them can be talked about. */
function hasSubject(turns: readonly Turn[], contentOf: ContentOf): boolean {
  const images = imagesOfRequest(turns);
  if (images.length === 0 || images.some((image) => !('missing' in contentOf(image)))) return true;
  return turns.at(-1)?.images.length === 0 && turns.slice(0, -1).some(isAnswered);
}

/** Three bytes for each character of the text, and room for the JSON around it. */
function textBytes(turns: readonly Turn[]): number {
  const characters = turns.reduce((sum, turn) => sum + turn.question.length + turn.answer.length, 0);
  return 4096 + 3 * characters;
}
