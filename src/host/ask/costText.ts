import * as vscode from 'vscode';
import type { Usage } from '../../core/api/answerTypes.ts';
import { allTurns } from '../../core/ask/conversation/versions.ts';
import type { Conversation, Spent, Turn } from '../../core/ask/conversation.ts';
import { type CostSettings, turnCost, usedTokens } from '../../core/ask/cost.ts';
import { money, number, tokens } from '../ui/quantities.ts';

/** "4,812 tokens in, 310 out · $0.013" for all requests of a turn. */
export function usageText(turn: Turn, settings: CostSettings): string | undefined {
  const requests = requestsOf(turn).filter(({ usage }) => usage);
  const counted = requests.flatMap(({ usage }) => (usage ? [usage] : []));
  if (!turn.usage) return undefined;
  const sum = (of: (usage: Usage) => number) => counted.reduce((total, usage) => total + of(usage), 0);
  const input = sum((usage) => usage.input + usage.cacheRead + usage.cacheWrite);
  const [cached, output] = [sum(({ cacheRead }) => cacheRead), sum((usage) => usage.output)];
  const costs = requests.map((one) => turnCost(one, settings));
  const words =
    cached > 0
      ? vscode.l10n.t('{0} in ({1} from the cache), {2} out', tokens(input), number(cached), number(output))
      : vscode.l10n.t('{0} in, {1} out', tokens(input), number(output));
  return costs.includes(undefined)
    ? words
    : `${words} · ${money(costs.reduce<number>((total, usd = 0) => total + usd, 0))}`;
}

/** "12,300 tokens, $0.05 · today: $0.40" for all answers of the conversation: every version of a question was paid. */
export function totalText(
  conversation: Conversation,
  settings: CostSettings,
  today: number,
): string | undefined {
  const spent = allTurns(conversation).flatMap(requestsOf);
  const all = spent.reduce((sum, one) => sum + usedTokens(one), 0);
  if (all === 0) return undefined;
  const costs = spent.map((one) => turnCost(one, settings)).filter((usd) => usd !== undefined);
  const usd = costs.reduce((sum, one) => sum + one, 0);
  const price = costs.length > 0 ? `, ${money(usd)}` : '';
  const day = today > usd * 1.0001 ? ` · ${vscode.l10n.t('today: {0}', money(today))}` : '';
  return `${tokens(all)}${price}${day}`;
}

/** The requests of a turn, the last one last. */
function requestsOf(turn: Turn): readonly Spent[] {
  return [...(turn.replaced ?? []), turn];
}
