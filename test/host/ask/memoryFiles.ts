import { advance, type Conversation, emptyConversation } from '../../../src/core/ask/conversation.ts';
import type { AttachedImage } from '../../../src/core/ask/question.ts';
import type { StoredFiles } from '../../../src/host/storedFiles.ts';

/** Values of a workspace, as two windows see them that have it open: each keeps its own copy in memory. */
export function values(start: Readonly<Record<string, unknown>> = {}) {
  const stored = new Map(Object.entries(start));
  return {
    stored,
    get: (key: string) => stored.get(key),
    update: async (key: string, value: unknown) =>
      void (value === undefined ? stored.delete(key) : stored.set(key, structuredClone(value))),
  };
}

/** Files in memory whose clock ticks with each write. */
export class MemoryFiles implements StoredFiles {
  readonly texts = new Map<string, { text: string; modified: number }>();
  /** The names of the files that were read. */
  readonly reads: string[] = [];
  fails = false;
  #clock = 0;
  readonly list = async () => [...this.texts.keys()];
  readonly read = async (name: string) => {
    this.reads.push(name);
    return this.texts.get(name)?.text;
  };
  readonly write = async (name: string, text: string) => {
    if (this.fails) throw new Error('no space left on device');
    this.#clock += 1;
    this.texts.set(name, { text, modified: this.#clock });
  };
  readonly rename = async (from: string, to: string) => {
    const file = this.texts.get(from);
    if (!file) return false;
    this.texts.delete(from);
    this.texts.set(to, file);
    return true;
  };
  readonly remove = async (name: string) => void this.texts.delete(name);
  readonly modified = async (name: string) => this.texts.get(name)?.modified;

  /** The names of the conversations. */
  get names(): readonly string[] {
    return [...this.texts.keys()].filter((name) => name !== 'index.json');
  }
}

export const turn = { id: 't', title: 'What?', question: 'What?', model: 'm', fresh: false };

export const asked: Conversation = advance(emptyConversation, { type: 'asked', turn });

export const done = answered('What?');

export const another = advance(done, { type: 'asked', turn: { ...turn, id: 'u' } });

/** A conversation of one question, with its images. */
export function answered(title: string, images: readonly AttachedImage[] = []): Conversation {
  return (
    [
      { type: 'attached', images },
      { type: 'asked', turn: { ...turn, title, question: title } },
      { turn: 't', type: 'answer', event: { type: 'text', text: 'A login.' } },
      { turn: 't', type: 'answer', event: { type: 'end', reason: 'complete' } },
    ] as const
  ).reduce<Conversation>(advance, emptyConversation);
}
