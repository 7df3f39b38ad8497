import type { MediaType } from '../image/imageTypes.ts';
import type { Retry } from './retry.ts';

export type Effort = 'low' | 'medium' | 'high' | 'xhigh' | 'max';

export type MessagePart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image'; readonly mediaType: MediaType; readonly bytes: Uint8Array }
  | { readonly type: 'imageUrl'; readonly url: string }
  | { readonly type: 'imageFile'; readonly fileId: string };

export interface Message {
  readonly role: 'user' | 'assistant';
  readonly parts: readonly MessagePart[];
}

/** A question, independent of the server; `request.ts` turns it into a request. */
export interface AnswerRequest {
  readonly model: string;
  /** Most tokens of the answer itself; room for thinking is added to it. */
  readonly maxTokens: number;
  readonly effort?: Effort;
  readonly system?: string;
  /** Oldest first; the last one is the user's. */
  readonly messages: readonly Message[];
  /** JSON schema that the answer has to follow (structured output). */
  readonly schema?: Readonly<Record<string, unknown>>;
  /**
   * False keeps the images out of the server's cache. Caching, the default, costs a quarter more now and nine tenths
   * less in every further question within five minutes.
   */
  readonly cache?: boolean;
}

export interface Usage {
  /** Input tokens after the last cache breakpoint. */
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

export type StopReason = 'complete' | 'refusal' | 'outputLimit' | 'contextFull' | 'paused';

/** An event of an answer while it arrives. An answer ends with `end` or with a thrown FailureError, never silently. */
export type AnswerEvent =
  | { readonly type: 'started'; readonly model: string; readonly requestId?: string }
  | { readonly type: 'thinking' }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'usage'; readonly usage: Usage }
  | ({ readonly type: 'retrying' } & Retry)
  | { readonly type: 'end'; readonly reason: StopReason; readonly explanation?: string };

/** Asks a question. */
export type Answer = (request: AnswerRequest, signal: AbortSignal) => AsyncIterable<AnswerEvent>;

/** The WHATWG fetch, whichever transport provides it. */
export type Fetch = typeof globalThis.fetch;
