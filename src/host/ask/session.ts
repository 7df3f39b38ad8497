import type { EventOf, Words } from '../../core/ask/conversation/events.ts';
import {
  advance,
  type Conversation,
  type ConversationEvent,
  isRunning,
  type NewTurn,
} from '../../core/ask/conversation.ts';
import { turnEstimate } from '../../core/ask/cost.ts';
import { hasMovedUnderRedactions } from '../../core/ask/imageParts.ts';
import type { AttachedImage } from '../../core/ask/question.ts';
import { toFailure } from '../../core/errors.ts';
import { redactedElsewhereText } from '../ui/sentences.ts';
import { createRunQueue } from './session/runQueue.ts';
import type { QuestionDraft, SessionDependencies, SessionState } from './session/sessionTypes.ts';
import { type UserQuestion, wordsOf } from './session/userQuestion.ts';

export type { SessionDependencies };

/** The conversation of a window and everything that changes it. */
export class Session {
  readonly #dependencies: SessionDependencies;
  readonly #runs = createRunQueue((turn, signal) => this.#run(turn, signal));
  readonly #closed = new AbortController();
  #state: SessionState;

  constructor(dependencies: SessionDependencies, start: Conversation, draft = '') {
    this.#dependencies = dependencies;
    this.#state = { conversation: start, draft: { text: draft, revision: 0, focus: 0 } };
  }

  get conversation(): Conversation {
    return this.#state.conversation;
  }

  get draft(): QuestionDraft {
    return this.#state.draft;
  }

  get notice(): string | undefined {
    return this.#state.notice;
  }

  get editing(): SessionState['editing'] {
    return this.#state.editing;
  }

  /** The last count, as long as nothing has been attached, removed, typed or asked since. */
  get countedTokens(): number | undefined {
    const { conversation, draft, count } = this.#state;
    return count?.conversation === conversation && count.text === draft.text ? count.tokens : undefined;
  }

  dispatch(event: ConversationEvent): void {
    this.#change({ conversation: advance(this.conversation, event) }, event);
  }

  setDraft(text: string): void {
    this.#change({ draft: { ...this.draft, text } });
  }

  /** Takes over the question box of another conversation, with what was typed. */
  takeDraft(draft: QuestionDraft): void {
    this.#change({ draft });
  }

  /** Begins or goes on to edit a question; without one, what was typed is dropped. */
  setEditing(editing?: SessionState['editing']): void {
    this.#change({ editing });
  }

  /** Puts the caret into the question box. */
  focus(): void {
    // The editor keeps what a panel last followed beyond a reload of the window, so it must not begin anew.
    this.#change({ draft: { ...this.draft, focus: Math.max(Date.now(), this.draft.focus + 1) } });
  }

  /** Shows a notice; without a text it goes away. */
  say(notice?: string): void {
    this.#change({ notice });
  }

  /**
   * The ids under which the images are attached, once each was inspected. An image that was attached before keeps its
   * id and is inspected again, since its file may have changed.
   */
  async attach(images: readonly AttachedImage[]): Promise<readonly string[]> {
    // A region is an image of its own beside the whole one; what is redacted never comes back unasked.
    const same = this.conversation.attached.filter(({ region, redactions }) => !region || redactions);
    const known = new Map(same.map((image) => [image.uri, image.id]));
    this.dispatch({ type: 'attached', images: images.filter((image) => !known.has(image.uri)) });
    const chosen = images.map((image) => ({ ...image, id: known.get(image.uri) ?? image.id }));
    for (const image of chosen) {
      const facts = await this.#dependencies.inspect(image, this.#closed.signal);
      const before = this.conversation.attached.find(({ id }) => id === image.id) ?? image;
      // With the new facts the boxes would be burnt in where they were drawn, whatever is there now.
      if (hasMovedUnderRedactions(before, facts.byteLength)) this.say(redactedElsewhereText(image.name));
      else this.dispatch({ type: 'inspected', image: image.id, facts });
    }
    return chosen.map(({ id }) => id);
  }

