import type { Effort } from '../answerTypes.ts';
import type { ModelFacts } from './modelFacts.ts';

/** The settings that bound an answer. */
export interface AnswerLength {
  /** Most tokens of the answer itself. */
  readonly maxTokens: number;
  readonly effort?: Effort | undefined;
}

/**
 * Room for thinking on top of the room for the answer, in tokens, by effort. Models think within
 * `max_tokens`, and give no answer at all when it is too small. It is only a ceiling: unused room costs nothing.
 */
const thinkingRoom: Readonly<Record<Effort, number>> = {
  low: 4096,
  medium: 8192,
  high: 16_384,
  xhigh: 32_768,
  max: 65_536,
};

/** Most tokens that come back, thinking included: the `max_tokens` of a request. */
export function longestAnswer({ maxTokens, effort = 'high' }: AnswerLength, facts: ModelFacts): number {
  const room = facts.thinks ? thinkingRoom[effort] : 0;
  return Math.min(maxTokens + room, facts.maxOutput ?? Number.POSITIVE_INFINITY);
}
