import type { StopReason, Usage } from '../../api/answerTypes.ts';
import type { Failure } from '../../errors.ts';
import type { AskAnswerEvent, AskEvent, AttachedImage } from '../question.ts';
import type { NewTurn, Turn } from './conversationTypes.ts';
import { joined, mayRepeat } from './joinAnswer.ts';

/** An event of the run that answers `turn`. */
export type RunEvent = { readonly turn: string } & (
  | AskEvent
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'stopped' }
);

/** True while a run may still add to the turn. */
export function isRunning(turn: Turn | undefined): boolean {
  return turn !== undefined && !['done', 'stopped', 'failed'].includes(turn.status);
}

/** A question that nothing was said about yet. */
export function newTurn(turn: NewTurn & Pick<Turn, 'joined'>, images: readonly AttachedImage[]): Turn {
  const { id, title, question, model, fresh, recipe, joined } = turn;
  const asked = { id, title, question, model, askedModel: model, fresh, images };
  const optional = { ...(recipe !== undefined && { recipe }), ...(joined && { joined }) };
  return { ...asked, ...optional, status: 'preparing', answer: '', notes: [], prepared: 0, thinking: false };
}

/** The same turn before its answer. */
export function askedAgain(turn: Turn, model: string): Turn {
  const { version, request } = turn;
  const kept = { ...(version !== undefined && { version }), ...(request && { request }) };
  return { ...newTurn({ ...turn, model }, turn.images), ...kept, ...spentBefore(turn) };
}

/** The same turn, whose answer goes on where it was cut off. */
export function continued(turn: Turn): Turn {
  const { failure: _failure, usage: _usage, ...before } = turn;
  return { ...before, status: 'preparing', prepared: 0, unjoined: '', ...spentBefore(turn) };
}

export function advanceTurn(turn: Turn, event: RunEvent): Turn {
  switch (event.type) {
    case 'prepared': {
      const { sent, header } = event;
      const changed = mapImage(turn, event.image, ({ problem: _, ...image }) => ({ ...image, sent, header }));
      return { ...changed, prepared: turn.prepared + 1 };
    }
    case 'withdrawn':
      return mapImage(turn, event.image, ({ sent: _, ...image }) => image);
    case 'noted':
      return { ...turn, notes: [...turn.notes, event.note] };
    case 'looked':
      return { ...turn, looks: [...(turn.looks ?? []), event.look] };
    case 'requested':
      return { ...turn, status: 'waiting' };
    case 'retrying':
      return { ...turn, status: 'waiting', retry: { failure: event.failure, at: event.at } };
    case 'answer':
      return advanceAnswer(withoutRetry(turn), event.event);
    case 'rewritten':
      return rewritten(withoutRetry(turn), event);
    case 'found':
      return { ...turn, findings: [...(turn.findings ?? []), event.finding] };
    case 'failed':
      return { ...ended(turn), status: 'failed', failure: event.failure };
    case 'stopped':
      return { ...ended(turn), status: 'stopped' };
  }
}

function advanceAnswer(turn: Turn, event: AskAnswerEvent): Turn {
  switch (event.type) {
    case 'started':
      return { ...turn, status: 'waiting', model: event.model || turn.model };
    case 'thinking':
      return { ...turn, thinking: true };
    case 'text':
      return withText({ ...turn, status: 'streaming', thinking: false }, event.text);
    case 'usage':
      return withUsage(turn, event.usage, event.context);
    case 'end':
      return judged(ended(turn), event.reason, event.explanation);
  }
}

function withUsage(turn: Turn, usage: Usage, context: number | undefined): Turn {
  return { ...turn, usage, ...(context !== undefined && { context }) };
}

function rewritten(
  { unjoined: _, ...turn }: Turn,
  { answer, source }: { answer: string; source?: string },
): Turn {
  const written = { ...turn, status: 'streaming', thinking: false, answer } as const;
  return source === undefined || source === answer ? written : { ...written, source };
}

function withText(turn: Turn, text: string): Turn {
  if (turn.unjoined === undefined) return { ...turn, answer: turn.answer + text };
  const unjoined = turn.unjoined + text;
  return mayRepeat(turn.answer, unjoined) ? { ...turn, unjoined } : withoutJoint({ ...turn, unjoined });
}

function withoutJoint({ unjoined, ...turn }: Turn): Turn {
  return unjoined === undefined ? turn : { ...turn, answer: joined(turn.answer, unjoined) };
}

/** Nothing more arrives. */
function ended(turn: Turn): Turn {
  return withoutJoint({ ...withoutRetry(turn), thinking: false });
}

function judged(turn: Turn, reason: StopReason, explanation = ''): Turn {
  if (reason !== 'complete')
    return { ...turn, status: 'failed', failure: { kind: reason, detail: explanation } };
  if (turn.answer.trim() !== '') return { ...turn, status: 'done' };
  return { ...turn, status: 'failed', failure: { kind: 'emptyAnswer', detail: '' } };
}

function withoutRetry({ retry: _, ...turn }: Turn): Turn {
  return turn;
}

function spentBefore({ model, usage, replaced = [] }: Turn): Pick<Turn, 'replaced'> {
  const spent = usage ? [...replaced, { model, usage }] : replaced;
  return spent.length > 0 ? { replaced: spent } : {};
}

/** In this turn alone: of an earlier one the panel keeps telling what it was asked with. */
function mapImage(turn: Turn, id: string, change: (image: AttachedImage) => AttachedImage): Turn {
  return { ...turn, images: turn.images.map((image) => (image.id === id ? change(image) : image)) };
}
