import type { Estimate } from '../../core/api/models/prices.ts';
import { needsConfirmation } from '../../core/ask/cost.ts';
import type { Settings } from '../settings.ts';
import { confirm } from '../ui/dialogs.ts';
import { money, tokens } from '../ui/quantities.ts';

/** Asks before a question that may cost more than `askClaude.confirmCostAbove`; true when it may be asked. */
export async function agreesToCost(estimate: Estimate, settings: Settings): Promise<boolean> {
  const { tokens: count, usd = 0 } = estimate;
  const { confirmCostAbove: limit, model } = settings;
  if (!needsConfirmation(estimate, limit)) return true;
  return confirm(
    `This question would cost about ${money(usd)}.`,
    `About ${tokens(count)} for ${model}. You are asked above ${money(limit)} (askClaude.confirmCostAbove).`,
    'Ask Anyway',
  );
}
