import { allImages } from '../../core/ask/conversation/versions.ts';
import { type Conversation, emptyConversation, isRunning } from '../../core/ask/conversation.ts';
import { type ConversationSummary, summaryOf } from '../../core/ask/conversationIndex.ts';
import { type NamedConversation, readStored, readStoredValue } from '../../core/ask/storedConversation.ts';
import type { StoredFiles } from '../storedFiles.ts';
import {
  ConversationFile,
  fileName,
  idOf,
  isEmpty,
  type StoredNow,
  type StoreProblem,
} from './conversationFile.ts';
import { StoredIndex } from './storedIndex.ts';

/** Small values of the workspace, as `vscode.Memento` keeps them. */
export interface StoredValues {
  readonly get: (key: string) => unknown;
  readonly update: (key: string, value: unknown) => Thenable<void>;
}

export interface LoadedConversation {
  readonly conversation: Conversation;
  readonly file: ConversationFile;
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

/**
 * The conversations of a workspace: a file for each, and an index of them for the list. The current one is opened at
 * start, and no other file is read before it is asked for. A file that cannot be read is left where it is.
 */
export class ConversationStore {
  readonly #files: StoredFiles;
  readonly #values: StoredValues;
  readonly #log: (line: string) => void;
  readonly #index: StoredIndex;
  #current: ConversationFile | undefined;

  constructor(files: StoredFiles, values: StoredValues, log: (line: string) => void) {
    this.#files = files;
    this.#values = values;
    this.#log = log;
    this.#index = new StoredIndex(files, log);
  }

  /** The text of the question box. */
  get draft(): string {
    const draft = this.#values.get(keys.draft);
    return typeof draft === 'string' ? draft : '';
  }

  saveDraft(text: string): void {
    if (text !== this.draft) void this.#values.update(keys.draft, text);
  }

  /** The current conversation, or an empty one, with the problem that kept a stored one from being read. */
  async load(): Promise<LoadedConversation> {
    const loaded = await this.#load();
    this.#current = loaded.file;
    return loaded;
  }

  /** A new conversation, which has no file before there is something in it. */
  create(): LoadedConversation {
    return { conversation: emptyConversation, file: this.#newFile() };
  }

  /** A stored conversation; undefined when it has gone. */
  async open(id: string): Promise<LoadedConversation | undefined> {
    const text = await this.#files.read(fileName(id));
    if (text === undefined) return undefined;
    const modified = await this.#files.modified(fileName(id));
    const stored = readStored(text);
    if ('problem' in stored) return { ...this.create(), problem: stored.problem };
    return { conversation: stored.conversation, file: this.#newFile(id, { ...stored, modified }) };
  }

  /** Opens this one at the next start. */
  async setCurrent(file: ConversationFile): Promise<void> {
    this.#current = file;
    const name = fileName(file.id);
    if (this.#values.get(keys.file) !== name) await this.#values.update(keys.file, name);
  }

  /** Every stored conversation, newest first; reads the index and nothing else where that is complete. */
  list(): Promise<readonly ConversationSummary[]> {
    return this.#index.list();
  }

  /** Names a conversation that is not open. */
  async rename(id: string, name: string): Promise<void> {
    await (await this.open(id))?.file.rename(name);
  }

  /** Takes a conversation out of the list, and gives the name under which it can be brought back until it is purged. */
  async setAside(id: string): Promise<string> {
    const name = `${id}.${Date.now()}.deleted`;
    await this.#files.rename(fileName(id), name);
    await this.#index.drop(id);
    return name;
  }

  async bringBack(name: string): Promise<void> {
    const id = deletedFile.exec(name)?.[1];
    if (id !== undefined) await this.#files.rename(name, fileName(id));
  }

  /**
   * Deletes what was set aside for good, and gives the addresses of its images that no other stored conversation has.
   */
  async purge(name: string): Promise<readonly string[]> {
    const text = (await this.#files.read(name)) ?? '';
    await this.#files.remove(name);
    const stored = readStored(text);
    if (!('conversation' in stored)) return [];
    const addresses = allImages(stored.conversation).map(({ uri }) => uri);
    return this.#unused([...new Set(addresses)]);
  }

  /** The names of what was set aside before a time (ms since 1970) and not purged: its window was closed first. */
  async setAsideBefore(time: number): Promise<readonly string[]> {
    return (await this.#files.list()).filter((name) => Number(deletedFile.exec(name)?.[2] ?? time) < time);
  }

  /** Those that stand in no file, whatever its version and however damaged. */
  async #unused(addresses: readonly string[]): Promise<readonly string[]> {
    const written = new Map(addresses.map((address) => [address, JSON.stringify(address).slice(1, -1)]));
    for (const name of await this.#files.list()) {
      if (written.size === 0) break;
      if (idOf(name) === undefined && !deletedFile.test(name)) continue;
      const text = (await this.#files.read(name)) ?? '';
      for (const [address, words] of written) if (text.includes(words)) written.delete(address);
    }
    return [...written.keys()];
  }

  async #load(): Promise<LoadedConversation> {
    const name = this.#values.get(keys.file);
    const id = typeof name === 'string' ? idOf(name) : undefined;
    if (id !== undefined) return (await this.open(id)) ?? this.create();
    const legacy = this.#values.get(keys.legacy);
    if (legacy === undefined) return this.create();
    const stored = readStoredValue(legacy);
    if ('problem' in stored) return { ...this.create(), problem: stored.problem };
    const file = this.#newFile();
    this.#current = file;
    file.save(stored.conversation);
    return { conversation: stored.conversation, file };
  }

  #newFile(id?: string, stored?: StoredNow): ConversationFile {
    const written = (file: ConversationFile, now: NamedConversation) => this.#written(file, now);
    return new ConversationFile({ files: this.#files, log: this.#log, written }, id, stored);
  }

  async #written(file: ConversationFile, stored: NamedConversation): Promise<void> {
    const { id } = file;
    if (file === this.#current) await this.setCurrent(file);
    if (this.#values.get(keys.legacy) !== undefined) await this.#values.update(keys.legacy, undefined);
    if (isEmpty(stored.conversation)) return this.#index.drop(id);
    // While an answer arrives its conversation is written each second: the list need not change with that.
    const summary = summaryOf(id, stored, Date.now());
    if (!this.#index.says(summary) || !stored.conversation.turns.some(isRunning))
      await this.#index.put(summary);
  }
}

const deletedFile = /^([\w-]{1,100})\.(\d{1,16})\.deleted$/;
