import * as vscode from 'vscode';
import type { Review } from '../../../core/docs/review/review.ts';
import { longestReview, readReview, reviewText } from '../../../core/docs/review/storedReview.ts';

/** Reviews that are kept; older ones are deleted. */
const mostKept = 20;

/** Milliseconds between two writes while answers arrive. */
const pause = 1000;

/** Reviews as files, so that what was paid for outlives the window. */
export class ReviewStore {
  readonly #folder: vscode.Uri;
  readonly #log: (line: string) => void;
  #next: Review | undefined;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(storage: vscode.Uri, log: (line: string) => void) {
    this.#folder = vscode.Uri.joinPath(storage, 'reviews');
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
        .then(() => this.#write(review))
        .catch((error: unknown) => this.#log(`The review could not be saved: ${String(error)}`));
    return this.#writing;
  }

  /** The newest first. Files that are no review are left alone; the oldest reviews are deleted. */
  async load(): Promise<readonly Review[]> {
    const read = await Promise.all((await this.#names()).map((name) => this.#read(name)));
    const reviews = read.filter((one) => one !== undefined).sort((a, b) => b.created - a.created);
    for (const { id } of reviews.slice(mostKept)) await vscode.workspace.fs.delete(this.#file(id));
    return reviews.slice(0, mostKept);
  }

  async #read(name: string): Promise<Review | undefined> {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.#folder, name));
    return bytes.byteLength > longestReview ? undefined : readReview(new TextDecoder().decode(bytes));
  }

  async #write(review: Review): Promise<void> {
    // A crash in the middle leaves the file as it was.
    const draft = vscode.Uri.joinPath(this.#folder, `${review.id}.tmp`);
    await vscode.workspace.fs.writeFile(draft, new TextEncoder().encode(reviewText(review)));
    await vscode.workspace.fs.rename(draft, this.#file(review.id), { overwrite: true });
  }

  #file(id: string): vscode.Uri {
    return vscode.Uri.joinPath(this.#folder, `${id}.json`);
  }

  async #names(): Promise<readonly string[]> {
    try {
      const entries = await vscode.workspace.fs.readDirectory(this.#folder);
      return entries.map(([name]) => name).filter((name) => name.endsWith('.json'));
    } catch (error) {
      if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return [];
      throw error;
    }
  }
}
