import { type Conversation, emptyConversation, isRunning } from '../../core/ask/conversation.ts';
import { readStored, readStoredValue, storedText } from '../../core/ask/storedConversation.ts';

/** Files of one folder. */
export interface StoredFiles {
  /** Undefined when there is no such file. */
  readonly read: (name: string) => Promise<string | undefined>;
  /** Writes the whole file or nothing of it. */
  readonly write: (name: string, text: string) => Promise<void>;
  readonly remove: (name: string) => Promise<void>;
  /** When the file was last changed, in ms since 1970; undefined when there is none. */
  readonly modified: (name: string) => Promise<number | undefined>;
}

/** Small values of the workspace, as `vscode.Memento` keeps them. */
export interface StoredValues {
  readonly get: (key: string) => unknown;
  readonly update: (key: string, value: unknown) => Thenable<void>;
}

/** A problem with the stored conversation that the user should know about. */
export type StoreProblem = 'damaged' | 'newerVersion' | 'openElsewhere' | 'notSaved';

export interface LoadedConversation {
  readonly conversation: Conversation;
  /** Why the stored conversation could not be read. */
  readonly problem?: StoreProblem;
}

const keys = {
  /** Name of the file of the current conversation. */
  file: 'conversationFile',
  draft: 'draft',
  /** Where versions before 0.2 kept the whole conversation. */
  legacy: 'conversation',
};

/** Time between two writes during a run, in ms: at least a second, and longer for what takes longer to write. */
const shortestPause = 1000;
const pausePerCharacter = 0.01;

/**
 * The conversation of a workspace across reloads of the window: words and addresses, no images. A file that cannot be
 * read is left where it is, and a file that another window has changed since is not overwritten: this window goes on in
 * a file of its own.
 */
export class ConversationStore {
  readonly #files: StoredFiles;
  readonly #values: StoredValues;
  readonly #log: (line: string) => void;
  /** Called with what became of the stored conversation. */
  onProblem: (problem: StoreProblem) => void = () => undefined;
  #name = newName();
  #modified: number | undefined;
  #last: Conversation = emptyConversation;
  #next: Conversation | undefined;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #pause = shortestPause;

  constructor(files: StoredFiles, values: StoredValues, log: (line: string) => void) {
    this.#files = files;
    this.#values = values;
    this.#log = log;
  }

  /** The text of the question box. */
  get draft(): string {
    const draft = this.#values.get(keys.draft);
    return typeof draft === 'string' ? draft : '';
  }

  saveDraft(text: string): void {
    if (text !== this.draft) void this.#values.update(keys.draft, text);
  }

  /** The stored conversation, or an empty one, with the problem that kept a stored one from being read. */
  async load(): Promise<LoadedConversation> {
    const stored = await this.#read();
    if (stored === undefined) return { conversation: emptyConversation };
    if ('conversation' in stored) {
      this.#last = stored.conversation;
      return stored;
    }
    this.#name = newName();
    this.#modified = undefined;
    return { conversation: emptyConversation, problem: stored.problem };
  }

  save(conversation: Conversation): void {
    if (conversation === this.#last) return;
    this.#last = conversation;
    this.#next = conversation;
    // While a window reloads it is too late to write: only what a run adds piece by piece may wait.
    if (!conversation.turns.some(isRunning)) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), this.#pause);
  }

  /** Writes what waits. Resolves when it is written. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const conversation = this.#next;
    this.#next = undefined;
    if (conversation)
      this.#writing = this.#writing
        .then(() => this.#write(conversation))
        .catch((error: unknown) => {
          this.#log(`The conversation could not be saved: ${String(error)}`);
          this.onProblem('notSaved');
        });
    return this.#writing;
  }

  async #read() {
    const name = this.#values.get(keys.file);
    if (typeof name !== 'string' || !/^[\w-]+\.json$/.test(name)) {
      const legacy = this.#values.get(keys.legacy);
      return legacy === undefined ? undefined : readStoredValue(legacy);
    }
    const text = await this.#files.read(name);
    if (text === undefined) return undefined;
    this.#name = name;
    this.#modified = await this.#files.modified(name);
    return readStored(text);
  }

  async #write(conversation: Conversation): Promise<void> {
    if ((await this.#files.modified(this.#name)) !== this.#modified) {
      this.#name = newName();
      this.#modified = undefined;
      this.onProblem('openElsewhere');
    }
    if (conversation.turns.length === 0 && conversation.attached.length === 0) {
      await this.#files.remove(this.#name);
      this.#name = newName();
      this.#modified = undefined;
    } else {
      const text = storedText(conversation);
      this.#pause = Math.max(shortestPause, pausePerCharacter * text.length);
      await this.#files.write(this.#name, text);
      this.#modified = await this.#files.modified(this.#name);
    }
    if (this.#values.get(keys.file) !== this.#name) await this.#values.update(keys.file, this.#name);
    if (this.#values.get(keys.legacy) !== undefined) await this.#values.update(keys.legacy, undefined);
  }
}

function newName(): string {
  return `${crypto.randomUUID()}.json`;
}
