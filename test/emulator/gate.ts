/** Lets held streams go on step by step. */
export class Gate {
  #permits = 0;
  #waiting: (() => void)[] = [];

  /** Resolves when a step was released; rejects when the signal aborts. */
  async pass(signal: AbortSignal): Promise<void> {
    if (this.#permits > 0) {
      this.#permits -= 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        this.#waiting = this.#waiting.filter((other) => other !== go);
        reject(signal.reason);
      };
      const go = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      if (signal.aborted) return leave();
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(go);
    });
  }

  release(steps: number): void {
    this.#permits += steps;
    while (this.#permits > 0 && this.#waiting.length > 0) {
      this.#permits -= 1;
      this.#waiting.shift()?.();
    }
  }

  reset(): void {
    this.#permits = 0;
  }
}
