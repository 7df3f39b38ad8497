import {
  type ConversationSummary,
  indexText,
  readIndex,
  summaryOf,
} from '../../core/ask/conversationIndex.ts';
import { readStored } from '../../core/ask/storedConversation.ts';
import type { StoredFiles } from '../storedFiles.ts';
import { fileName, idOf } from './conversationFile.ts';

const indexFile = 'index.json';

/** Files that are read at once where the index does not have them. */
const mostReads = 8;

/**
 * What a list says of each stored conversation, in one file, so that the list reads no other. The conversations are the
 * truth: what is missing in the index, because it is damaged, gone or was written by two windows at once, is read from
 * them.
 */
export class StoredIndex {
  readonly #files: StoredFiles;
  readonly #log: (line: string) => void;
  /** What this window has written: another one may write the index without it. */
  readonly #own = new Map<string, ConversationSummary>();
  #writing: Promise<void> = Promise.resolve();

  constructor(files: StoredFiles, log: (line: string) => void) {
    this.#files = files;
    this.#log = log;
  }

  /** True when this window has written the same, at whatever time. */
  says(summary: ConversationSummary): boolean {
    const own = this.#own.get(summary.id);
    return (
      own !== undefined && JSON.stringify(summary) === JSON.stringify({ ...own, changed: summary.changed })
    );
  }

  put(summary: ConversationSummary): Promise<void> {
    this.#own.set(summary.id, summary);
    return this.#inTurn(async () => this.#write(newest([...(await this.#read()), ...this.#own.values()])));
  }

  drop(id: string): Promise<void> {
    this.#own.delete(id);
    return this.#inTurn(async () => this.#write((await this.#read()).filter((one) => one.id !== id)));
  }

  /** Newest first. Conversations that cannot be read are not among them. */
  async list(): Promise<readonly ConversationSummary[]> {
    await this.#writing;
    const [names, indexed] = await Promise.all([this.#files.list(), this.#read()]);
    const ids = new Set(names.map(idOf).filter((id) => id !== undefined));
    const known = newest([...indexed, ...this.#own.values()]).filter(({ id }) => ids.has(id));
    for (const { id } of known) ids.delete(id);
    const found = await this.#readEach([...ids]);
    const all = [...known, ...found].sort((one, other) => other.changed - one.changed);
    if (found.length > 0 || indexed.length !== all.length) await this.#inTurn(() => this.#write(all));
    return all;
  }

  async #readEach(ids: readonly string[]): Promise<readonly ConversationSummary[]> {
    const found: ConversationSummary[] = [];
    for (let at = 0; at < ids.length; at += mostReads)
      found.push(...(await Promise.all(ids.slice(at, at + mostReads).map((id) => this.#readOne(id)))).flat());
    return found;
  }

  async #readOne(id: string): Promise<readonly ConversationSummary[]> {
    const name = fileName(id);
    const [text = '', changed = 0] = await Promise.all([this.#files.read(name), this.#files.modified(name)]);
    const stored = readStored(text);
    if ('conversation' in stored) return [summaryOf(id, stored, changed)];
    this.#log(`The conversation in ${name} cannot be read: ${stored.problem}`);
    return [];
  }

  async #read(): Promise<readonly ConversationSummary[]> {
    return readIndex((await this.#files.read(indexFile)) ?? '') ?? [];
  }

  #write(summaries: readonly ConversationSummary[]): Promise<void> {
    return this.#files.write(indexFile, indexText(summaries));
  }

  /** One write after the other. The list can do without the index, so that its failure is only logged. */
  #inTurn(write: () => Promise<void>): Promise<void> {
    this.#writing = this.#writing
      .then(write)
      .catch((error: unknown) => this.#log(`The list of conversations could not be saved: ${String(error)}`));
    return this.#writing;
  }
}

/** One of each id, the one that was changed last. */
function newest(summaries: readonly ConversationSummary[]): readonly ConversationSummary[] {
  const byId = new Map<string, ConversationSummary>();
  for (const one of summaries) if (!((byId.get(one.id)?.changed ?? -1) > one.changed)) byId.set(one.id, one);
  return [...byId.values()];
}
