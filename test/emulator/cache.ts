import { createHash } from 'node:crypto';
import type { ModelRow } from './models.ts';
import type { InputCount } from './usage.ts';

/** One part of a prompt in the order of the cache: tools, system, messages. */
export interface PromptPart {
  /** The bytes that have to be the same for a hit, without `cache_control`. */
  readonly bytes: string;
  readonly tokens: number;
  /** Set where the prefix up to here is to be cached. */
  readonly breakpoint?: '5m' | '1h';
}

interface Prefix extends PromptPart {
  readonly key: string;
  /** Tokens from the start to the end of this part. */
  readonly end: number;
}

/** Remembers prompt prefixes as the API does: byte-identical, long enough, for five minutes or an hour. */
export class PromptCache {
  readonly #expiry = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** How the input is billed; remembers what this request writes. */
  count(parts: readonly PromptPart[], model: ModelRow): InputCount {
    const prefixes = chained(parts, model.id);
    const total = prefixes.at(-1)?.end ?? 0;
    const marks = prefixes.flatMap((part, index) =>
      part.breakpoint && part.end >= model.cacheMinimum ? [{ index, ttl: part.breakpoint }] : [],
    );
    const read = Math.max(0, ...marks.map(({ index }) => this.#hit(prefixes, index)));
    let [start, written5m, written1h] = [read, 0, 0];
    for (const { index, ttl } of marks) {
      const { key, end } = prefixes[index]!;
      const fresh = Math.max(0, end - start);
      start = Math.max(start, end);
      if (ttl === '1h') written1h += fresh;
      else written5m += fresh;
      this.#expiry.set(key, this.#now() + lifetimes[ttl]);
    }
    return { fresh: total - start, read, written5m, written1h };
  }

  clear(): void {
    this.#expiry.clear();
  }

  /** Tokens of the longest living prefix at most 20 parts before a breakpoint. */
  #hit(prefixes: readonly Prefix[], index: number): number {
    const near = prefixes.slice(Math.max(0, index - lookBack), index + 1).reverse();
    return near.find(({ key }) => (this.#expiry.get(key) ?? 0) > this.#now())?.end ?? 0;
  }
}

const lookBack = 20;
const lifetimes = { '5m': 5 * 60_000, '1h': 60 * 60_000 };

function chained(parts: readonly PromptPart[], model: string): Prefix[] {
  let key = model;
  let end = 0;
  return parts.map((part) => {
    key = createHash('sha256').update(key).update('\0').update(part.bytes).digest('hex');
    end += part.tokens;
    return { ...part, key, end };
  });
}
