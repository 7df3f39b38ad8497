/** One request as the emulator received it. */
export interface RecordedRequest {
  readonly method: string;
  /** Below the base path of the dialect, without the query: `/v1/messages`. */
  readonly path: string;
  readonly query: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON, or undefined when the body is none. */
  readonly body: unknown;
  readonly bodyLength: number;
  /** Milliseconds since the epoch; set when the client closed before the answer was complete. */
  readonly closedByClientAt?: number;
  /** Resolves when the client closes before the answer is complete; stays pending otherwise. */
  readonly closedByClient: Promise<void>;
  /** The status that was answered, once there is one. */
  readonly status?: number;
}

/** All requests in order of arrival, and the wait for one. */
export class Recording {
  readonly requests: RecordedRequest[] = [];
  #waiting: { readonly index: number; readonly path: string; resolve(request: RecordedRequest): void }[] = [];

  add(request: RecordedRequest): void {
    this.requests.push(request);
    const ready = this.#waiting.filter(({ path, index }) => this.#at(path, index));
    this.#waiting = this.#waiting.filter((waiter) => !ready.includes(waiter));
    for (const { index, path, resolve } of ready) {
      const found = this.#at(path, index);
      if (found) resolve(found);
    }
  }

  /** The request number `index` (from 0) to this path, now or when it arrives. */
  wait(index: number, path: string): Promise<RecordedRequest> {
    const found = this.#at(path, index);
    if (found) return Promise.resolve(found);
    return new Promise((resolve) => this.#waiting.push({ index, path, resolve }));
  }

  reset(): void {
    this.requests.length = 0;
  }

  #at(path: string, index: number): RecordedRequest | undefined {
    return this.requests.filter((request) => request.path === path)[index];
  }
}
