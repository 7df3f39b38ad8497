import * as vscode from 'vscode';
import type { Conversation, Spent, Turn } from '../../core/ask/conversation.ts';
import { type CostSettings, turnCost, usedTokens } from '../../core/ask/cost.ts';
import { money, number, tokens } from '../ui/quantities.ts';

/** "4,812 tokens in, 310 out · $0.013" */
export function usageText(turn: Turn, settings: CostSettings): string | undefined {
  const { usage } = turn;
  if (!usage) return undefined;
  const input = usage.input + usage.cacheRead + usage.cacheWrite;
  const usd = turnCost(turn, settings);
  const counted =
    usage.cacheRead > 0
      ? vscode.l10n.t(
          '{0} in ({1} from the cache), {2} out',
          ...[tokens(input), number(usage.cacheRead), number(usage.output)],
        )
      : vscode.l10n.t('{0} in, {1} out', tokens(input), number(usage.output));
  return usd === undefined ? counted : `${counted} · ${money(usd)}`;
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
  const day = today > usd * 1.0001 ? ` · ${vscode.l10n.t('today: {0}', money(today))}` : '';
  return `${tokens(all)}${price}${day}`;
}
