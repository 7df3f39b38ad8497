import type { AttachedImage } from '../question.ts';
import type { Conversation, QueuedQuestion } from './conversationTypes.ts';
import type { EventOf } from './events.ts';
import { newTurn } from './turn.ts';

export function advanceQueue(
  conversation: Conversation,
  event: EventOf<'queued' | 'queuedEdited' | 'unqueued' | 'dequeued' | 'resumed'>,
): Conversation {
  switch (event.type) {
    case 'queued': {
      const [images, rest] = withoutAsked(conversation, event.images);
      return { ...rest, queue: [...(rest.queue ?? []), { ...event.turn, images }] };
    }
    case 'queuedEdited':
      return mapQueued(conversation, event.question, ({ recipe: _, ...question }) => ({
        ...question,
        ...event.words,
      }));
    case 'unqueued':
      return withoutQueued(conversation, event.question);
    case 'dequeued': {
      const question = conversation.queue?.find(({ id }) => id === event.question);
      if (!question) return conversation;
      const { turns } = conversation;
      const turn = newTurn({ ...question, model: event.model }, question.images);
      return { ...withoutQueued(conversation, question.id), turns: [...turns, turn] };
    }
    case 'resumed':
      return resumedQueue(conversation);
  }
}

/** The attached images that a question is about, all of them without `ids`, and the conversation without them. */
export function withoutAsked(
  conversation: Conversation,
  ids: readonly string[] | undefined,
): [readonly AttachedImage[], Conversation] {
  const { attached } = conversation;
  const isAsked = ({ id }: AttachedImage) => ids === undefined || ids.includes(id);
  const rest = attached.filter((image) => !isAsked(image));
  return [attached.filter(isAsked), { ...withoutFresh(conversation), attached: rest }];
}

export function withoutFresh({ fresh: _, ...conversation }: Conversation): Conversation {
  return conversation;
}

function withoutQueued(conversation: Conversation, id: string): Conversation {
  const queue = (conversation.queue ?? []).filter((question) => question.id !== id);
  const { queue: _queue, held, ...rest } = conversation;
  return queue.length > 0 ? { ...rest, queue, ...(held && { held }) } : rest;
}

export function mapQueued(
  conversation: Conversation,
  id: string,
  change: (question: QueuedQuestion) => QueuedQuestion,
): Conversation {
  const { queue } = conversation;
  if (!queue) return conversation;
  return { ...conversation, queue: queue.map((one) => (one.id === id ? change(one) : one)) };
}

/** Keeps the questions in the queue until the user resumes it. */
export function heldQueue(conversation: Conversation): Conversation {
  return conversation.queue?.length ? { ...conversation, held: true } : conversation;
}

function resumedQueue({ held: _, ...conversation }: Conversation): Conversation {
  return conversation;
}
