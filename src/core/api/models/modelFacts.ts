import type { Effort } from '../answerTypes.ts';

/** The facts of a model that matter for questions about images. Its native image size is in `image/limits.ts`. */
export interface ModelFacts {
  readonly id: string;
  readonly name: string;
  readonly imageInput: boolean;
  /** Tokens; absent when unknown. */
  readonly context?: number;
  readonly maxOutput?: number;
  /** The levels it accepts, lowest first; empty when it accepts none. */
  readonly efforts: readonly Effort[];
  /** Accepts a JSON schema for its answer. */
  readonly schema: boolean;
  /** Calls tools, and sees images in their results. */
  readonly tools: boolean;
  /** Thinks by default, and counts that as output. */
  readonly thinks: boolean;
  readonly lifecycle: 'active' | 'deprecated' | 'retired';
  /** Day, as 2026-11-30. */
  readonly retires?: string;
  /** The id of the model that replaces a deprecated or retired one. */
  readonly successor?: string;
  /** The server described it as the API does. */
  readonly described?: boolean;
}
