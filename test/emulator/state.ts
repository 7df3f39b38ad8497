import type { Batch } from './batches.ts';
import { PromptCache } from './cache.ts';
import { type Dialect, dialectOf } from './dialects.ts';
import type { StoredFile } from './files.ts';
import { Gate } from './gate.ts';
import type { EmulatorOptions } from './options.ts';
import { Recording } from './recording.ts';
import type { Accepted } from './request.ts';
import { isFor, type Scripted, type ScriptedAnswer } from './script.ts';
import type { Style } from './stream.ts';
import type { Usage } from './usage.ts';

/** A model that is played: its answer to a request, or undefined for the default answer. */
export type Player = (request: Accepted) => ScriptedAnswer | undefined | Promise<ScriptedAnswer>;

/** All that one emulator remembers. */
export class State {
  readonly options: EmulatorOptions;
  readonly dialect: Dialect;
  readonly recording = new Recording();
  readonly gate = new Gate();
  readonly cache: PromptCache;
  readonly files = new Map<string, StoredFile>();
  readonly batches = new Map<string, Batch>();
  /** Questions whose `once` fault was played. */
  readonly played = new Set<string>();
  /** The thoughts that came with a call, by its id. */
  readonly thoughts = new Map<string, string>();
  /** What each answer that was sent to its end has counted. */
  readonly usage: Usage[] = [];
  /** Answers what nothing else does. */
  player: Player | undefined;
  #script: Scripted[] = [];
  #streams = 0;

  constructor(options: EmulatorOptions) {
    this.options = options;
    this.dialect = dialectOf(options.dialect ?? 'anthropic');
    this.cache = new PromptCache(() => this.now());
  }

  now(): number {
    return this.options.now?.() ?? Date.now();
  }

  script(items: readonly Scripted[]): void {
    this.#script.push(...items);
  }

  /** Takes the first scripted item for this path, if it is of a wanted kind. */
  next<K extends Scripted['kind']>(
    path: string,
    kinds: readonly K[],
  ): Extract<Scripted, { kind: K }> | undefined {
    const item = this.#script.find((candidate) => isFor(candidate, path));
    if (!item || !isKind(item, kinds)) return undefined;
    this.#script = this.#script.filter((other) => other !== item);
    return item;
  }

  /** How the next stream is written; line ends take turns so that clients meet both. */
  style(): Style {
    this.#streams += 1;
    const { newline, eventLines = true, pings = this.dialect.pings, usage = true, pace = 0 } = this.options;
    const turn = this.#streams % 2 === 0 ? '\r\n' : '\n';
    const { comment } = this.dialect;
    return {
      newline: newline ?? turn,
      eventLines,
      pings,
      usage,
      pace,
      ...(comment !== undefined && { comment }),
    };
  }

  reset(): void {
    this.recording.reset();
    this.gate.reset();
    this.cache.clear();
    this.files.clear();
    this.batches.clear();
    this.played.clear();
    this.thoughts.clear();
    this.usage.length = 0;
    this.player = undefined;
    this.#script = [];
  }
}

function isKind<K extends Scripted['kind']>(
  item: Scripted,
  kinds: readonly K[],
): item is Extract<Scripted, { kind: K }> {
  return kinds.some((kind) => kind === item.kind);
}
