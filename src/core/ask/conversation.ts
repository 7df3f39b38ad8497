import type { AnswerEvent, StopReason, Usage } from '../api/answerTypes.ts';
import type { Failure } from '../errors.ts';
import type { ExtractionFinding } from '../extract/extractor.ts';
import type { Region } from '../image/imageTypes.ts';
import type { AskEvent, AttachedImage, ImageFacts, Note } from './question.ts';

export type TurnStatus = 'preparing' | 'waiting' | 'streaming' | 'done' | 'stopped' | 'failed';

export interface Turn {
  readonly id: string;
  /** Id of the recipe, when the question came from one. */
  readonly recipe?: string;
  /** The question as the user sees it. */
  readonly title: string;
  /** The question as the model gets it. */
  readonly question: string;
  readonly model: string;
  readonly images: readonly AttachedImage[];
  /** A new subject: nothing before this turn is sent along with it or with what follows. */
  readonly fresh: boolean;
  readonly status: TurnStatus;
  readonly answer: string;
  /** What the model wrote, where the answer was made from that: the tables of its JSON, for example. */
  readonly source?: string;
  /** What the reader should know about an answer that was checked. */
  readonly findings?: readonly ExtractionFinding[];
  readonly notes: readonly Note[];
  /** Images prepared so far, while preparing. */
  readonly prepared: number;
  readonly thinking: boolean;
  /** While a failed try is being repeated: why, and when (ms since 1970). */
  readonly retry?: { readonly failure: Failure; readonly at: number };
  readonly usage?: Usage;
  /** Usage of the answers that a retry replaced: they were paid too. */
  readonly replaced?: readonly Spent[];
  readonly failure?: Failure;
}

export type Spent = Pick<Turn, 'model' | 'usage'>;

export interface Conversation {
  /** For the next question. */
  readonly attached: readonly AttachedImage[];
  readonly turns: readonly Turn[];
}

export type NewTurn = Pick<Turn, 'id' | 'title' | 'question' | 'model' | 'fresh' | 'recipe'>;

/** Without a `region` it is all of the image. */
export interface ImageParts {
  readonly region?: Region | undefined;
  readonly redactions: readonly Region[];
}

/** Everything that can happen to a conversation. */
export type ConversationEvent =
  | { readonly type: 'attached'; readonly images: readonly AttachedImage[] }
  | {
      readonly type: 'inspected';
      readonly image: string;
      readonly facts: ImageFacts;
    }
  | { readonly type: 'removed'; readonly image: string }
  | { readonly type: 'allRemoved' }
  | { readonly type: 'frameChosen'; readonly image: string; readonly frame: number }
  /** Of an attached image: what was asked about stays as it was sent. */
  | { readonly type: 'partsChosen'; readonly image: string; readonly parts: ImageParts }
  /** With `images`, only these of the attached ones are asked about, and the others stay. */
  | { readonly type: 'asked'; readonly turn: NewTurn; readonly images?: readonly string[] }
  | { readonly type: 'retried'; readonly turn: string; readonly model: string }
  | { readonly type: 'cleared' }
  | RunEvent;

/** An event of the run that answers `turn`. */
export type RunEvent = { readonly turn: string } & (
  | AskEvent
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'stopped' }
);

export const emptyConversation: Conversation = { attached: [], turns: [] };

/** The only place that says what an event does to a conversation. Pure: the old one stays as it was. */
export function advance(conversation: Conversation, event: ConversationEvent): Conversation {
  switch (event.type) {
    case 'attached':
      return { ...conversation, attached: [...conversation.attached, ...event.images] };
    case 'inspected':
      return mapImages(conversation, event.image, (image) => ({ ...withoutFacts(image), ...event.facts }));
    case 'removed':
      return { ...conversation, attached: conversation.attached.filter((image) => image.id !== event.image) };
    case 'allRemoved':
      return { ...conversation, attached: [] };
    case 'partsChosen':
      return {
        ...conversation,
        attached: conversation.attached.map((image) =>
          image.id === event.image ? withParts(image, event.parts) : image,
        ),
      };
    case 'frameChosen':
      return mapImages(conversation, event.image, (image) => ({ ...image, frame: event.frame }));
    case 'asked':
      return withQuestion(conversation, event.turn, event.images);
    case 'retried':
      return mapTurn(conversation, event.turn, (turn) => askedAgain(turn, event.model));
    case 'cleared':
      return emptyConversation;
    default:
      return mapTurn(conversation, event.turn, (turn) => advanceTurn(turn, event));
  }
}

