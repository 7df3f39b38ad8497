import type { PanelState, ToPanel } from '../protocol.ts';

/** The state with more of an answer; undefined when the text does not begin where the answer ends. */
export function withMoreAnswer(
  state: PanelState | undefined,
  { turn, from, text }: ToPanel['answer'],
): PanelState | undefined {
  const answered = state?.turns.find(({ id }) => id === turn);
  if (!state || answered?.answer.length !== from) return undefined;
  const turns = state.turns.map((one) => (one === answered ? { ...one, answer: one.answer + text } : one));
  return { ...state, turns };
}
