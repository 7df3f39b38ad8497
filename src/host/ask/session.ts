import type { AnswerRequest } from '../../core/api/answerTypes.ts';
import type { Estimate } from '../../core/api/models/prices.ts';
import type { AskOptions } from '../../core/ask/asking.ts';
import {
  advance,
  type Conversation,
  type ConversationEvent,
  isRunning,
  type NewTurn,
} from '../../core/ask/conversation.ts';
import { turnEstimate } from '../../core/ask/cost.ts';
import type { AttachedImage, ImageFacts } from '../../core/ask/question.ts';
import type { Runner } from '../../core/ask/runner.ts';
import { toFailure } from '../../core/errors.ts';
import { defaultRecipe, type Recipe, recipeOf } from '../../core/recipes.ts';
import type { Settings } from '../settings.ts';
import { recipeTitle } from '../ui/recipeTitle.ts';
import { createRunQueue } from './runQueue.ts';

export interface SessionDependencies {
  readonly runner: Runner;
  /** The settings of a run. @throws FailureError when nothing can be sent, for want of a key for example. */
  readonly askOptions: () => Promise<AskOptions>;
  readonly inspect: (image: AttachedImage, signal: AbortSignal) => Promise<ImageFacts>;
  /** False when the user does not want to pay so much. */
  readonly agreesToCost: (estimate: Estimate) => Promise<boolean>;
  readonly settings: () => Settings;
  /** Tokens as the server counts them. @throws FailureError. */
  readonly countTokens: (request: AnswerRequest, signal: AbortSignal) => Promise<number>;
  /** Called after every change of the state, with the event that made it if there was one. */
  readonly changed: (state: SessionState, event?: ConversationEvent) => void;
}

/** A question of the user or of a command. */
export interface UserQuestion {
  readonly text: string;
  /** Shown in the conversation in place of the text. */
  readonly title?: string;
  /** Asks a recipe, with the text added to its instruction. */
  readonly recipe?: Recipe;
  /** Begins a new subject: nothing said before is sent along. */
  readonly fresh?: boolean;
  /** Asks about these of the attached images, unless the recipe needs more of them; without it, about all. */
  readonly images?: readonly string[];
}

export interface SessionState {
  readonly conversation: Conversation;
  /** The text in the question box. */
  readonly draft: QuestionDraft;
  /** A line above the question box, about what the user has just done. */
  readonly notice?: string | undefined;
  /** The tokens that the server counted, and for which question: out of date as soon as that has changed. */
  readonly count?: { readonly conversation: Conversation; readonly text: string; readonly tokens: number };
}

export interface QuestionDraft {
  readonly text: string;
  /** Rises each time the host changes the text. */
  readonly revision: number;
  /** Rises each time the caret is to be put into the box. */
  readonly focus: number;
}

/** The conversation of a window and everything that changes it. */
export class Session {
  readonly #dependencies: SessionDependencies;
  readonly #queue = createRunQueue((turn, signal) => this.#run(turn, signal));
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
      this.dispatch({ type: 'inspected', image: image.id, facts });
    }
    return chosen.map(({ id }) => id);
  }

  /** Resolves when the answer has ended; its failures are shown in the conversation. */
  async ask(question: UserQuestion): Promise<void> {
    const turn = newTurn(question, this.#dependencies.settings().model);
    const { recipe, images } = question;
    const chosen = images && images.length >= (recipe?.minImages ?? 0) && { images };
    const event = { type: 'asked', turn, ...chosen } as const;
    if (!(await this.#agreesToCost(advance(this.conversation, event), turn.id))) return;
    this.dispatch(event);
    const { text, revision } = this.draft;
    if (text !== '' && text === question.text)
      this.#change({ draft: { ...this.draft, text: '', revision: revision + 1 } });
    await this.#queue.enqueue(turn.id);
  }

  async retry(id: string): Promise<void> {
    const isEnded = () => this.conversation.turns.some((turn) => turn.id === id && !isRunning(turn));
    // It may have been started, or deleted, while the user thought about its cost.
    if (!isEnded() || !(await this.#agreesToCost(this.conversation, id)) || !isEnded()) return;
    this.dispatch({ type: 'retried', turn: id, model: this.#dependencies.settings().model });
    await this.#queue.enqueue(id);
  }

  /** Has the server count the tokens of what would be sent now. @throws FailureError, and the reason of `signal`. */
  async count(signal: AbortSignal): Promise<void> {
    const { runner, askOptions, countTokens, settings } = this.#dependencies;
    const { conversation } = this;
    const { text } = this.draft;
    const turn = newTurn({ text }, settings().model);
    const asked = advance(conversation, { type: 'asked', turn });
    const request = await runner.request(asked, turn.id, await askOptions(), signal);
    this.#change({ count: { conversation, text, tokens: await countTokens(request, signal) } });
  }

  /** Stops the answer that arrives and those that wait for it. */
  stop(): void {
    this.#queue.stop();
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

  async #run(turn: string, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return this.dispatch({ turn, type: 'stopped' });
    const { runner, askOptions } = this.#dependencies;
    try {
      const options = await askOptions();
      await runner.start(this.conversation, turn, options, (event) => this.dispatch(event), signal);
    } catch (error) {
      this.dispatch({ turn, type: 'failed', failure: toFailure(error) });
    }
  }

  #agreesToCost(conversation: Conversation, turn: string): Promise<boolean> {
    const { agreesToCost, settings } = this.#dependencies;
    return agreesToCost(turnEstimate(conversation, turn, settings()));
  }
}

function newTurn({ text, title, recipe, fresh = false }: UserQuestion, model: string): NewTurn {
  const asked = recipe ?? (text.trim() === '' ? recipeOf(defaultRecipe) : undefined);
  const id = crypto.randomUUID();
  if (!asked) return { id, model, fresh, title: title ?? text.trim(), question: text.trim() };
  const extra = text.trim() === '' ? '' : `\n\n${text.trim()}`;
  return {
    ...{ id, model, fresh, recipe: asked.id },
    title: recipeTitle(asked) + extra,
    question: asked.instruction + extra,
  };
}
