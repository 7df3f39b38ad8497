import { type Failure, toFailure } from '../../errors.ts';
import { sleep } from '../../platform/sleep.ts';

/** Nothing new is asked before `at` (ms since 1970), for the sake of a server that has enough to do. */
export interface Wait {
  readonly failure: Failure;
  readonly at: number;
}

export interface PacedRunOptions<Item> {
  readonly items: readonly Item[];
  /** Items that are done at the same time; one less after each wait. */
  readonly atOnce: number;
  /** Throws where going on with other items makes no sense before somebody, or time, has mended something. */
  readonly run: (item: Item, signal: AbortSignal) => Promise<void>;
  /** By default {@link pauseAfter}. */
  readonly pauseAfter?: (failure: Failure, waits: number) => number | undefined;
  /** Called when a wait begins, and when the run is paused. */
  readonly changed: () => void;
}

/**
 * Does something with each item, a few at the same time. It waits where the server asks for that. It can be paused: what
 * has begun is finished, and nothing more is begun.
 */
export class PacedRun<Item> {
  readonly #options: PacedRunOptions<Item>;
  readonly #items: Item[];
  readonly #paused = new AbortController();
  readonly #stopped = new AbortController();
  #atOnce: number;
  #wait: Wait | undefined;
  /** Waits since something was done. */
  #waits = 0;
  #failure: { readonly error: unknown } | undefined;

  constructor(options: PacedRunOptions<Item>) {
    this.#options = options;
    this.#items = [...options.items];
    this.#atOnce = options.atOnce;
  }

  /** True from the first {@link pause} on. */
  get isPausing(): boolean {
    return this.#paused.signal.aborted;
  }

  /** Undefined when nothing is waited for. */
  get wait(): Wait | undefined {
    return this.#wait && !this.isPausing && this.#wait.at > Date.now() ? this.#wait : undefined;
  }

  /** Resolves when everything is done, or what had begun when it was paused. @throws what `run` threw first. */
  async finish(): Promise<void> {
    await Promise.all(Array.from({ length: this.#atOnce }, (_, place) => this.#work(place)));
    if (this.#failure) throw this.#failure.error;
  }

  /** Begins nothing more. Called once more, or with `atOnce`, it also ends what has begun. */
  pause(atOnce = this.isPausing): void {
    this.#paused.abort();
    if (atOnce) this.#stopped.abort();
    this.#options.changed();
  }

  /** Begins nothing until then. */
  hold(wait: Wait): void {
    if (wait.at <= (this.#wait?.at ?? 0)) return;
    this.#wait = wait;
    this.#options.changed();
  }

  async #work(place: number): Promise<void> {
    while (!this.isPausing && place < this.#atOnce) {
      await this.#untilOpen();
      if (this.isPausing) return;
      const [item] = this.#items.splice(0, 1);
      if (item === undefined) return;
      try {
        await this.#options.run(item, this.#stopped.signal);
        this.#waits = 0;
      } catch (error) {
        this.#failed(item, error);
      }
    }
  }

  async #untilOpen(): Promise<void> {
    for (let wait = this.wait; wait; wait = this.wait)
      // A pause ends the wait.
      await sleep(wait.at - Date.now(), this.#paused.signal).catch(() => undefined);
  }

  #failed(item: Item, error: unknown): void {
    if (this.#stopped.signal.aborted) return;
    this.#items.unshift(item);
    // One more that was under way when the wait began.
    if (this.wait) return;
    const failure = toFailure(error);
    const seconds = (this.#options.pauseAfter ?? pauseAfter)(failure, this.#waits);
    if (seconds === undefined) {
      this.#failure ??= { error };
      this.pause(false);
      return;
    }
    this.#waits += 1;
    this.#atOnce = Math.max(1, this.#atOnce - 1);
    this.hold({ failure, at: Date.now() + seconds * 1000 });
  }
}

/** Seconds. Whoever has to wait longer rather goes on another time. */
const longestWait = 900;

/** In a row, which come to a quarter of an hour. */
const mostWaits = 6;

/**
 * Seconds until a server that has enough to do is asked again, or undefined to give up: as long as it says, else a quarter
 * of a minute, doubled up to four minutes. `waits` is how often it was waited for already.
 */
export function pauseAfter({ kind, retryAfter = 0 }: Failure, waits: number): number | undefined {
  if (kind !== 'rateLimited' && kind !== 'overloaded') return undefined;
  if (waits >= mostWaits || retryAfter > longestWait) return undefined;
  return retryAfter > 0 ? retryAfter : Math.min(15 * 2 ** waits, 240);
}
