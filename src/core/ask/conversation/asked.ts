import type { Conversation, QueuedQuestion, Turn } from './conversationTypes.ts';
import type { EventOf } from './events.ts';
import { mapTurn } from './mapConversation.ts';
import { mapQueued, withoutAsked, withoutFresh } from './queue.ts';
import { askedAgain, newTurn } from './turn.ts';
import { withVersion } from './versions.ts';

export function withQuestion(conversation: Conversation, { turn, images }: EventOf<'asked'>): Conversation {
  const [asked, rest] = withoutAsked(conversation, images);
  return { ...rest, turns: [...rest.turns, newTurn(turn, asked)] };
}

/** A question that nothing was said to is asked in its place; a version stands beside what was answered before. */
export function withRetry(
  conversation: Conversation,
  { turn: id, model, version }: EventOf<'retried'>,
): Conversation {
  const at = conversation.turns.findIndex((turn) => turn.id === id);
  const [turn, ...later] = conversation.turns.slice(Math.max(at, 0));
  if (at < 0 || !turn) return conversation;
  const isAnswered = [turn, ...later].some(({ answer }) => answer.trim() !== '');
  if (!isAnswered) return mapTurn(conversation, id, () => askedAgain(turn, model));
  return withVersion(conversation, id, newTurn({ ...turn, id: version, model }, turn.images));
}

export function withEdit(conversation: Conversation, { turn: id, by }: EventOf<'edited'>): Conversation {
  const turn = conversation.turns.find((one) => one.id === id);
  if (!turn) return conversation;
  const { fresh, joined, images } = turn;
  return withVersion(conversation, id, newTurn({ ...by, fresh, ...(joined && { joined }) }, images));
}

/** Where a new subject was joined to the one above, that can be taken back. */
export function withSubject(
  conversation: Conversation,
  { type, question }: EventOf<'separated' | 'joined'>,
): Conversation {
  const fresh = type === 'separated';
  if (question === undefined) return fresh ? { ...conversation, fresh } : withoutFresh(conversation);
  const change = <One extends Turn | QueuedQuestion>({ joined: _, ...one }: One) =>
    ({ ...one, fresh, ...(!fresh && { joined: true }) }) as One;
  return mapTurn(mapQueued(conversation, question, change), question, change);
}