/** True while a run may still add to the turn. */
export function isRunning(turn: Turn | undefined): boolean {
  return turn !== undefined && !['done', 'stopped', 'failed'].includes(turn.status);
}

/** True for the last thing a run says. */
export function endsRun(event: ConversationEvent): event is RunEvent {
  if (event.type === 'answer') return event.event.type === 'end';
  return event.type === 'failed' || event.type === 'stopped';
}

function withQuestion(
  { attached, turns }: Conversation,
  turn: NewTurn,
  images?: readonly string[],
): Conversation {
  const isAskedAbout = ({ id }: AttachedImage) => images === undefined || images.includes(id);
  return {
    attached: attached.filter((image) => !isAskedAbout(image)),
    turns: [...turns, newTurn(turn, attached.filter(isAskedAbout))],
  };
}

function withoutFacts(image: AttachedImage): AttachedImage {
  const { byteLength: _byteLength, header: _header, problem: _problem, ...address } = image;
  return address;
}

function withParts(image: AttachedImage, { region, redactions }: ImageParts): AttachedImage {
  const { region: _region, redactions: _redactions, sent: _sent, problem: _problem, ...whole } = image;
  return { ...whole, ...(region && { region }), ...(redactions.length > 0 && { redactions }) };
}

function newTurn(turn: NewTurn, images: readonly AttachedImage[]): Turn {
  const { id, title, question, model, fresh, recipe } = turn;
  const asked = { id, title, question, model, fresh, images, ...(recipe !== undefined && { recipe }) };
  return { ...asked, status: 'preparing', answer: '', notes: [], prepared: 0, thinking: false };
}

function askedAgain(turn: Turn, model: string): Turn {
  const { usage, replaced = [] } = turn;
  const spent = usage ? [...replaced, { model: turn.model, usage }] : replaced;
  return { ...newTurn({ ...turn, model }, turn.images), ...(spent.length > 0 && { replaced: spent }) };
}

function advanceTurn(turn: Turn, event: RunEvent): Turn {
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
      return { ...withoutRetry(turn), status: 'failed', failure: event.failure };
    case 'stopped':
      return { ...withoutRetry(turn), status: 'stopped' };
  }
}

function advanceAnswer(turn: Turn, event: Exclude<AnswerEvent, { type: 'retrying' }>): Turn {
  switch (event.type) {
    case 'started':
      return { ...turn, status: 'waiting', model: event.model || turn.model };
    case 'thinking':
      return { ...turn, thinking: true };
    case 'text':
      return { ...turn, status: 'streaming', thinking: false, answer: turn.answer + event.text };
    case 'usage':
      return { ...turn, usage: event.usage };
    case 'end':
      return ended(turn, event.reason, event.explanation);
  }
}

function rewritten(turn: Turn, { answer, source }: { answer: string; source?: string }): Turn {
  const written = { ...turn, status: 'streaming', thinking: false, answer } as const;
  return source === undefined || source === answer ? written : { ...written, source };
}

function ended(turn: Turn, reason: StopReason, explanation = ''): Turn {
  const said = { ...turn, thinking: false };
  if (reason !== 'complete')
    return { ...said, status: 'failed', failure: { kind: reason, detail: explanation } };
  if (turn.answer.trim() !== '') return { ...said, status: 'done' };
  return { ...said, status: 'failed', failure: { kind: 'emptyAnswer', detail: '' } };
}

function withoutRetry({ retry: _, ...turn }: Turn): Turn {
  return turn;
}

/** In this turn alone: of an earlier one the panel keeps telling what it was asked with. */
function mapImage(turn: Turn, id: string, change: (image: AttachedImage) => AttachedImage): Turn {
  return { ...turn, images: turn.images.map((image) => (image.id === id ? change(image) : image)) };
}

function mapTurn(conversation: Conversation, id: string, change: (turn: Turn) => Turn): Conversation {
  return { ...conversation, turns: conversation.turns.map((turn) => (turn.id === id ? change(turn) : turn)) };
}

function mapImages(
  conversation: Conversation,
  id: string,
  change: (image: AttachedImage) => AttachedImage,
): Conversation {
  const one = (image: AttachedImage) => (image.id === id ? change(image) : image);
  return {
    attached: conversation.attached.map(one),
    turns: conversation.turns.map((turn) => ({ ...turn, images: turn.images.map(one) })),
  };
}
