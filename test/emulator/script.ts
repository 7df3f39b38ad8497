import type { Json } from './json.ts';

export type StopReason =
  | 'end_turn'
  | 'max_tokens'
  | 'refusal'
  | 'pause_turn'
  | 'stop_sequence'
  | 'tool_use'
  | 'model_context_window_exceeded';

/** An error status instead of an answer. */
export interface StatusFault {
  readonly kind: 'status';
  readonly status: number;
  /** `error.type`; follows from the status when left out. */
  readonly type?: string;
  readonly message?: string;
  readonly details?: Json;
  readonly headers?: Readonly<Record<string, string>>;
  /** An HTML page in place of the JSON body. */
  readonly html?: string;
  readonly path?: string;
}

/** The request is read and nothing is ever answered. */
export interface HangFault {
  readonly kind: 'hang';
  readonly path?: string;
}

/** The connection is cut before any header. */
export interface ResetFault {
  readonly kind: 'reset';
  readonly path?: string;
}

/** Where and how a stream ends early. */
export interface Break {
  /** `stall`: silence; `pings`: pings go on but nothing else; `cut`: the connection ends; `error`: an `error` event. */
  readonly how: 'stall' | 'pings' | 'cut' | 'error';
  /** After so many text deltas, or after `message_delta`, i.e. only `message_stop` is missing. */
  readonly after: number | 'message_delta';
  readonly error?: { readonly type: string; readonly message: string; readonly details?: Json };
}

/** A call of a tool, with its input, or with text that may be no JSON. */
export interface ScriptedCall {
  readonly name: string;
  readonly input: Json | string;
}

/** The answer of the model. Every field that is left out is as in the default answer. */
export interface ScriptedAnswer {
  readonly kind: 'answer';
  readonly text?: string;
  /** The text in exactly these deltas. */
  readonly deltas?: readonly string[];
  /** Summarised thinking, shown before the text. */
  readonly thinking?: string;
  /** Calls of tools after the text; the stop reason is `tool_use` then. */
  readonly calls?: readonly ScriptedCall[];
  readonly stopReason?: StopReason;
  readonly stopDetails?: Json;
  /** Every text delta waits for `release()`. */
  readonly held?: boolean;
  readonly breaks?: Break;
}

export type Scripted = StatusFault | HangFault | ResetFault | ScriptedAnswer;

/** Whether an item waits for this path: `/v1/messages` unless it says so, all below it with `*` at the end. */
export function isFor(item: Scripted, path: string): boolean {
  const wanted = (item.kind === 'answer' ? undefined : item.path) ?? '/v1/messages';
  return wanted.endsWith('*') ? path.startsWith(wanted.slice(0, -1)) : path === wanted;
}
