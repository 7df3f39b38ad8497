import * as vscode from 'vscode';
import type { Review } from '../../../core/docs/review/review.ts';
import { openBatches } from '../../../core/docs/review/reviewBatch.ts';
import { longestReview, readReview, reviewText } from '../../../core/docs/review/storedReview.ts';
import { type StoredFiles, storedFiles } from '../../storedFiles.ts';

/** Reviews that are kept; older ones are deleted, unless a batch is to answer them. */
const mostKept = 20;

/** Milliseconds between two writes while answers arrive. */
const pause = 1000;

/** Reviews as files, so that what was paid for outlives the window. */
export class ReviewStore {
  readonly #files: StoredFiles;
  readonly #log: (line: string) => void;
  /** What waits to be written, by id. */
  readonly #next = new Map<string, Review>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

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
    const reviews = [...this.#next.values()];
    this.#next.clear();
    for (const review of reviews)
      this.#writing = this.#writing
        .then(() => this.#files.write(fileOf(review), reviewText(review)))
        .catch((error: unknown) => this.#log(`The review could not be saved: ${String(error)}`));
    return this.#writing;
  }

  /** The newest first. Files that are no review are left alone; the oldest reviews are deleted. */
  async load(): Promise<readonly Review[]> {
    const names = (await this.#files.list()).filter((name) => name.endsWith('.json'));
    const read = await Promise.all(names.map((name) => this.#read(name)));
    const reviews = read.filter((one) => one !== undefined).sort((a, b) => b.created - a.created);
    const kept = reviews.filter(
      (review, index) => index < mostKept || openBatches(review.batches).length > 0,
    );
    for (const review of reviews) if (!kept.includes(review)) await this.#files.remove(fileOf(review));
    return kept;
  }

  async #read(name: string): Promise<Review | undefined> {
    const text = (await this.#files.read(name)) ?? '';
    return Buffer.byteLength(text) > longestReview ? undefined : readReview(text);
  }
}

function fileOf({ id }: Review): string {
  return `${id}.json`;
}
