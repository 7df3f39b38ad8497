import * as vscode from 'vscode';
import {
  type Conversation,
  type ConversationEvent,
  endsRun,
  isRunning,
} from '../../core/ask/conversation.ts';
import { turnCost } from '../../core/ask/cost.ts';
import type { AttachedImage, ImageFacts } from '../../core/ask/question.ts';
import type { Refusal } from '../../core/image/imageTypes.ts';
import type { Targets } from '../images/commandTargets.ts';
import { attachedImage, type ImageAccess } from '../images/imageAccess.ts';
import type { Thumbnails } from '../images/thumbnails.ts';
import type { Connection } from '../server/connection.ts';
import type { KeyStore } from '../server/key.ts';
import { readSettings } from '../settings.ts';
import { skippedText, storeProblemText, tooFewText } from '../ui/sentences.ts';
import { AheadPreparation } from './aheadPreparation.ts';
import { askOptions } from './askOptions.ts';
import { agreesToCost } from './confirmCost.ts';
import type { ConversationStore, LoadedConversation } from './conversationStore.ts';
import { createExporter } from './exportConversation.ts';
import { createLazyRunner } from './lazyRunner.ts';
import { Session, type SessionDependencies, type SessionState, type UserQuestion } from './session.ts';
import { createSpending } from './spending.ts';
import { createWaitingForKey, type WaitingForKey } from './waitingForKey.ts';

export interface AssistantDependencies {
  readonly context: vscode.ExtensionContext;
  readonly keys: KeyStore;
  readonly connection: Connection;
  readonly images: ImageAccess;
  readonly thumbnails: Thumbnails;
  readonly store: ConversationStore;
  readonly log: vscode.LogOutputChannel;
}

/** The conversation of this window, kept across reloads, and what commands do with it. */
export class Assistant implements vscode.Disposable {
  readonly #dependencies: AssistantDependencies;
  readonly #changes = new vscode.EventEmitter<void>();
  readonly #spending: ReturnType<typeof createSpending>;
  readonly #exporter = createExporter();
  readonly #waitingForKey: WaitingForKey;
  readonly session: Session;

  readonly onDidChange = this.#changes.event;

  constructor(dependencies: AssistantDependencies, { conversation, problem }: LoadedConversation) {
    const { context, keys, store } = dependencies;
    this.#dependencies = dependencies;
    this.#spending = createSpending(context.globalState);
    this.#waitingForKey = createWaitingForKey(keys);
    const changed = (state: SessionState, event?: ConversationEvent) => this.#changed(state, event);
    this.session = new Session(sessionDependencies(dependencies, changed), conversation, store.draft);
    this.#exporter.follow(conversation);
    store.onProblem = (one) => this.session.say(storeProblemText(one));
    if (problem) store.onProblem(problem);
  }

  /** USD spent today, in all windows. */
  get spentToday(): number {
    return this.#spending.today();
  }

  /** The ids of the attached images. */
  async attach({ images, skipped }: Targets): Promise<readonly string[]> {
    this.session.say(skippedText(skipped.length));
    return this.session.attach(images.map(attachedImage));
  }

  /** Says at an attached image why it cannot be sent, which showed after it was inspected. */
  refuse(id: string, problem: Refusal): void {
    const image = this.session.conversation.attached.find((one) => one.id === id);
    if (image && !image.problem)
      this.session.dispatch({ type: 'inspected', image: id, facts: { ...factsOf(image), problem } });
  }

  /** Asks; when the recipe needs more images than are attached, it says so instead. */
  async ask(question: UserQuestion): Promise<void> {
    const { recipe } = question;
    const { length } = this.session.conversation.attached;
    if (recipe && length < recipe.minImages) this.session.say(tooFewText(recipe));
    else await this.session.ask(question);
  }

  /** Ends the conversation and deletes what was stored for it, here and at the server. */
  newConversation(): void {
    const { connection, thumbnails, log } = this.#dependencies;
    const { attached, turns } = this.session.conversation;
    // The answers that are still arriving have cost something, though nobody waits for their end.
    for (const { id } of turns.filter(isRunning)) this.#spend(this.session.conversation, id);
    this.session.say();
    this.session.clear();
    const images = [...attached, ...turns.flatMap((turn) => turn.images)];
    Promise.all([connection.deleteUploads(), thumbnails.clear(images)]).catch((error: unknown) =>
      log.warn(`Not everything of the old conversation could be deleted: ${String(error)}`),
    );
  }

  async exportConversation(): Promise<void> {
    await this.#exporter.show(this.session.conversation);
  }

  dispose(): void {
    void this.#dependencies.store.flush();
    this.session.dispose();
    this.#waitingForKey.dispose();
    this.#changes.dispose();
  }

  #changed({ conversation, draft }: SessionState, event?: ConversationEvent): void {
    const { store, log } = this.#dependencies;
    if (event?.type === 'failed') log.warn(`${event.failure.kind}: ${event.failure.detail}`);
    if (event) this.#waitingForKey.follow(this.session, event);
    if (event && endsRun(event)) this.#spend(conversation, event.turn);
    store.save(conversation);
    store.saveDraft(draft.text);
    this.#exporter.follow(conversation);
    this.#changes.fire();
  }

  /** Counts what a turn has cost so far. */
  #spend({ turns }: Conversation, id: string): void {
    const turn = turns.find((one) => one.id === id);
    this.#spending.add((turn && turnCost(turn, readSettings())) ?? 0);
  }
}

function factsOf({ byteLength, header }: AttachedImage): ImageFacts {
  return { ...(byteLength !== undefined && { byteLength }), ...(header && { header }) };
}

function sessionDependencies(
  { keys, connection, images, log }: AssistantDependencies,
  changed: SessionDependencies['changed'],
): SessionDependencies {
  const runner = createLazyRunner({ ...images, answer: connection.answer });
  const ahead = new AheadPreparation({
    runner,
    askOptions: () => askOptions(keys),
    load: () => connection.load(),
    log: (line) => log.info(line),
  });
  return {
    runner,
    inspect: images.inspect,
    askOptions: () => askOptions(keys),
    agreesToCost: (estimate) => agreesToCost(estimate, readSettings()),
    settings: readSettings,
    countTokens: async (request, signal) => (await connection.connect()).countTokens(request, signal),
    changed: (state, event) => {
      ahead.follow(state.conversation);
      changed(state, event);
    },
  };
}