  /**
   * Resolves when the answer has ended; its failures are shown in the conversation. While another answer arrives, the
   * question is put into the queue.
   */
  async ask(question: UserQuestion): Promise<void> {
    const turn = this.#newTurn(question);
    const { recipe, images } = question;
    const chosen = images && images.length >= (recipe?.minImages ?? 0) && { images };
    const asked = { type: 'asked', turn, ...chosen } as const;
    if (!(await this.#agreesToCost(asked, turn.id))) return;
    const waits = this.#isRunning;
    this.dispatch(waits ? { ...asked, type: 'queued' } : asked);
    const { text, revision } = this.draft;
    if (text !== '' && text === question.text)
      this.#change({ draft: { ...this.draft, text: '', revision: revision + 1 } });
    if (!waits) await this.#answer(turn.id);
  }

  /** Asks the question of a turn again, of the model of the settings or of another one. */
  async retry(turn: string, model = this.#dependencies.settings().model): Promise<void> {
    const version = crypto.randomUUID();
    await this.#askAgain(turn, { type: 'retried', turn, model, version });
  }

  /** Has the model go on with an answer that was cut off. */
  async continue(turn: string): Promise<void> {
    await this.#askAgain(turn, { type: 'continued', turn });
  }

  /** The question at `id`, of a turn or of the queue, says something else. A turn is asked again in these words. */
  async edit(id: string, words: Words): Promise<void> {
    if (this.conversation.queue?.some((question) => question.id === id))
      return this.dispatch({ type: 'queuedEdited', question: id, words });
    const by = { ...words, id: crypto.randomUUID(), model: this.#dependencies.settings().model };
    await this.#askAgain(id, { type: 'edited', turn: id, by });
  }

  /** Stops the answer that arrives, and asks this question of the queue in its place. */
  async sendNow(question: string): Promise<void> {
    const { held = false } = this.conversation;
    this.stop();
    await this.#runs.ended();
    if (!held) this.dispatch({ type: 'resumed' });
    await this.#askQueued(question);
  }

  /** Goes on with the queue. */
  async resume(): Promise<void> {
    this.dispatch({ type: 'resumed' });
    await this.goOn();
  }

  /** Asks the next question of the queue, unless an answer arrives, the queue is paused or the question is being edited. */
  async goOn(): Promise<void> {
    const { queue: [next] = [], held } = this.conversation;
    if (next && !held && !this.#isRunning && next.id !== this.editing?.id) await this.#askQueued(next.id);
  }

  /** Has the server count the tokens of what would be sent now. @throws FailureError, and the reason of `signal`. */
  async count(signal: AbortSignal): Promise<void> {
    const { runner, askOptions, countTokens } = this.#dependencies;
    const { conversation } = this;
    const { text } = this.draft;
    const turn = this.#newTurn({ text });
    const asked = advance(conversation, { type: 'asked', turn });
    const request = await runner.request(asked, turn.id, await askOptions(), signal);
    this.#change({ count: { conversation, text, tokens: await countTokens(request, signal) } });
  }

  /** Stops the answer that arrives and those that wait for it. */
  stop(): void {
    this.#runs.stop();
  }

  clear(): void {
    this.stop();
    this.dispatch({ type: 'cleared' });
    this.#dependencies.runner.forget(this.conversation);
  }

  dispose(): void {
    this.#closed.abort();
  }

  #change(change: Partial<SessionState>, event?: ConversationEvent): void {
    this.#state = { ...this.#state, ...change };
    this.#dependencies.changed(this.#state, event);
  }

  get #isRunning(): boolean {
    return this.conversation.turns.some(isRunning);
  }

  #newTurn(question: UserQuestion): NewTurn {
    const { fresh = this.conversation.fresh ?? false } = question;
    const { model } = this.#dependencies.settings();
    return { id: crypto.randomUUID(), model, fresh, ...wordsOf(question) };
  }

  async #askAgain(id: string, event: EventOf<'retried' | 'continued' | 'edited'>): Promise<void> {
    const isEnded = () => this.conversation.turns.some((turn) => turn.id === id && !isRunning(turn));
    // It may have been started, or deleted, while the user thought about its cost.
    if (!isEnded() || !(await this.#agreesToCost(event, askedId(this.conversation, event))) || !isEnded())
      return;
    const asked = askedId(this.conversation, event);
    this.dispatch(event);
    await this.#answer(asked);
  }

  async #answer(turn: string): Promise<void> {
    await this.#runs.enqueue(turn);
    await this.goOn();
  }

  async #askQueued(question: string): Promise<void> {
    if (!this.conversation.queue?.some(({ id }) => id === question)) return;
    this.dispatch({ type: 'dequeued', question, model: this.#dependencies.settings().model });
    await this.#answer(question);
  }

  async #run(turn: string, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return this.dispatch({ turn, type: 'stopped' });
    const { runner, askOptions } = this.#dependencies;
    const asked = this.conversation.turns.find(({ id }) => id === turn);
    try {
      const options = await askOptions();
      const model = asked?.askedModel ?? options.model;
      const emit = (event: ConversationEvent) => this.dispatch(event);
      await runner.start(this.conversation, turn, { ...options, model }, emit, signal);
    } catch (error) {
      this.dispatch({ turn, type: 'failed', failure: toFailure(error) });
    }
  }

  #agreesToCost(event: ConversationEvent, turn: string): Promise<boolean> {
    const { agreesToCost, settings } = this.#dependencies;
    return agreesToCost(turnEstimate(advance(this.conversation, event), turn, settings()));
  }
}

/** The id of the turn that an event has answered: its own, or that of a new version. */
function askedId(conversation: Conversation, event: EventOf<'retried' | 'continued' | 'edited'>): string {
  const version =
    event.type === 'edited' ? event.by.id : event.type === 'retried' ? event.version : event.turn;
  return advance(conversation, event).turns.some(({ id }) => id === version) ? version : event.turn;
}
