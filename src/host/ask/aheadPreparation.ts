import type { AskOptions } from '../../core/ask/asking.ts';
import {
  advance,
  type Conversation,
  emptyConversation,
  isRunning,
  type NewTurn,
} from '../../core/ask/conversation.ts';
import type { AttachedImage } from '../../core/ask/question.ts';
import type { Runner } from '../../core/ask/runner.ts';

export interface AheadDependencies {
  readonly runner: Pick<Runner, 'prepareAhead'>;
  /** The settings of a run. @throws FailureError when nothing can be sent. */
  readonly askOptions: () => Promise<AskOptions>;
  /** Loads the code that sends. */
  readonly load: () => Promise<void>;
  /** For what went wrong, which the question itself will say. */
  readonly log: (line: string) => void;
}

/** Images that are prepared ahead: more would not fit into the memory that prepared ones are kept in. */
const most = 20;

/**
 * Prepares attached images while the question is being typed, one after the other, so that after Enter only the network
 * is waited for. Nothing is sent.
 */
export class AheadPreparation {
  readonly #dependencies: AheadDependencies;
  readonly #begun = new Map<string, AbortController>();
  #tail = Promise.resolve();
  #hasLoaded = false;
  #conversation: Conversation = emptyConversation;

  constructor(dependencies: AheadDependencies) {
    this.#dependencies = dependencies;
  }

  /** Begins with what is newly attached, and gives up what is no longer wanted. */
  follow(conversation: Conversation): void {
    this.#conversation = conversation;
    const { attached, turns } = conversation;
    const asked = turns.filter(isRunning).flatMap(({ images }) => images);
    giveUp(this.#begun, new Set([...attached, ...asked].map(wishOf)));
    for (const image of attached.filter(isPreparable).slice(0, most)) this.#begin(image);
  }

  #begin(image: AttachedImage): void {
    const wish = wishOf(image);
    if (this.#begun.has(wish)) return;
    const control = new AbortController();
    this.#begun.set(wish, control);
    const prepare = () => prepareOne(this.#dependencies, this.#conversation, image.id, control.signal);
    const { log } = this.#dependencies;
    this.#tail = this.#tail.then(prepare).catch((error: unknown) => {
      if (!control.signal.aborted) log(`${image.name} was not prepared ahead: ${String(error)}`);
    });
    void this.#load();
  }

  async #load(): Promise<void> {
    if (this.#hasLoaded) return;
    this.#hasLoaded = true;
    const { load, log } = this.#dependencies;
    await load().catch((error: unknown) => log(`The client was not loaded ahead: ${String(error)}`));
  }
}

async function prepareOne(
  { runner, askOptions }: AheadDependencies,
  conversation: Conversation,
  image: string,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return;
  const options = await askOptions();
  const turn = nextTurn(options.model);
  const asked = advance(conversation, { type: 'asked', turn });
  await runner.prepareAhead(asked, turn.id, image, options, signal);
}

function nextTurn(model: string): NewTurn {
  return { id: crypto.randomUUID(), title: '', question: '', model, fresh: false };
}

function giveUp(begun: Map<string, AbortController>, wanted: ReadonlySet<string>): void {
  for (const [wish, control] of begun) {
    if (wanted.has(wish)) continue;
    control.abort();
    begun.delete(wish);
  }
}

/** What of the image is to be sent, without what is known of it. */
function wishOf({ byteLength: _, header: __, problem: ___, sent: ____, ...wish }: AttachedImage): string {
  return JSON.stringify(wish);
}

function isPreparable({ header, problem, byAddress }: AttachedImage): boolean {
  return header !== undefined && !problem && !byAddress;
}
