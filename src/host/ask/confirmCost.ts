import * as vscode from 'vscode';
import type { Estimate } from '../../core/api/models/prices.ts';
import type { Settings } from '../settings.ts';
import { money, tokens } from '../ui/quantities.ts';
import { isToBeConfirmed } from './costs.ts';

/** Asks before a question that may cost more than the user wants to pay without being asked. */
export async function agreesToCost(estimate: Estimate, settings: Settings): Promise<boolean> {
  if (!isToBeConfirmed(estimate, settings)) return true;
  const { tokens: count, usd = 0 } = estimate;
  const { confirmCostAbove: limit, model } = settings;
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
