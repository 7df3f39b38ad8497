import type { AnswerRequest } from '../../../core/api/answerTypes.ts';
import type { Estimate } from '../../../core/api/models/prices.ts';
import type { AskOptions } from '../../../core/ask/asking.ts';
import type { Conversation, ConversationEvent } from '../../../core/ask/conversation.ts';
import type { AttachedImage, ImageFacts } from '../../../core/ask/question.ts';
import type { Runner } from '../../../core/ask/runner.ts';
import type { Settings } from '../../settings.ts';

export interface SessionState {
  readonly conversation: Conversation;
  /** The text in the question box. */
  readonly draft: QuestionDraft;
  /** A line above the question box, about what the user has just done. */
  readonly notice?: string | undefined;
  /** The question that is being edited, of a turn or of the queue, and what stands in its box. */
  readonly editing?: { readonly id: string; readonly text: string } | undefined;
  /** The tokens that the server counted, and for which question: out of date as soon as that has changed. */
  readonly count?: { readonly conversation: Conversation; readonly text: string; readonly tokens: number };
}

export interface QuestionDraft {
  readonly text: string;
  /** Rises each time the host changes the text. */
  readonly revision: number;
  /** Rises each time the caret is to be put into the box. */
  readonly focus: number;
}

export interface SessionDependencies {
  readonly runner: Runner;
  /** The settings of a run. @throws FailureError when nothing can be sent, for want of a key for example. */
  readonly askOptions: () => Promise<AskOptions>;
  readonly inspect: (image: AttachedImage, signal: AbortSignal) => Promise<ImageFacts>;
  /** False when the user does not want to pay so much. */
  readonly agreesToCost: (estimate: Estimate) => Promise<boolean>;
  readonly settings: () => Settings;
  /** Tokens as the server counts them. @throws FailureError. */
  readonly countTokens: (request: AnswerRequest, signal: AbortSignal) => Promise<number>;
  /** Called after every change of the state, with the event that made it if there was one. */
  readonly changed: (state: SessionState, event?: ConversationEvent) => void;
}
