import type { PanelState, ToPanel } from '../../protocol.ts';

/**
 * The text that was added to the last answer, when that is all that differs between two states: a long answer is not
 * posted whole for each word that arrives. Undefined for any other difference.
 */
export function answerGrowth(before: PanelState, after: PanelState): ToPanel['answer'] | undefined {
  const [old, now] = [before.turns.at(-1), after.turns.at(-1)];
  if (!old || !now || old.answer.length >= now.answer.length || !now.answer.startsWith(old.answer))
    return undefined;
  const same = before.turns.slice(0, -1).every(({ answer }, index) => answer === after.turns[index]?.answer);
  if (!same || withoutAnswers(before) !== withoutAnswers(after)) return undefined;
  const from = old.answer.length;
  return { turn: now.id, from, text: now.answer.slice(from) };
}

function withoutAnswers(state: PanelState): string {
  return JSON.stringify({ ...state, turns: state.turns.map(({ answer: _, ...turn }) => turn) });
}
