import type { AnswerRequest, Fetch } from '../../../core/api/answerTypes.ts';
import { cost, type Estimate } from '../../../core/api/models/prices.ts';
import type { AskDependencies, AskOptions, PreparedImages } from '../../../core/ask/asking.ts';
import { type ImageInstruction, imageQuestion } from '../../../core/ask/imageQuestion.ts';
import { imageRequest } from '../../../core/ask/imageRequest.ts';
import type { AskEvent } from '../../../core/ask/question.ts';
import { wholeAnswer } from '../../../core/ask/wholeAnswer.ts';
import type { Settings } from '../../settings.ts';
import { asAttached, type DocumentImage, readDocumentImage } from '../source/documentImage.ts';

export interface ImageQuestionsDependencies extends Pick<AskDependencies, 'answer' | 'prepare'> {
  readonly fetch: () => Promise<Fetch>;
  /** @throws FailureError when nothing can be sent, for want of a key for example. */
  readonly options: () => Promise<AskOptions>;
  readonly settings: () => Pick<Settings, 'prices'>;
  readonly agreesToCost: (estimate: Estimate) => Promise<boolean>;
  /** Adds what an answer has cost, in USD. */
  readonly spend: (usd: number) => void;
}

/** One image of a document, and the bytes that were sent of it before. */
export interface AskedImage {
  readonly image: DocumentImage;
  readonly prepared: PreparedImages;
}

/** Questions about the images of documents, outside of the conversation. */
export interface ImageQuestions {
  /** False when the user does not want to pay so much. */
  readonly agreesToCost: (estimate: Estimate) => Promise<boolean>;
  /**
   * The whole answer. `cache` keeps the image in the server's cache, which pays from the second question on; `emit` is
   * told of everything that happens on the way, and `spent` what the answer has cost, in USD, where the price is known.
   *
   * @throws FailureError, RefusalError, and the reason of `signal`.
   */
  readonly ask: (
    about: AskedImage,
    instruction: ImageInstruction,
    options: {
      readonly cache: boolean;
      readonly emit?: (event: AskEvent) => void;
      readonly spent?: (usd: number) => void;
    },
    signal: AbortSignal,
  ) => Promise<string>;
  /**
   * The request that asks, for a server that answers it later.
   *
   * @throws FailureError, RefusalError, and the reason of `signal`.
   */
  readonly request: (
    image: DocumentImage,
    instruction: ImageInstruction,
    signal: AbortSignal,
  ) => Promise<AnswerRequest>;
}

export function createImageQuestions(dependencies: ImageQuestionsDependencies): ImageQuestions {
  const { answer, prepare, fetch, agreesToCost, spend } = dependencies;
  const reading = (image: DocumentImage) => ({
    ...{ answer, prepare },
    readBytes: (_: unknown, signal: AbortSignal) => readDocumentImage(image, fetch, signal),
  });
  return {
    agreesToCost,
    request: async (image, instruction, signal) =>
      imageRequest({
        dependencies: reading(image),
        question: imageQuestion(asAttached(image), instruction, false),
        ...{ options: await dependencies.options(), prepared: new Map(), signal },
      }),
    ask: async ({ image, prepared }, instruction, { cache, emit, spent }, signal) => {
      const options = await dependencies.options();
      return wholeAnswer({
        dependencies: reading(image),
        question: imageQuestion(asAttached(image), instruction, cache),
        ...{ options, prepared, signal },
        ...(emit && { emit }),
        used: (usage) => {
          const usd = cost(options.model, usage, dependencies.settings().prices) ?? 0;
          spend(usd);
          spent?.(usd);
        },
      });
    },
  };
}
