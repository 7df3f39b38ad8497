import type { Region } from '../../image/imageTypes.ts';
import type { AttachedImage, ImageFacts } from '../question.ts';
import type { NewTurn } from './conversationTypes.ts';
import type { RunEvent } from './turn.ts';

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
  /** Its file is elsewhere now. What was asked keeps its name, which the model has read. */
  | { readonly type: 'moved'; readonly image: string; readonly uri: string; readonly name: string }
  /** Of an attached image: what was asked about stays as it was sent. */
  | { readonly type: 'partsChosen'; readonly image: string; readonly parts: ImageParts }
  /** With `images`, only these of the attached ones are asked about, and the others stay. */
  | { readonly type: 'asked'; readonly turn: NewTurn; readonly images?: readonly string[] }
  /** As `asked`, but it waits in the queue. */
  | { readonly type: 'queued'; readonly turn: NewTurn; readonly images?: readonly string[] }
  | { readonly type: 'queuedEdited'; readonly question: string; readonly words: Words }
  | { readonly type: 'unqueued'; readonly question: string }
  /** It is asked, of this model. */
  | { readonly type: 'dequeued'; readonly question: string; readonly model: string }
  | { readonly type: 'resumed' }
  /** Asked once more; where that makes a version of the question, `version` is its id. */
  | { readonly type: 'retried'; readonly turn: string; readonly model: string; readonly version: string }
  /** Asked in other words, about the same images. */
  | { readonly type: 'edited'; readonly turn: string; readonly by: Words & Pick<NewTurn, 'id' | 'model'> }
  | { readonly type: 'versionShown'; readonly turn: string }
  /** The answer goes on where it was cut off. */
  | { readonly type: 'continued'; readonly turn: string }
  /** A turn, a question of the queue or, without an id, the next question begins a new subject, or does not. */
  | { readonly type: 'separated' | 'joined'; readonly question?: string }
  | { readonly type: 'leftOut' | 'takenBack'; readonly image: string }
  | { readonly type: 'cleared' }
  | RunEvent;

/** What a question says. */
export type Words = Pick<NewTurn, 'title' | 'question' | 'recipe'>;

export type EventOf<Type extends ConversationEvent['type']> = Extract<
  ConversationEvent,
  { readonly type: Type }
>;
