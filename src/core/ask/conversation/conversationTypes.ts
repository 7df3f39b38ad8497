import type { Usage } from '../../api/answerTypes.ts';
import type { Failure } from '../../errors.ts';
import type { ExtractionFinding } from '../../extract/extractor.ts';
import type { AttachedImage, Look, Note } from '../question.ts';

export type TurnStatus = 'preparing' | 'waiting' | 'streaming' | 'done' | 'stopped' | 'failed';

export interface Turn {
  readonly id: string;
  /** Id of the recipe, when the question came from one. */
  readonly recipe?: string;
  /** The question as the user sees it. */
  readonly title: string;
  /** The question as the model gets it. */
  readonly question: string;
  /** The model that answers, as the server calls it. */
  readonly model: string;
  /** The model that is asked; absent in turns of versions before 0.2, which ask the one of the settings. */
  readonly askedModel?: string;
  readonly images: readonly AttachedImage[];
  /** A new subject: nothing before this turn is sent along with it or with what follows. */
  readonly fresh: boolean;
  /** It began a new subject until it was joined to what stands above it. */
  readonly joined?: boolean;
  /** Counts the versions of a question in the order they were asked, from 1, which is also meant where it is absent. */
  readonly version?: number;
  readonly status: TurnStatus;
  readonly answer: string;
  /** What the model wrote, where the answer was made from that: the tables of its JSON, for example. */
  readonly source?: string;
  /** What the reader should know about an answer that was checked. */
  readonly findings?: readonly ExtractionFinding[];
  /**
   * While a cut-off answer is continued: what has arrived but is not joined to the answer yet, because it may repeat the
   * end of it.
   */
  readonly unjoined?: string;
  readonly notes: readonly Note[];
  /** Images prepared so far, while preparing. */
  readonly prepared: number;
  readonly thinking: boolean;
  /** While a failed try is being repeated: why, and when (ms since 1970). */
  readonly retry?: { readonly failure: Failure; readonly at: number };
  /** Of the last request. */
  readonly usage?: Usage;
  /** Tokens of the last of these requests, where the model looked closer in between: a further question repeats them. */
  readonly context?: number;
  /** Where the model looked closer. */
  readonly looks?: readonly Look[];
  /** Usage of the requests before the last: those that a retry replaced, or whose answer was continued. Paid as well. */
  readonly replaced?: readonly Spent[];
  /** What the last request held besides this turn, which its usage covers. */
  readonly request?: RequestScope;
  readonly failure?: Failure;
}

export type Spent = Pick<Turn, 'model' | 'usage'>;

export interface RequestScope {
  /** Id of the first turn of the request. */
  readonly first: string;
  /** Ids of the images of earlier turns that were not sent. */
  readonly leftOut: readonly string[];
}

export type NewTurn = Pick<Turn, 'id' | 'title' | 'question' | 'model' | 'fresh' | 'recipe'>;

/** A question that waits until the answers before it have arrived, with its images. */
export type QueuedQuestion = NewTurn & Pick<Turn, 'images' | 'joined'>;

/** A version of a question that is not shown, and what was asked after it. */
export interface Branch {
  /** Id of the turn it follows; absent at the beginning of the conversation. */
  readonly after?: string;
  /** At least one: the version itself. */
  readonly turns: readonly Turn[];
}

/** A tree of questions. The way through it that is shown, and sent, is `turns`. */
export interface Conversation {
  /** For the next question. */
  readonly attached: readonly AttachedImage[];
  /** The next question begins a new subject. */
  readonly fresh?: boolean;
  readonly turns: readonly Turn[];
  /** The other versions of questions. */
  readonly branches?: readonly Branch[];
  /** Questions that were asked while an answer arrived, oldest first. */
  readonly queue?: readonly QueuedQuestion[];
  /** The queue waits until the user resumes it: an answer was stopped or has failed. */
  readonly held?: boolean;
}

export const emptyConversation: Conversation = { attached: [], turns: [] };
