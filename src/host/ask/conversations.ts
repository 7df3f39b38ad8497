import { allImages, allTurns } from '../../core/ask/conversation/versions.ts';
import { type Conversation, type ConversationEvent, isRunning } from '../../core/ask/conversation.ts';
import { type ConversationFile, isEmpty, type StoreProblem } from './conversationFile.ts';
import type { ConversationStore, LoadedConversation } from './conversationStore.ts';
import type { SessionState } from './session/sessionTypes.ts';
import type { Session } from './session.ts';

/** A conversation in memory, with its file. */
export interface OpenedConversation {
  readonly session: Session;
  readonly file: ConversationFile;
}

type Changed = (state: SessionState, event?: ConversationEvent) => void;

export interface ConversationsDependencies {
  readonly store: ConversationStore;
  readonly createSession: (conversation: Conversation, draft: string, changed: Changed) => Session;
  /** Called after every change of any of them. */
  readonly changed: (opened: OpenedConversation, state: SessionState, event?: ConversationEvent) => void;
  readonly problem: (session: Session, problem: StoreProblem) => void;
}

/**
 * The conversation that the window shows, and those whose answers still arrive or wait for a key. All others are on disk
 * only.
 */
export class Conversations {
  readonly #dependencies: ConversationsDependencies;
  readonly #unfinished = new Set<OpenedConversation>();
  #current: OpenedConversation;

  constructor(dependencies: ConversationsDependencies, loaded: LoadedConversation) {
    this.#dependencies = dependencies;
    this.#current = this.#opened(loaded, dependencies.store.draft);
    if (loaded.problem) dependencies.problem(this.#current.session, loaded.problem);
  }

  get current(): OpenedConversation {
    return this.#current;
  }

  get isAnswering(): boolean {
    return this.#all.some(isAnswering);
  }

  /** One of those in memory. */
  find(id: string): OpenedConversation | undefined {
    return this.#all.find(({ file }) => file.id === id);
  }

  /** True for a session of a conversation in memory. */
  has(session: Session): boolean {
    return this.#all.some((one) => one.session === session);
  }

  /** True when an image with this address belongs to a conversation in memory. */
  uses(address: string): boolean {
    return this.#all.some(({ session: { conversation } }) =>
      allImages(conversation).some(({ uri }) => uri === address),
    );
  }

  /** Leaves the current conversation as it is and begins another. */
  async startNew(): Promise<void> {
    if (isEmpty(this.#current.session.conversation)) this.#current.session.say();
    else await this.#show(this.#opened(this.#dependencies.store.create()));
  }

  /** Shows a stored conversation; what was typed comes along. False when it has gone. */
  async open(id: string): Promise<boolean> {
    if (this.#current.file.id === id) return true;
    const known = this.find(id);
    if (known) return this.#show(known);
    const loaded = await this.#dependencies.store.open(id);
    if (!loaded) return false;
    const opened = this.#opened(loaded);
    await this.#show(opened);
    if (loaded.problem) this.#dependencies.problem(opened.session, loaded.problem);
    return true;
  }

  /** Leaves a conversation that was deleted. */
  async leave(opened: OpenedConversation): Promise<void> {
    opened.session.stop();
    await opened.file.close();
    this.#follow(opened);
    if (opened === this.#current) await this.startNew();
  }

  /** Writes what waits, of all in memory. */
  async flush(): Promise<void> {
    await Promise.all(this.#all.map(({ file }) => file.flush()));
  }

  dispose(): void {
    void this.flush();
    for (const { session } of this.#all) session.dispose();
  }

  get #all(): readonly OpenedConversation[] {
    return [...new Set([this.#current, ...this.#unfinished])];
  }

  #opened({ conversation, file }: LoadedConversation, draft = ''): OpenedConversation {
    const { createSession, changed, problem } = this.#dependencies;
    const session = createSession(conversation, draft, (state, event) => {
      file.save(state.conversation, event);
      this.#follow(opened);
      changed(opened, state, event);
    });
    const opened = { session, file };
    file.onProblem = (one) => problem(session, one);
    return opened;
  }

  async #show(opened: OpenedConversation): Promise<true> {
    const before = this.#current;
    this.#current = opened;
    for (const one of [before, opened]) this.#follow(one);
    before.session.say();
    opened.session.takeDraft(before.session.draft);
    await this.#dependencies.store.setCurrent(opened.file);
    return true;
  }

  /** Keeps a conversation that is not shown in memory for as long as it goes on by itself. */
  #follow(opened: OpenedConversation): void {
    const goesOn = isAnswering(opened) || waitsForKey(opened);
    if (opened !== this.#current && goesOn && !opened.file.isClosed) this.#unfinished.add(opened);
    else this.#unfinished.delete(opened);
  }
}

export function isAnswering({ session }: OpenedConversation): boolean {
  return allTurns(session.conversation).some(isRunning);
}

function waitsForKey({ session }: OpenedConversation): boolean {
  return session.conversation.turns.some(({ failure }) => failure?.kind === 'noKey');
}
