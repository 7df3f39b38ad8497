import { imagesWithLooks } from '../looks/look.ts';
import type { AttachedImage } from '../question.ts';
import type { Conversation, RequestScope, Turn } from './conversationTypes.ts';

/** The turns a request holds: from the last new subject to the turn that is asked. */
export function turnsOfRequest(conversation: Conversation, turnId: string): readonly Turn[] {
  const subject = subjectOf(conversation, turnId);
  return subject.slice(0, subject.findIndex(({ id }) => id === turnId) + 1);
}

/** All turns about the subject of a turn, those after it included. */
export function subjectOf({ turns }: Conversation, turnId: string): readonly Turn[] {
  const at = turns.findIndex(({ id }) => id === turnId);
  const start = turns.findLastIndex(({ fresh }, index) => fresh && index <= at);
  const end = turns.findIndex(({ fresh }, index) => fresh && index > at);
  return turns.slice(Math.max(start, 0), end < 0 ? undefined : end);
}

/** The images of all turns about the subject of a turn, whichever versions are shown. */
export function imagesOfSubject(conversation: Conversation, turnId: string): readonly AttachedImage[] {
  const { turns, branches = [] } = conversation;
  const known = [...subjectOf(conversation, turnId)];
  const isAtStart = known[0] !== undefined && known[0] === turns[0];
  for (const { after, turns: line } of branches) {
    const follows = after === undefined ? isAtStart : known.some(({ id }) => id === after);
    const end = line.findIndex(({ fresh }, index) => fresh && (index > 0 || after !== undefined));
    if (follows) known.push(...line.slice(0, end < 0 ? undefined : end));
  }
  return known.flatMap(imagesWithLooks);
}

/** The turns that are sent along with the next question. */
export function turnsAlong({ turns, fresh = false }: Conversation): readonly Turn[] {
  if (fresh) return [];
  const start = turns.findLastIndex((turn) => turn.fresh);
  return turns.slice(Math.max(start, 0));
}

/** The images of a request: all of the turn that is asked, and those of the turns before it that are not left out. */
export function imagesOfRequest(turns: readonly Turn[]): readonly AttachedImage[] {
  const asked = turns.at(-1);
  return turns.flatMap((turn) => (turn === asked ? turn.images : sentAgain(turn)));
}

/** The ids of the images of earlier turns that are not sent again. */
export function leftOutOf(turns: readonly Turn[]): ReadonlySet<string> {
  const before = turns.slice(0, -1).flatMap(({ images }) => images);
  return new Set(before.filter(({ leftOut }) => leftOut).map(({ id }) => id));
}

/** The images of an earlier turn that are sent again with a question. */
export function sentAgain({ images }: Turn): readonly AttachedImage[] {
  return images.filter(({ leftOut }) => !leftOut);
}

/** What the request of a turn holds besides it. */
export function requestScope(conversation: Conversation, turnId: string): RequestScope {
  const turns = turnsOfRequest(conversation, turnId);
  return { first: turns[0]?.id ?? turnId, leftOut: [...leftOutOf(turns)] };
}
