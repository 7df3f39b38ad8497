import * as vscode from 'vscode';
import type { Review } from '../../../core/docs/review/review.ts';
import { longestReview, readReview, reviewText } from '../../../core/docs/review/storedReview.ts';
import { type StoredFiles, storedFiles } from '../../storedFiles.ts';

/** Reviews that are kept; older ones are deleted. */
const mostKept = 20;

/** Milliseconds between two writes while answers arrive. */
const pause = 1000;

/** Reviews as files, so that what was paid for outlives the window. */
export class ReviewStore {
  readonly #files: StoredFiles;
  readonly #log: (line: string) => void;
  #next: Review | undefined;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(storage: vscode.Uri, log: (line: string) => void) {
    this.#files = storedFiles(vscode.Uri.joinPath(storage, 'reviews'));
    this.#log = log;
  }

  /** Writes soon; {@link flush} writes at once. */
  save(review: Review): void {
    this.#next = review;
    this.#timer ??= setTimeout(() => void this.flush(), pause);
  }

  /** Resolves when what waited is written. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const review = this.#next;
    this.#next = undefined;
    if (review)
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
    for (const review of reviews.slice(mostKept)) await this.#files.remove(fileOf(review));
    return reviews.slice(0, mostKept);
  }

  async #read(name: string): Promise<Review | undefined> {
    const text = (await this.#files.read(name)) ?? '';
    return Buffer.byteLength(text) > longestReview ? undefined : readReview(text);
  }
}

function fileOf({ id }: Review): string {
  return `${id}.json`;
}
