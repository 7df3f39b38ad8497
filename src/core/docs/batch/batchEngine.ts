import type { AnswerRequest, Usage } from '../../api/answerTypes.ts';
import type { PollPause } from '../../api/batches.ts';
import type { Api } from '../../api/connect.ts';
import type { Failure } from '../../errors.ts';
import type { AltAnswer } from '../altText/altAnswer.ts';
import type { Review, ReviewEvent, ReviewRow } from '../review/review.ts';
import type { BatchRequest } from '../review/reviewBatch.ts';

/** What answering rows of a review by Message Batches needs. */
export interface BatchEngine {
  readonly api: BatchApi;
  /** As it is now. */
  readonly review: () => Review;
  /** What is told here is kept at once. */
  readonly dispatch: (event: ReviewEvent) => void;
  /**
   * The questions about rows. Rows that need none, or about which nothing can be asked, are settled by this function.
   */
  readonly tasks: (rows: readonly ReviewRow[], signal: AbortSignal) => Promise<readonly BatchTask[]>;
  /** The answer to a request. @throws FailureError for what is no alt text. */
  readonly readAnswer: (text: string, request: BatchRequest) => Promise<AltAnswer>;
  /** USD, at the price of batches; 0 for a model without a known price. */
  readonly usd: (model: string, usage: Usage) => number;
  readonly words: BatchWords;
  readonly pause: PollPause;
  readonly log: (line: string) => void;
}

export type BatchApi = Pick<
  Api,
  'baseUrl' | 'createBatches' | 'followBatch' | 'batchResults' | 'cancelBatch'
>;

/** A row that is to be asked about. */
export interface BatchTask {
  readonly row: string;
  /**
   * The same for all rows that one answer is for: the same image, and the same words about its place. 1 to 64 letters,
   * digits, `_` and `-`.
   */
  readonly key: string;
  /** Reads and prepares the image. @throws RefusalError, FailureError. */
  readonly build: (signal: AbortSignal) => Promise<AnswerRequest>;
}

/** The sentences for rows without an answer. */
export interface BatchWords {
  readonly failed: (image: string, failure: Failure) => string;
  /** Undefined where the error is not that of one image. */
  readonly leftOut: (image: string, error: unknown) => string | undefined;
  /** Twice. */
  readonly expired: (image: string) => string;
  /** The results do not hold the request, or hold it in a form that cannot be read. */
  readonly unanswered: (image: string) => string;
}
