import * as faults from './faults.ts';
import type { Accepted } from './request.ts';
import type { Scripted } from './script.ts';
import type { State } from './state.ts';

/**
 * What a question asks the emulator to do, in a line `emulator: overloaded` or `emulator: rate-limited 7`.
 * With `once` at the end, asking the same again gets the usual answer.
 */
export function directive(
  { question, results }: Pick<Accepted, 'question' | 'results'>,
  state: State,
): Scripted | undefined {
  const found = /^emulator:\s*([a-z-]+)(?:\s+(\d+))?(\s+once)?\s*$/im.exec(question);
  const make = found?.[1] && makers[found[1].toLowerCase()];
  if (!make) return undefined;
  if (found[3]) {
    if (state.played.has(question)) return undefined;
    state.played.add(question);
  }
  return make(found[2] === undefined ? undefined : Number(found[2]), results);
}

/** Deltas before a break, when the question does not say. */
const some = 8;

const makers: Readonly<Record<string, (number?: number, results?: number) => Scripted>> = {
  overloaded: faults.overloaded,
  'rate-limited': (seconds = 5) => faults.rateLimited(seconds),
  'spend-limit': faults.spendLimit,
  status: (code = 500) => faults.status(code, `Status ${code}, as the question asked`),
  hang: () => ({ kind: 'hang' }),
  reset: () => ({ kind: 'reset' }),
  stall: (after = some) => faults.stall(after),
  pings: (after = some) => faults.onlyPings(after),
  cut: (after = some) => faults.cut(after),
  'cut-before-stop': faults.cutBeforeStop,
  error: (after = some) => faults.errorMidStream(after),
  refusal: () => faults.refusal('The stand-in refuses because the question asked it to.'),
  'max-tokens': () => faults.stopping('max_tokens'),
  'context-full': () => faults.stopping('model_context_window_exceeded'),
  pause: () => faults.stopping('pause_turn'),
  dimensions: () => faults.dimensionsTooLarge(['messages.0.content.0']),
  zoom: (looks = 1, results = 0) => faults.zooming(looks, results),
  held: () => ({ kind: 'answer', held: true }),
};
