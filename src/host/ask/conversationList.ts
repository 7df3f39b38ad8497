import type { Conversation } from '../../core/ask/conversation.ts';
import type { ConversationSummary } from '../../core/ask/conversationIndex.ts';
import { maxNameLength } from '../../core/ask/storedConversation.ts';
import type { ConversationStore } from './conversationStore.ts';
import { type Conversations, isAnswering } from './conversations.ts';

/** Milliseconds in which a deletion can be undone. */
const undoTime = 30_000;

/** What another window set aside may be brought back there for as long. */
const otherWindows = 10 * undoTime;

export interface ListedConversation extends ConversationSummary {
  /** The one that the panel shows. */
  readonly current: boolean;
  /** Its answer still arrives. */
  readonly answering: boolean;
}

/** The list while the panel shows it. */
export interface ListState {
  /** Newest first; undefined while they are read. */
  readonly items?: readonly ListedConversation[];
  /** What was deleted last and can be brought back. */
  readonly deleted?: { readonly id: string; readonly title: string };
}

export interface ConversationListDependencies {
  readonly store: ConversationStore;
  readonly conversations: Conversations;
  readonly changed: () => void;
  /** Deletes the files of images that nobody uses any more; those that are no files of ours stay. */
  readonly deletePictures: (addresses: readonly string[]) => Promise<void>;
  readonly log: (line: string) => void;
}

interface Deletion {
  readonly id: string;
  readonly title: string;
  /** What the store calls it. */
  readonly name: string;
  readonly timer: NodeJS.Timeout;
}

/** The list of conversations and what is done in it. */
export class ConversationList {
  readonly #dependencies: ConversationListDependencies;
  #shown = false;
  #items: readonly ConversationSummary[] | undefined;
  #deletion: Deletion | undefined;

  constructor(dependencies: ConversationListDependencies) {
    this.#dependencies = dependencies;
  }

  /** Undefined while the panel shows a conversation. */
  get state(): ListState | undefined {
    if (!this.#shown) return undefined;
    const { conversations } = this.#dependencies;
    const items = this.#items?.map((one) => {
      const opened = conversations.find(one.id);
      return {
        ...one,
        current: opened === conversations.current,
        answering: opened !== undefined && isAnswering(opened),
      };
    });
    const { id, title } = this.#deletion ?? {};
    return {
      ...(items && { items }),
      ...(id !== undefined && title !== undefined && { deleted: { id, title } }),
    };
  }

  async show(): Promise<void> {
    this.#shown = true;
    this.#dependencies.changed();
    await this.refresh();
    await this.#purgeOld();
  }

  hide(): void {
    if (!this.#shown) return;
    this.#shown = false;
    this.#items = undefined;
    this.#dependencies.changed();
    void this.#expire();
  }

  /** Reads the list again, if it is shown. */
  async refresh(): Promise<void> {
    if (!this.#shown) return;
    const { store, conversations, changed } = this.#dependencies;
    await conversations.flush();
    this.#items = await store.list();
    changed();
  }

  async open(id: string): Promise<void> {
    if (await this.#dependencies.conversations.open(id)) this.hide();
    else await this.refresh();
  }

  async rename(id: string, title: string): Promise<void> {
    const { store, conversations } = this.#dependencies;
    const name = title.replace(/\s+/g, ' ').trim().slice(0, maxNameLength);
    if (name === '') return;
    const opened = conversations.find(id);
    await (opened ? opened.file.rename(name) : store.rename(id, name));
    await this.refresh();
  }

  /** The conversation leaves the list at once; its files go when the deletion cannot be undone any more. */
  async remove(id: string): Promise<void> {
    const { store, conversations } = this.#dependencies;
    const title = this.#items?.find((one) => one.id === id)?.title ?? '';
    const opened = conversations.find(id);
    if (opened) await conversations.leave(opened);
    const expired = this.#expire();
    const name = await store.setAside(id);
    const timer = setTimeout(() => void this.#expire(), undoTime);
    this.#deletion = { id, title, name, timer };
    await this.refresh();
    await expired;
  }

  async undo(): Promise<void> {
    const deletion = this.#takeDeletion();
    if (!deletion) return;
    await this.#dependencies.store.bringBack(deletion.name);
    await this.refresh();
  }

  /** The conversation of this id, read for the purpose. */
  async read(id: string): Promise<Conversation | undefined> {
    const { store, conversations } = this.#dependencies;
    return conversations.find(id)?.session.conversation ?? (await store.open(id))?.conversation;
  }

  dispose(): void {
    // Its files are found by the list of a later window.
    clearTimeout(this.#deletion?.timer);
  }

  #takeDeletion(): Deletion | undefined {
    const deletion = this.#deletion;
    this.#deletion = undefined;
    clearTimeout(deletion?.timer);
    return deletion;
  }

  /** The last deletion cannot be undone any more. */
  async #expire(): Promise<void> {
    const deletion = this.#takeDeletion();
    if (!deletion) return;
    this.#dependencies.changed();
    await this.#purge(deletion.name);
  }

  async #purgeOld(): Promise<void> {
    const names = await this.#dependencies.store.setAsideBefore(Date.now() - otherWindows);
    for (const name of names) await this.#purge(name);
  }

  async #purge(name: string): Promise<void> {
    const { store, conversations, deletePictures, log } = this.#dependencies;
    try {
      const unused = await store.purge(name);
      await deletePictures(unused.filter((address) => !conversations.uses(address)));
    } catch (error) {
      log(`Not everything of a deleted conversation could be deleted: ${String(error)}`);
    }
  }
}
