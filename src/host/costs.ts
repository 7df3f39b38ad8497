import { cost, type Estimate, estimate, textTokens } from '../core/api/prices.ts';
import type { Conversation, Spent, Turn } from '../core/conversation.ts';
import { fit, orientedSize, patches } from '../core/image/fit.ts';
import { limitsFor } from '../core/image/limits.ts';
import { turnsOfRequest } from '../core/messages.ts';
import { money, tokens } from './quantities.ts';
import type { Settings } from './settings.ts';

type Asked = Pick<Settings, 'model' | 'baseUrl' | 'imageDetail' | 'prices'>;

/** What the next question would cost at most: its images, its text, and all that was said before. */
export function nextQuestion({ attached, turns }: Conversation, text: string, asked: Asked): Estimate {
  const limits = limitsFor({ ...asked, detail: asked.imageDetail, imageCount: attached.length });
  const imageTokens = attached.flatMap(({ header, problem }) => {
    // What was not looked at yet may be as large as any.
    if (!header) return problem ? [] : [limits.tierTokens];
    const size = fit(orientedSize(header).width, orientedSize(header).height, limits);
    return [patches(size.width, size.height)];
  });
  return estimate(asked.model, { imageTokens: [...imageTokens, historyTokens(turns)], text }, asked.prices);
}

/** The same for a question that stands in the conversation. */
export function turnEstimate(conversation: Conversation, id: string, asked: Asked): Estimate {
  const turns = turnsOfRequest(conversation, id);
  const turn = turns.at(-1);
  const before = { attached: turn?.images ?? [], turns: turns.slice(0, -1) };
  return nextQuestion(before, turn?.question ?? '', asked);
}

/** USD of an answer, where its model has a known price and its server counted the tokens. */
export function turnCost({ model, usage }: Spent, { prices }: Asked): number | undefined {
  return usage && cost(model, usage, prices);
}

/** "4,812 tokens in, 310 out · $0.013" */
export function usageText(turn: Turn, asked: Asked): string | undefined {
  const { usage } = turn;
  if (!usage) return undefined;
  const input = usage.input + usage.cacheRead + usage.cacheWrite;
  const cached = usage.cacheRead > 0 ? ` (${usage.cacheRead.toLocaleString('en-US')} from the cache)` : '';
  const usd = turnCost(turn, asked);
  const price = usd === undefined ? '' : ` · ${money(usd)}`;
  return `${tokens(input)} in${cached}, ${usage.output.toLocaleString('en-US')} out${price}`;
}

/** "12,300 tokens, $0.05 · today: $0.40": what all answers of the conversation used, replaced ones included. */
export function totalText({ turns }: Conversation, asked: Asked, today: number): string | undefined {
  const spent = turns.flatMap((turn): readonly Spent[] => [...(turn.replaced ?? []), turn]);
  const all = spent.reduce((sum, one) => sum + usedTokens(one), 0);
  if (all === 0) return undefined;
  const costs = spent.map((one) => turnCost(one, asked)).filter((usd) => usd !== undefined);
  const usd = costs.reduce((sum, one) => sum + one, 0);
  const price = costs.length > 0 ? `, ${money(usd)}` : '';
  const day = today > usd * 1.0001 ? ` · today: ${money(today)}` : '';
  return `${tokens(all)}${price}${day}`;
}

export function estimateText({ tokens: count, usd }: Estimate): string {
  return `about ${tokens(count)}${usd === undefined ? '' : `, ${money(usd)}`}`;
}

function usedTokens({ usage }: Spent): number {
  return usage ? usage.input + usage.cacheRead + usage.cacheWrite + usage.output : 0;
}

/** The last answered turn has counted everything before it. */
function historyTokens(turns: readonly Turn[]): number {
  const counted = turns.findLastIndex((turn) => turn.usage !== undefined);
  const last = turns[counted];
  const since = turns.slice(counted + 1);
  return (last ? usedTokens(last) : 0) + since.reduce((sum, turn) => sum + textTokens(turn.answer), 0);
}
