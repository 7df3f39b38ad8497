import type * as vscode from 'vscode';
import type { ConversationEvent } from '../../core/ask/conversation.ts';
import type { KeyStore } from '../server/key.ts';
import type { Session } from './session.ts';

/** The questions of this window that were not sent for want of a key. */
export interface WaitingForKey extends vscode.Disposable {
  /** To be told of every event of a conversation. */
  readonly follow: (session: Session, event: ConversationEvent) => void;
}

/**
 * Asks each of them by itself once there is a key, however it was set: here, in another window or in the panel. Not those
 * of conversations that are gone, for which `isOpen` is false.
 */
export function createWaitingForKey(
  keys: Pick<KeyStore, 'read' | 'onDidChange'>,
  isOpen: (session: Session) => boolean,
): WaitingForKey {
  const waiting = new Map<string, Session>();
  const listening = keys.onDidChange(async () => {
    if (waiting.size === 0 || (await keys.read()).key === undefined) return;
    const questions = [...waiting].filter(([turn, session]) => isOpen(session) && isWaiting(session, turn));
    waiting.clear();
    await Promise.all(questions.map(([turn, session]) => session.retry(turn)));
  });
  return {
    follow: (session, event) => {
      if (event.type === 'failed' && event.failure.kind === 'noKey') waiting.set(event.turn, session);
    },
    dispose: () => listening.dispose(),
  };
}

/** It may have been asked again, or have another version. */
function isWaiting({ conversation }: Session, id: string): boolean {
  return conversation.turns.some((turn) => turn.id === id && turn.failure?.kind === 'noKey');
}
