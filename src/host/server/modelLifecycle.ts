import * as vscode from 'vscode';
import type { ModelFacts } from '../../core/api/models/modelFacts.ts';
import { lifecycleOn, modelFacts, successorOf } from '../../core/api/models/models.ts';
import { dayText } from '../ui/quantities.ts';

/** Says that a model is gone or on its way out, and what comes after it; undefined for one that stays. */
export function lifecycleText(facts: ModelFacts): string | undefined {
  const state = stateText(facts);
  const successor = successorOf(facts);
  const isLeaving = lifecycleOn(facts, today()) !== 'active';
  return state !== undefined && isLeaving && successor !== undefined && successor !== facts.id
    ? vscode.l10n.t('{0}: use {1}', state, successor)
    : state;
}

function stateText(facts: ModelFacts): string | undefined {
  const { retires } = facts;
  switch (lifecycleOn(facts, today())) {
    case 'retired':
      return vscode.l10n.t('retired');
    case 'deprecated':
      return retires === undefined
        ? vscode.l10n.t('deprecated')
        : vscode.l10n.t('deprecated, retires {0}', dayText(retires));
    case 'active':
      return retires && vscode.l10n.t('retires {0}', dayText(retires));
  }
}

/** A sentence about a deprecated or retired model, by the server's list or else the built-in one; undefined for others. */
export function endText(model: string, known: readonly ModelFacts[]): string | undefined {
  const facts = modelFacts(model, known);
  const text = facts.lifecycle === 'active' ? undefined : lifecycleText(facts);
  return text && vscode.l10n.t('{0} is {1}.', facts.name, text);
}

/** As 2026-11-30, in the user's time zone. */
export function today(): string {
  return new Date().toLocaleDateString('sv');
}
