import type * as vscode from 'vscode';
import { advance, type Conversation, emptyConversation, isRunning } from '../../core/ask/conversation.ts';

const place = 'conversation';
/** Apart, so that a letter does not write the whole conversation. */
const draftPlace = 'draft';

/** Rises when the stored shape changes: what an older version stored is then left alone. */
const version = 1;

/** Most turns that are stored. */
const longest = 100;

/** Most characters of the stored turns: the editor keeps the state of all its extensions in memory. */
const largest = 1_000_000;

/** Shortest time between two writes during a run, in ms: the editor writes its state to disk each time. */
const pause = 1000;

interface Stored {
  readonly version: number;
  readonly conversation: Conversation;
}

/** The conversation of a workspace across reloads of the window: words and addresses, no pictures. */
export interface Memory extends vscode.Disposable {
  readonly load: () => Conversation;
  readonly save: (conversation: Conversation) => void;
  /** The text of the question box. */
  readonly loadDraft: () => string;
  readonly saveDraft: (text: string) => void;
}

export function createMemory(state: vscode.Memento): Memory {
  let last: Conversation | undefined;
  let next: Conversation | undefined;
  let timer: NodeJS.Timeout | undefined;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    if (next) void state.update(place, { version, conversation: shortened(next) } satisfies Stored);
    next = undefined;
  };
  return {
    load: () => {
      const stored = state.get<Stored>(place);
      return stored?.version === version ? restored(stored.conversation) : emptyConversation;
    },
    save: (conversation) => {
      if (conversation === last) return;
      last = conversation;
      next = conversation;
      // While a window reloads it is too late to write: only what a run adds piece by piece may wait.
      if (!conversation.turns.some(isRunning)) write();
      else if (timer === undefined) timer = setTimeout(write, pause);
    },
    loadDraft: () => state.get(draftPlace, ''),
    saveDraft: (text) => {
      if (text !== state.get(draftPlace, '')) void state.update(draftPlace, text);
    },
    dispose: write,
  };
}

/** The newest turns that there is room for, the last one in any case. */
function shortened({ attached, turns }: Conversation): Conversation {
  const recent = turns.slice(-longest);
  let room = largest;
  const tooMuch = recent.findLastIndex((turn, index) => {
    room -= JSON.stringify(turn).length;
    return room < 0 && index < recent.length - 1;
  });
  return { attached, turns: recent.slice(tooMuch + 1) };
}

/** A run does not outlive its window: what was still arriving was cut off. */
function restored(conversation: Conversation): Conversation {
  const failure = { kind: 'cutStream', detail: 'the window was reloaded' } as const;
  return conversation.turns
    .filter(isRunning)
    .reduce((now, { id }) => advance(now, { turn: id, type: 'failed', failure }), conversation);
}
