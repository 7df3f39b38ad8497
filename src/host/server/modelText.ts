import type { ModelFacts } from '../../core/api/models/modelFacts.ts';
import { type Prices, priceOf } from '../../core/api/models/prices.ts';
import { tierOf } from '../../core/image/limits.ts';
import { money, tokens } from '../ui/quantities.ts';
import { lifecycleText } from './modelLifecycle.ts';

/** A model's facts for images: the size it sees them in, its price where that is known, its retirement. */
export function modelText(model: ModelFacts, overrides: Prices): string {
  const { side, tokens: most } = tierOf(model.id);
  const price = priceOf(model.id, 0, overrides);
  const prices = price && `${money(price.input)} in, ${money(price.output)} out per million tokens`;
  return [`up to ${side} px, ${tokens(most)} an image`, prices, lifecycleText(model)]
    .filter(Boolean)
    .join(' · ');
}
