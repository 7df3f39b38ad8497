import type { ModelFacts } from '../../core/api/models/modelFacts.ts';
import { lifecycleOn, modelFacts, successorOf } from '../../core/api/models/models.ts';

/** Says that a model is gone or on its way out, and what comes after it; undefined for one that stays. */
export function lifecycleText(facts: ModelFacts): string | undefined {
  const successor = successorOf(facts);
  const instead = successor !== undefined && successor !== facts.id ? `: use ${successor}` : '';
  switch (lifecycleOn(facts, today())) {
    case 'retired':
      return `retired${instead}`;
    case 'deprecated':
      return `deprecated${facts.retires ? `, retires ${facts.retires}` : ''}${instead}`;
    case 'active':
      return facts.retires && `retires ${facts.retires}`;
  }
}

/** A sentence about a deprecated or retired model, by the server's list or else the built-in one; undefined for others. */
export function endText(model: string, known: readonly ModelFacts[]): string | undefined {
  const facts = modelFacts(model, known);
  return facts.lifecycle === 'active' ? undefined : `${facts.name} is ${lifecycleText(facts)}.`;
}

/** As 2026-11-30, in the user's time zone. */
export function today(): string {
  return new Date().toLocaleDateString('sv');
}
