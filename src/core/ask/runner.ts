import type { AnswerRequest } from '../api/answerTypes.ts';
import { toFailure } from '../errors.ts';
import { askChecked } from '../extract/extract.ts';
import { prepareAhead, requestFor } from './ask.ts';
import type { AskDependencies, Asking, AskOptions, PreparedImages } from './asking.ts';
import { imagesOfSubject } from './conversation/subject.ts';
import { allTurns } from './conversation/versions.ts';
import type { Conversation, RunEvent } from './conversation.ts';
import { conversationQuestion } from './conversationQuestion.ts';
import { imagesWithLooks } from './looks/look.ts';
import { keepOnly } from './preparedImages.ts';

export interface Runner {
  /** Answers one turn of a conversation. Every failure is an event; nothing is thrown. */
  readonly start: (
    conversation: Conversation,
    turn: string,
    options: AskOptions,
    emit: (event: RunEvent) => void,
    signal: AbortSignal,
  ) => Promise<void>;
  /** The request of a turn as `start` would send it. @throws FailureError, and the reason of `signal`. */
  readonly request: (
    conversation: Conversation,
    turn: string,
    options: AskOptions,
    signal: AbortSignal,
  ) => Promise<AnswerRequest>;
  /** Prepares an image of a turn that may be asked, so that `start` need not wait for it. @throws the reason of `signal`. */
  readonly prepareAhead: (
    conversation: Conversation,
    turn: string,
    image: string,
    options: AskOptions,
    signal: AbortSignal,
  ) => Promise<void>;
  /** Drops the images that are no longer in the conversation. */
  readonly forget: (conversation: Conversation) => void;
}

export function createRunner(dependencies: AskDependencies): Runner {
  const prepared: PreparedImages = new Map();
  return {
    start: async (conversation, turn, options, emit, signal) => {
      try {
        // A long day of recipes, each about images of its own, must not fill the memory.
        keepOnly(prepared, imagesOfSubject(conversation, turn));
        const question = conversationQuestion(conversation, turn, dependencies.extractorOf);
        const tell: Asking['emit'] = (event) => emit({ turn, ...event });
        await askChecked({ dependencies, question, options, prepared, emit: tell, signal });
      } catch (error) {
        emit(
          signal.aborted ? { turn, type: 'stopped' } : { turn, type: 'failed', failure: toFailure(error) },
        );
      }
    },
    request: (conversation, turn, options, signal) => {
      const question = conversationQuestion(conversation, turn, dependencies.extractorOf);
      return requestFor({ dependencies, question, options, prepared, signal });
    },
    prepareAhead: (conversation, turn, image, options, signal) => {
      const question = conversationQuestion(conversation, turn, dependencies.extractorOf);
      return prepareAhead({ dependencies, question, options, signal }, image);
    },
    forget: (conversation) => keepOnly(prepared, allTurns(conversation).flatMap(imagesWithLooks)),
  };
}
