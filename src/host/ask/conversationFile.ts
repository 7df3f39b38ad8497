import {
  type Conversation,
  type ConversationEvent,
  emptyConversation,
  isPiece,
} from '../../core/ask/conversation.ts';
import { type NamedConversation, storedText } from '../../core/ask/storedConversation.ts';
import type { StoredFiles } from '../storedFiles.ts';

/** A problem with a stored conversation that the user should know about. */
export type StoreProblem = 'damaged' | 'newerVersion' | 'openElsewhere' | 'notSaved';

export interface ConversationFileDependencies {
  readonly files: StoredFiles;
  readonly log: (line: string) => void;
  /** It was written, or removed when there is nothing in it; maybe in another file than before. */
  readonly written: (file: ConversationFile, stored: NamedConversation) => Promise<void>;
}

/** Time between two writes during a run, in ms: at least a second, and longer for what takes longer to write. */
const shortestPause = 1000;
const pausePerCharacter = 0.01;

/**
 * The file of one conversation: words and addresses, no images. When another window has changed it since, it is not
 * overwritten: this window goes on in a file of its own.
 */
export class ConversationFile {
  readonly #dependencies: ConversationFileDependencies;
  /** Called with what became of the file. */
  onProblem: (problem: StoreProblem) => void = () => undefined;
  #id: string;
  #name: string | undefined;
  #modified: number | undefined;
  #last: Conversation;
  #next: Conversation | undefined;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #pause = shortestPause;
  #closed = false;

  /** Without `stored` a file that begins when there is something to write. */
  constructor(dependencies: ConversationFileDependencies, id = newId(), stored?: StoredNow) {
    this.#dependencies = dependencies;
    this.#id = id;
    this.#name = stored?.name;
    this.#modified = stored?.modified;
    this.#last = stored?.conversation ?? emptyConversation;
  }

  /** Changes when another window goes on with the file. */
  get id(): string {
    return this.#id;
  }

  /** The name that the user gave the conversation. */
  get name(): string | undefined {
    return this.#name;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /** `event` is what has changed the conversation. */
  save(conversation: Conversation, event?: ConversationEvent): void {
    if (conversation === this.#last || this.#closed) return;
    this.#last = conversation;
    this.#next = conversation;
    // While a window reloads it may be too late to write: a question, for one, is in no other place by then.
    if (event && isPiece(event)) this.#timer ??= setTimeout(() => this.flush(), this.#pause);
    else void this.flush();
  }

  /** Resolves when the name is written. */
  rename(name: string): Promise<void> {
    this.#name = name;
    this.#next = this.#last;
    return this.flush();
  }

  /** Writes what waits. Resolves when it is written. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#next)
      this.#writing = this.#writing
        .then(() => this.#writeNext())
        .catch((error: unknown) => {
          this.#dependencies.log(`The conversation could not be saved: ${String(error)}`);
          this.onProblem('notSaved');
        });
    return this.#writing;
  }

  /** Saves nothing from now on: the conversation is deleted. Resolves when what waited is written. */
  close(): Promise<void> {
    const written = this.flush();
    this.#closed = true;
    return written;
  }

  /** The newest state: what came while the one before was being written is not written one by one. */
  async #writeNext(): Promise<void> {
    const conversation = this.#next;
    this.#next = undefined;
    if (conversation) await this.#write(conversation);
  }

  async #write(conversation: Conversation): Promise<void> {
    const { files, written } = this.#dependencies;
    if ((await files.modified(fileName(this.#id))) !== this.#modified) {
      this.#id = newId();
      this.#modified = undefined;
      this.onProblem('openElsewhere');
    }
    const stored = { conversation, ...(this.#name && { name: this.#name }) };
    if (isEmpty(conversation)) {
      await files.remove(fileName(this.#id));
      this.#modified = undefined;
    } else {
      const text = storedText(conversation, this.#name);
      this.#pause = Math.max(shortestPause, pausePerCharacter * text.length);
      await files.write(fileName(this.#id), text);
      this.#modified = await files.modified(fileName(this.#id));
    }
    await written(this, stored);
  }
}

/** What the file of a conversation holds. */
export interface StoredNow extends NamedConversation {
  readonly modified: number | undefined;
}

export function isEmpty({ turns, attached }: Conversation): boolean {
  return turns.length === 0 && attached.length === 0;
}

export function fileName(id: string): string {
  return `${id}.json`;
}

/** The id that a file name stands for; undefined for other files. */
export function idOf(name: string): string | undefined {
  return /^(?!index\.)([\w-]{1,100})\.json$/.exec(name)?.[1];
}

function newId(): string {
  return crypto.randomUUID();
}
