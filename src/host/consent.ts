import * as vscode from 'vscode';
import type { Estimate } from '../core/api/prices.ts';
import { money, tokens } from './quantities.ts';
import type { Settings } from './settings.ts';

/** Asks before a question that may cost more than the user wants to pay without being asked. */
export async function agreesToCost(
  { tokens: count, usd }: Estimate,
  { confirmCostAbove: limit, model }: Settings,
): Promise<boolean> {
  if (limit === 0 || usd === undefined || usd <= limit) return true;
  const ask = 'Ask Anyway';
  const answer = await vscode.window.showWarningMessage(
    `This question would cost about ${money(usd)}.`,
    {
      modal: true,
      detail: `About ${tokens(count)} for ${model}. You are asked above ${money(limit)} (askClaude.confirmCostAbove).`,
    },
    ask,
  );
  return answer === ask;
}
