import type { Answer, Effort } from '../api/answerTypes.ts';
import type { Extractor } from '../extract/extractor.ts';
import type { PreparedImage, PrepareOptions } from '../image/imageTypes.ts';
import type { AskEvent, AttachedImage, ImageContent, Question } from './question.ts';

export interface ReadAndPrepare {
  /** @throws RefusalError when there is nothing to read. */
  readonly readBytes: (image: AttachedImage, signal: AbortSignal) => Promise<Uint8Array>;
  /** @throws RefusalError for what cannot be sent. */
  readonly prepare: (
    bytes: Uint8Array,
    options: PrepareOptions,
    signal: AbortSignal,
  ) => Promise<PreparedImage>;
}

/**
 * Images as they were sent, by id, for as long as their subject is talked about. A follow-up repeats the same bytes,
 * whatever has happened to the file, so that the model sees what it answered about and the server's cache serves it.
 */
export type PreparedImages = Map<string, ImageContent>;

export interface AskDependencies extends ReadAndPrepare {
  readonly answer: Answer;
  /** How the answer to a recipe is checked; undefined for one that is taken as it is. */
  readonly extractorOf?: (recipe: string | undefined) => Extractor | undefined;
}

export interface AskOptions {
  readonly model: string;
  readonly baseUrl: string;
  readonly detail: 'auto' | 'high' | 'standard';
  /** Tokens of the answer; room for thinking is added to it. */
  readonly maxTokens: number;
  readonly effort?: Effort;
  /** Looks that the answer to one question may take; none when absent. */
  readonly zoom?: number;
}

/** A question that is being asked: all that its steps need. */
export interface Asking {
  readonly dependencies: AskDependencies;
  readonly question: Question;
  readonly options: AskOptions;
  /** Images as they are sent; later questions about the same subject repeat them. */
  readonly prepared: PreparedImages;
  readonly emit: (event: AskEvent) => void;
  readonly signal: AbortSignal;
}
