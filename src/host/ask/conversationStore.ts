import type * as vscode from 'vscode';
import { advance, type Conversation, emptyConversation, isRunning } from '../../core/ask/conversation.ts';

const conversationKey = 'conversation';
/** Apart, so that a letter does not write the whole conversation. */
const draftKey = 'draft';

/** Rises when the stored shape changes: a state of another version is left alone. */
const version = 1;

/** Most turns that are stored. */
const maxTurns = 100;

/** Most characters of the stored turns: the editor keeps the state of all its extensions in memory. */
const maxCharacters = 1_000_000;

/** Shortest time between two writes during a run, in ms: the editor writes its state to disk each time. */
const writePause = 1000;

interface Stored {
  readonly version: number;
  readonly conversation: Conversation;
}

/** The conversation of a workspace across reloads of the window: words and addresses, no images. */
export interface ConversationStore extends vscode.Disposable {
  readonly load: () => Conversation;
  readonly save: (conversation: Conversation) => void;
  /** The text of the question box. */
  readonly loadDraft: () => string;
  readonly saveDraft: (text: string) => void;
}

export function createConversationStore(state: vscode.Memento): ConversationStore {
  let last: Conversation | undefined;
  let next: Conversation | undefined;
  let timer: NodeJS.Timeout | undefined;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    if (next) void state.update(conversationKey, { version, conversation: shortened(next) } satisfies Stored);
    next = undefined;
  };
  return {
    load: () => {
      const stored = state.get<Stored>(conversationKey);
      return stored?.version === version ? restored(stored.conversation) : emptyConversation;
    },
    save: (conversation) => {
      if (conversation === last) return;
      last = conversation;
      next = conversation;
      // While a window reloads it is too late to write: only what a run adds piece by piece may wait.
      if (!conversation.turns.some(isRunning)) write();
      else if (timer === undefined) timer = setTimeout(write, writePause);
    },
    loadDraft: () => state.get(draftKey, ''),
    saveDraft: (text) => {
      if (text !== state.get(draftKey, '')) void state.update(draftKey, text);
    },
    dispose: write,
  };
}

/** The newest turns that there is room for, the last one in any case. */
function shortened({ attached, turns }: Conversation): Conversation {
  const recent = turns.slice(-maxTurns);
  let room = maxCharacters;
  const tooMuch = recent.findLastIndex((turn, index) => {
    room -= JSON.stringify(turn).length;
    return room < 0 && index < recent.length - 1;
  });
  return { attached, turns: recent.slice(tooMuch + 1) };
}

/** A run does not outlive its window: an answer that was still arriving was cut off. */
function restored(conversation: Conversation): Conversation {
  const failure = { kind: 'cutStream', detail: 'the window was reloaded' } as const;
  return conversation.turns
    .filter(isRunning)
    .reduce((now, { id }) => advance(now, { turn: id, type: 'failed', failure }), conversation);
}
