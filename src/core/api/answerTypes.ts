import type { MediaType } from '../image/imageTypes.ts';
import type { Retry } from './retry.ts';

export type Effort = 'low' | 'medium' | 'high' | 'xhigh' | 'max';

export interface TextPart {
  readonly type: 'text';
  readonly text: string;
}

export type ImagePart =
  | { readonly type: 'image'; readonly mediaType: MediaType; readonly bytes: Uint8Array }
  | { readonly type: 'imageUrl'; readonly url: string }
  | { readonly type: 'imageFile'; readonly fileId: string };

/** A call of a tool by the model. */
export interface ToolUsePart {
  readonly type: 'toolUse';
  readonly id: string;
  readonly name: string;
  /** `{ INVALID_JSON: … }` where the model wrote no JSON object (Fine-grained tool streaming docs, Aug 2026). */
  readonly input: Readonly<Record<string, unknown>>;
}

/** The answer to a call, in the user's next message, before anything else that stands there. */
export interface ToolResultPart {
  readonly type: 'toolResult';
  readonly toolUseId: string;
  readonly isError: boolean;
  readonly parts: readonly (TextPart | ImagePart)[];
}

/** What the model thought before it called a tool: sent back unchanged until it has answered. */
export type ThinkingPart =
  | { readonly type: 'thinking'; readonly thinking: string; readonly signature: string }
  | { readonly type: 'redactedThinking'; readonly data: string };

export type MessagePart = TextPart | ImagePart | ToolUsePart | ToolResultPart | ThinkingPart;

/** A tool that the model may call. */
export interface ModelTool {
  readonly name: string;
  readonly description: string;
  /** JSON schema of an object. */
  readonly input: Readonly<Record<string, unknown>>;
}

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
  /** Offered where model and server take tools. */
  readonly tools?: readonly ModelTool[];
  /** The tools are named, since earlier messages hold calls of them, but may not be called any more. */
  readonly toolsClosed?: boolean;
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
  /** A whole block of what was thought, or a whole call of a tool. */
  | { readonly type: 'block'; readonly block: ThinkingPart | ToolUsePart }
  | { readonly type: 'usage'; readonly usage: Usage }
  | ({ readonly type: 'retrying' } & Retry)
  | { readonly type: 'end'; readonly reason: StopReason | 'toolUse'; readonly explanation?: string };

/** Asks a question. */
export type Answer = (request: AnswerRequest, signal: AbortSignal) => AsyncIterable<AnswerEvent>;

/** The WHATWG fetch, whichever transport provides it. */
export type Fetch = typeof globalThis.fetch;
