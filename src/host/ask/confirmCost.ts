import * as vscode from 'vscode';
import type { Estimate } from '../../core/api/models/prices.ts';
import { needsConfirmation } from '../../core/ask/cost.ts';
import type { Settings } from '../settings.ts';
import { confirm } from '../ui/dialogs.ts';
import { money } from '../ui/quantities.ts';
import { costDetail } from './estimateText.ts';

/** Asks before a question that may cost more than `askClaude.confirmCostAbove`; true when it may be asked. */
export async function agreesToCost(estimate: Estimate, settings: Settings): Promise<boolean> {
  const { usd = 0 } = estimate;
  const { confirmCostAbove: limit, model } = settings;
  if (!needsConfirmation(estimate, limit)) return true;
  return confirm(
    vscode.l10n.t('This question would cost about {0}.', money(usd)),
    vscode.l10n.t(
      '{0} You are asked when a usual answer of {2} would cost more than {1} (askClaude.confirmCostAbove).',
      costDetail(estimate, settings),
      money(limit),
      model,
    ),
    vscode.l10n.t('Ask Anyway'),
  );
}
