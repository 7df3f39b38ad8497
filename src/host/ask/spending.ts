import type * as vscode from 'vscode';
import { today } from '../server/modelLifecycle.ts';

const place = 'spending';

/** The sum spent today, in all windows of this editor. */
export interface Spending {
  /** USD. */
  readonly today: () => number;
  readonly add: (usd: number) => void;
}

export function createSpending(state: vscode.Memento): Spending {
  const spent = () => {
    const stored = state.get<{ readonly day: string; readonly usd: number }>(place);
    return stored?.day === today() ? stored.usd : 0;
  };
  return {
    today: spent,
    add: (usd) => void state.update(place, { day: today(), usd: spent() + usd }),
  };
}
