import * as vscode from 'vscode';
import { hasOpenRows, type Review, type ReviewRow } from '../../../core/docs/review/review.ts';
import { openBatches } from '../../../core/docs/review/reviewBatch.ts';
import {
  changesText,
  longestReview,
  readReview,
  reviewText,
} from '../../../core/docs/review/storedReview.ts';
import { type StoredFiles, storedFiles } from '../../storedFiles.ts';

/** Reviews that are kept; older ones are deleted, unless a batch is to answer them. */
const mostKept = 20;

/** Milliseconds between two writes while answers arrive. */
const pause = 1000;

/** Rows that may have changed before the whole review is written again, which takes megabytes for thousands of rows. */
const mostChanged = 200;

/** What was last written as a whole. */
interface Whole {
  readonly revision: string;
  readonly rows: readonly ReviewRow[];
  /** When its file was written: another window may write it, too. */
  readonly modified: number | undefined;
}

/**
 * Reviews as files, so that what was paid for outlives the window. What is decided costs little: the rows that have changed
 * go into a file beside the whole review.
 */
export class ReviewStore {
  readonly #files: StoredFiles;
  readonly #log: (line: string) => void;
  /** What waits to be written, by id. */
  readonly #next = new Map<string, Review>();
  readonly #wholes = new Map<string, Whole>();
  /** Whether a review had open rows, by id, with the state of its files by then. */
  readonly #open = new Map<string, { readonly state: string; readonly isOpen: boolean }>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;

  constructor(storage: vscode.Uri, log: (line: string) => void) {
    this.#files = storedFiles(vscode.Uri.joinPath(storage, 'reviews'));
    this.#log = log;
  }

  /** Writes soon; {@link flush} writes at once. */
  save(review: Review): void {
    this.#next.set(review.id, review);
    this.#timer ??= setTimeout(() => void this.flush(), pause);
  }

  /** Resolves when what waited is written. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#next.size === 0) return this.#writing ?? Promise.resolve();
    this.#writing ??= this.#writeAll();
    return this.#writing;
  }

  /** The newest first. Files that are no review are left alone; the oldest reviews are deleted. */
  async load(): Promise<readonly Review[]> {
    const read = await Promise.all((await this.#ids()).map((id) => this.get(id)));
    const reviews = read.filter((one) => one !== undefined).sort((a, b) => b.created - a.created);
    const kept = reviews.filter(
      (review, index) => index < mostKept || openBatches(review.batches).length > 0,
    );
    for (const review of reviews) if (!kept.includes(review)) await this.#remove(review.id);
    return kept;
  }

  /** One review; undefined where there is none. */
  async get(id: string): Promise<Review | undefined> {
    const [text = '', changes] = await Promise.all([
      this.#files.read(wholeFile(id)),
      this.#files.read(changesFile(id)),
    ]);
    return Buffer.byteLength(text) > longestReview ? undefined : readReview(text, changes);
  }

  /** Whether a review has a row that is neither written nor skipped. What has not changed since the last call is not read. */
  async hasOpen(): Promise<boolean> {
    for (const id of await this.#ids()) {
      const state = (await Promise.all([wholeFile(id), changesFile(id)].map(this.#files.modified))).join();
      const known = this.#open.get(id);
      const review = known?.state === state ? undefined : await this.get(id);
      const isOpen = known?.state === state ? known.isOpen : review !== undefined && hasOpenRows(review);
      this.#open.set(id, { state, isOpen });
      if (isOpen) return true;
    }
    return false;
  }

  async #ids(): Promise<readonly string[]> {
    const names = await this.#files.list();
    return names.flatMap((name) => /^([\w-]+)\.json$/.exec(name)?.[1] ?? []);
  }

  /** What changes while it writes is written as well, many changes at once. */
  async #writeAll(): Promise<void> {
    for (let [review] = this.#next.values(); review; [review] = this.#next.values()) {
      this.#next.delete(review.id);
      try {
        await this.#write(review);
      } catch (error) {
        this.#log(`The review could not be saved: ${String(error)}`);
      }
    }
    this.#writing = undefined;
  }

  async #write(review: Review): Promise<void> {
    const { id, rows } = review;
    const whole = this.#wholes.get(id);
    const changed = whole ? rows.filter((row, index) => row !== whole.rows[index]) : rows;
    const isMine = whole && whole.modified === (await this.#files.modified(wholeFile(id)));
    if (isMine && whole.rows.length === rows.length && changed.length <= mostChanged) {
      await this.#files.write(changesFile(id), changesText(review, changed, whole.revision));
      return;
    }
    const revision = crypto.randomUUID();
    await this.#files.write(wholeFile(id), reviewText(review, revision));
    this.#wholes.set(id, { revision, rows, modified: await this.#files.modified(wholeFile(id)) });
  }

  async #remove(id: string): Promise<void> {
    await this.#files.remove(wholeFile(id));
    await this.#files.remove(changesFile(id));
  }
}

function wholeFile(id: string): string {
  return `${id}.json`;
}

function changesFile(id: string): string {
  return `${id}.changes.json`;
}
