import { withEdit, withQuestion, withRetry, withSubject } from './conversation/asked.ts';
import { advanceAttached } from './conversation/attached.ts';
import { type Conversation, emptyConversation, type Turn } from './conversation/conversationTypes.ts';
import type { ConversationEvent } from './conversation/events.ts';
import { mapImages, mapTurn } from './conversation/mapConversation.ts';
import { advanceQueue, heldQueue } from './conversation/queue.ts';
import { requestScope } from './conversation/subject.ts';
import { advanceTurn, continued, isRunning, type RunEvent } from './conversation/turn.ts';
import { withShownVersion } from './conversation/versions.ts';
import type { AskEvent } from './question.ts';

export type { Conversation, NewTurn, Spent, Turn } from './conversation/conversationTypes.ts';
export type { ConversationEvent, ImageParts } from './conversation/events.ts';
export { emptyConversation, isRunning, type RunEvent };

/** The only place that says what an event does to a conversation. Pure: the old one stays as it was. */
export function advance(conversation: Conversation, event: ConversationEvent): Conversation {
  switch (event.type) {
    case 'attached':
    case 'inspected':
    case 'removed':
    case 'allRemoved':
    case 'partsChosen':
    case 'frameChosen':
    case 'moved':
      return advanceAttached(conversation, event);
    case 'leftOut':
    case 'takenBack':
      return mapImages(conversation, event.image, ({ leftOut: _, ...image }) =>
        event.type === 'leftOut' ? { ...image, leftOut: true } : image,
      );
    case 'asked':
      return withQuestion(conversation, event);
    case 'queued':
    case 'queuedEdited':
    case 'unqueued':
    case 'dequeued':
    case 'resumed':
      return advanceQueue(conversation, event);
    case 'separated':
    case 'joined':
      return withSubject(conversation, event);
    case 'retried':
      return withRetry(conversation, event);
    case 'edited':
      return withEdit(conversation, event);
    case 'versionShown':
      return withShownVersion(conversation, event.turn);
    case 'continued':
      return mapTurn(conversation, event.turn, (turn) => (canContinue(turn) ? continued(turn) : turn));
    case 'cleared':
      return emptyConversation;
    default:
      return advanceRun(conversation, event);
  }
}

/** True for the last thing a run says. */
export function endsRun(event: ConversationEvent): event is RunEvent {
  if (event.type === 'answer') return event.event.type === 'end';
  return event.type === 'failed' || event.type === 'stopped';
}

/** True for what a run adds piece by piece; false for its end, and for all that a person has done. */
export function isPiece(event: ConversationEvent): boolean {
  return Object.hasOwn(pieces, event.type) && !endsRun(event);
}

const pieces: Readonly<Record<AskEvent['type'], true>> = {
  ...{ prepared: true, withdrawn: true, noted: true, requested: true, retrying: true },
  ...{ looked: true, answer: true, rewritten: true, found: true },
};

/** Part of an answer is there, and it is not whole. */
export function canContinue({ status, answer }: Turn): boolean {
  return (status === 'failed' || status === 'stopped') && answer.trim() !== '';
}

function advanceRun(conversation: Conversation, event: RunEvent): Conversation {
  const after = mapTurn(conversation, event.turn, (turn) => {
    const next = advanceTurn(turn, event);
    return event.type === 'requested' ? { ...next, request: requestScope(conversation, turn.id) } : next;
  });
  if (event.type === 'prepared' || event.type === 'withdrawn')
    return mapImages(after, event.image, ({ withdrawn: _, ...image }) =>
      event.type === 'withdrawn' ? { ...image, withdrawn: true } : image,
    );
  const isCut = endsRun(event) && !(event.type === 'answer' && isDone(after, event.turn));
  return isCut ? heldQueue(after) : after;
}

function isDone({ turns }: Conversation, id: string): boolean {
  return turns.some((turn) => turn.id === id && turn.status === 'done');
}
