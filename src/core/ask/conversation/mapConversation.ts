import type { AttachedImage } from '../question.ts';
import type { Conversation, Turn } from './conversationTypes.ts';

/** A turn, shown or not. */
export function mapTurn(conversation: Conversation, id: string, change: (turn: Turn) => Turn): Conversation {
  const { turns, branches } = conversation;
  if (!branches || turns.some((turn) => turn.id === id))
    return { ...conversation, turns: mapById(turns, id, change) };
  return {
    ...conversation,
    branches: branches.map((one) => ({ ...one, turns: mapById(one.turns, id, change) })),
  };
}

/** An image wherever it is: versions of a question have their images in common. */
export function mapImages(
  conversation: Conversation,
  id: string,
  change: (image: AttachedImage) => AttachedImage,
): Conversation {
  const { attached, turns, branches, queue } = conversation;
  const inOne = <One extends { readonly images: readonly AttachedImage[] }>(one: One): One => ({
    ...one,
    images: mapById(one.images, id, change),
  });
  return {
    ...conversation,
    attached: mapById(attached, id, change),
    turns: turns.map(inOne),
    ...(branches && { branches: branches.map((one) => ({ ...one, turns: one.turns.map(inOne) })) }),
    ...(queue && { queue: queue.map(inOne) }),
  };
}

export function mapById<One extends { readonly id: string }>(
  all: readonly One[],
  id: string,
  change: (one: One) => One,
): readonly One[] {
  return all.map((one) => (one.id === id ? change(one) : one));
}
