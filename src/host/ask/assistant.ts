import * as vscode from 'vscode';
import { type Conversation, type ConversationEvent, endsRun } from '../../core/ask/conversation.ts';
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
import { ConversationList } from './conversationList.ts';
import type { ConversationStore, LoadedConversation } from './conversationStore.ts';
import { Conversations, type OpenedConversation } from './conversations.ts';
import { createExporter } from './exportConversation.ts';
import { createLazyRunner } from './lazyRunner.ts';
import type { SessionState } from './session/sessionTypes.ts';
import type { UserQuestion } from './session/userQuestion.ts';
import { Session, type SessionDependencies } from './session.ts';
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

/** The conversations of this window, kept across reloads, and what commands do with them. */
export class Assistant implements vscode.Disposable {
  readonly #dependencies: AssistantDependencies;
  readonly #changes = new vscode.EventEmitter<void>();
  readonly #spending: ReturnType<typeof createSpending>;
  readonly #exporter = createExporter();
  readonly #waitingForKey: WaitingForKey;
  readonly #conversations: Conversations;
  readonly list: ConversationList;

  readonly onDidChange = this.#changes.event;

  constructor(dependencies: AssistantDependencies, loaded: LoadedConversation) {
    const { context, keys, store, thumbnails, log } = dependencies;
    this.#dependencies = dependencies;
    this.#spending = createSpending(context.globalState);
    this.#waitingForKey = createWaitingForKey(keys, (session) => this.#conversations.has(session));
    this.#conversations = new Conversations(
      {
        store,
        createSession: (conversation, draft, changed) =>
          new Session(sessionDependencies(dependencies, changed), conversation, draft),
        changed: (opened, state, event) => this.#changed(opened, state, event),
        problem: (session, one) => session.say(storeProblemText(one)),
      },
      loaded,
    );
    this.list = new ConversationList({
      ...{ store, conversations: this.#conversations },
      changed: () => this.#changes.fire(),
      deletePictures: (addresses) => thumbnails.deleteFiles(addresses),
      log: (line) => log.warn(line),
    });
    this.#exporter.follow(loaded.conversation);
  }

  /** The conversation that the panel shows. */
  get session(): Session {
    return this.#conversations.current.session;
  }

  /** Changes when another conversation is shown. */
  get shownConversation(): string {
    return this.#conversations.current.file.id;
  }

  /** USD spent today, in all windows. */
  get spentToday(): number {
    return this.#spending.today();
  }

  /** The ids of the attached images. */
  async attach({ images, skipped, named = [] }: Targets): Promise<readonly string[]> {
    this.list.hide();
    this.session.say(skippedText(skipped.length));
    const { thumbnails } = this.#dependencies;
    const others = named.map(async (image) => {
      const uri = 'uri' in image ? image.uri : await thumbnails.save(image.name, image.bytes);
      return attachedImage(uri, image.name);
    });
    return this.session.attach([...images.map((uri) => attachedImage(uri)), ...(await Promise.all(others))]);
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

  /** Begins a conversation; the one before stays in the list, and goes on when it is being answered. */
  async newConversation(): Promise<void> {
    this.list.hide();
    await this.#conversations.startNew();
    await this.#deleteUploads();
  }

  async openConversation(id: string): Promise<void> {
    await this.list.open(id);
    await this.#deleteUploads();
  }

  /** Opens a conversation as a Markdown document; without an id the one that the panel shows. */
  async exportConversation(id?: string): Promise<void> {
    const conversation = id === undefined ? this.session.conversation : await this.list.read(id);
    if (conversation) await this.#exporter.show(conversation);
  }

  /** Writes what of the answers has arrived and waits to be written. */
  finish(): Promise<void> {
    return this.#conversations.flush();
  }

  dispose(): void {
    this.list.dispose();
    this.#conversations.dispose();
    this.#waitingForKey.dispose();
    this.#changes.dispose();
  }

  #changed(opened: OpenedConversation, { conversation, draft }: SessionState, event?: ConversationEvent) {
    const { store, log } = this.#dependencies;
    if (event?.type === 'failed') log.warn(`${event.failure.kind}: ${event.failure.detail}`);
    if (event) this.#waitingForKey.follow(opened.session, event);
    if (event && endsRun(event)) {
      this.#spend(conversation, event.turn);
      void this.list.refresh();
    }
    if (opened === this.#conversations.current) {
      store.saveDraft(draft.text);
      this.#exporter.follow(conversation);
    }
    this.#changes.fire();
  }

  /** The server keeps the images of a conversation only while it goes on. */
  async #deleteUploads(): Promise<void> {
    const { connection, log } = this.#dependencies;
    if (this.#conversations.isAnswering) return;
    await connection
      .deleteUploads()
      .catch((error: unknown) => log.warn(`Images at the server could not be deleted: ${String(error)}`));
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
    countTokens: (request, signal) => connection.countTokens(request, signal),
    changed: (state, event) => {
      ahead.follow(state.conversation);
      changed(state, event);
    },
  };
}
