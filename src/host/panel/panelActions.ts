import type { Session } from '../ask/session.ts';
import type { KeyStore } from '../server/key.ts';
import type { ActionId } from '../ui/failureActions.ts';
import { settingsActions } from '../ui/settingsActions.ts';

/** A function for each button of failures and notices; `turn` is the one the button stands in. */
export type Actions = Readonly<Record<ActionId, (turn?: string) => unknown>>;

/** Asks the user in a box of the editor, on behalf of the panel. */
export type InEditor = <Answer>(ask: () => Promise<Answer>) => Promise<Answer>;

export interface ActionsDependencies {
  readonly session: Session;
  readonly keys: Pick<KeyStore, 'ask'>;
  readonly selectModel: () => unknown;
  readonly checkConnection: () => unknown;
  readonly showLog: () => unknown;
  readonly newConversation: () => unknown;
}

export function createActions(dependencies: ActionsDependencies): Actions {
  const { session, keys, selectModel, checkConnection, showLog, newConversation } = dependencies;
  return {
    retry: (turn) => turn !== undefined && session.retry(turn),
    continue: (turn) => turn !== undefined && session.continue(turn),
    setKey: async (turn) => {
      const done = await keys.ask();
      // The question waits for the key: once it is there, it is asked.
      if (done && turn !== undefined) await session.retry(turn);
    },
    ...{ selectModel, checkConnection, showLog, newConversation },
    ...settingsActions,
  };
}
