import type { Conversation, Spent, Turn } from '../../core/ask/conversation.ts';
import { type CostSettings, turnCost, usedTokens } from '../../core/ask/cost.ts';
import { money, tokens } from '../ui/quantities.ts';

/** "4,812 tokens in, 310 out · $0.013" */
export function usageText(turn: Turn, settings: CostSettings): string | undefined {
  const { usage } = turn;
  if (!usage) return undefined;
  const input = usage.input + usage.cacheRead + usage.cacheWrite;
  const cached = usage.cacheRead > 0 ? ` (${usage.cacheRead.toLocaleString('en-US')} from the cache)` : '';
  const usd = turnCost(turn, settings);
  const price = usd === undefined ? '' : ` · ${money(usd)}`;
  return `${tokens(input)} in${cached}, ${usage.output.toLocaleString('en-US')} out${price}`;
}

/** "12,300 tokens, $0.05 · today: $0.40" for all answers of the conversation, replaced ones included. */
export function totalText(
  { turns }: Conversation,
  settings: CostSettings,
  today: number,
): string | undefined {
  const spent = turns.flatMap((turn): readonly Spent[] => [...(turn.replaced ?? []), turn]);
  const all = spent.reduce((sum, one) => sum + usedTokens(one), 0);
  if (all === 0) return undefined;
  const costs = spent.map((one) => turnCost(one, settings)).filter((usd) => usd !== undefined);
  const usd = costs.reduce((sum, one) => sum + one, 0);
  const price = costs.length > 0 ? `, ${money(usd)}` : '';
  const day = today > usd * 1.0001 ? ` · today: ${money(today)}` : '';
  return `${tokens(all)}${price}${day}`;
}
