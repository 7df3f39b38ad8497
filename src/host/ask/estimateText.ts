import type { Estimate } from '../../core/api/models/prices.ts';
import { answerCost, countedEstimate } from '../../core/ask/cost.ts';
import type { EstimateView } from '../../protocol.ts';
import type { Settings } from '../settings.ts';
import { money, tokens } from '../ui/quantities.ts';

/** "about 1,204 tokens in, $0.01 with the answer" */
export function estimateText({ tokens: count, usd }: Estimate): string {
  const input = `about ${tokens(count)} in`;
  return usd === undefined ? input : `${input}, ${money(usd)} with the answer`;
}

/** What the next question puts in and what an answer may cost; `counted` are its tokens as the server counted them. */
export function estimateView(
  estimated: Estimate,
  counted: number | undefined,
  settings: Settings,
): EstimateView {
  const exact = counted !== undefined;
  const estimate = exact ? countedEstimate(counted, settings) : estimated;
  const input = `${exact ? '' : 'about '}${tokens(estimate.tokens)} in`;
  const { inputUsd } = estimate;
  const answer = answerCost(estimate.tokens, settings);
  const counting = exact ? 'The server counted the tokens.' : 'Press to get an exact count (free).';
  if (inputUsd === undefined || !answer)
    return { input, detail: `The price of ${settings.model} is not known. ${counting}` };
  return {
    input: `${input}, ${money(inputUsd)}`,
    answer: `answer up to ${money(answer.longest)}`,
    detail: `${costDetail({ ...estimate, inputUsd }, settings)} ${counting}`,
  };
}

/** What goes in and what may come out, in whole sentences. */
export function costDetail(estimate: Estimate, settings: Settings): string {
  const { tokens: count, inputUsd = 0 } = estimate;
  const goesIn = `About ${money(inputUsd)} for the ${tokens(count)} that go in.`;
  const answer = answerCost(count, settings);
  if (!answer) return goesIn;
  return `${goesIn} A usual answer costs about ${money(answer.usual)}, the longest that your settings allow ${money(answer.longest)}, thinking included.`;
}
