import * as vscode from 'vscode';
import type { ModelFacts } from '../../core/api/models/modelFacts.ts';
import { type Prices, priceOf } from '../../core/api/models/prices.ts';
import { tierOf } from '../../core/image/limits.ts';
import { money, tokens } from '../ui/quantities.ts';
import { lifecycleText } from './modelLifecycle.ts';

/** A model's facts for images: the size it sees them in, its price where that is known, its retirement. */
export function modelText(model: ModelFacts, overrides: Prices): string {
  const { side, tokens: most } = tierOf(model.id);
  const price = priceOf(model.id, 0, overrides);
  const prices =
    price && vscode.l10n.t('{0} in, {1} out per million tokens', money(price.input), money(price.output));
  return [vscode.l10n.t('up to {0} px, {1} per image', side, tokens(most)), prices, lifecycleText(model)]
    .filter(Boolean)
    .join(' · ');
}
