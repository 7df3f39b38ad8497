import * as vscode from 'vscode';
import {
  type Conversation,
  type ConversationEvent,
  endsRun,
  isRunning,
} from '../../core/ask/conversation.ts';
import { turnCost } from '../../core/ask/cost.ts';
import type { Targets } from '../images/commandTargets.ts';
import { attachedImage, type ImageAccess } from '../images/imageAccess.ts';
import type { Thumbnails } from '../images/thumbnails.ts';
import type { Connection } from '../server/connection.ts';
import type { KeyStore } from '../server/key.ts';
import { readSettings } from '../settings.ts';
import { skippedText, tooFewText } from '../ui/sentences.ts';
import { askOptions } from './askOptions.ts';
import { agreesToCost } from './confirmCost.ts';
import { createConversationStore } from './conversationStore.ts';
import { createExporter } from './exportConversation.ts';
import { createLazyRunner } from './lazyRunner.ts';
import { Session, type SessionState, type UserQuestion } from './session.ts';
import { createSpending } from './spending.ts';

export interface AssistantDependencies {
  readonly context: vscode.ExtensionContext;
  readonly keys: KeyStore;
  readonly connection: Connection;
  readonly images: ImageAccess;
  readonly thumbnails: Thumbnails;
  readonly log: vscode.LogOutputChannel;
}

/** The conversation of this window, kept across reloads, and what commands do with it. */
export interface Assistant extends vscode.Disposable {
  readonly session: Session;
  readonly onDidChange: vscode.Event<void>;
  /** USD spent today, in all windows. */
  readonly spentToday: () => number;
  /** The ids of the attached images. */
  readonly attach: (targets: Targets) => Promise<readonly string[]>;
  /** Asks; when the recipe needs more images than are attached, it says so instead. */
  readonly ask: (question: UserQuestion) => Promise<void>;
  readonly newConversation: () => void;
  readonly exportConversation: () => Promise<void>;
}

export function createAssistant(dependencies: AssistantDependencies): Assistant {
  const { context, log } = dependencies;
  const changes = new vscode.EventEmitter<void>();
  const store = createConversationStore(context.workspaceState);
  const spending = createSpending(context.globalState);
  const exporter = createExporter();
  const changed = ({ conversation, draft }: SessionState, event?: ConversationEvent) => {
    if (event?.type === 'failed') log.warn(`${event.failure.kind}: ${event.failure.detail}`);
    if (event && endsRun(event)) spending.add(costOf(conversation, event.turn));
    store.save(conversation);
    store.saveDraft(draft.text);
    exporter.follow(conversation);
    changes.fire();
  };
  const session = new Session(sessionDependencies(dependencies, changed), store.load(), store.loadDraft());
  return {
    session,
    onDidChange: changes.event,
    spentToday: spending.today,
    attach: async ({ images, skipped }) => {
      session.say(skippedText(skipped.length));
      return session.attach(images.map(attachedImage));
    },
    ask: (question) => askIfPossible(session, question),
    newConversation: () => {
      // The answers that are still arriving have cost something, though nobody waits for their end.
      const running = session.conversation.turns.filter(isRunning);
      for (const { id } of running) spending.add(costOf(session.conversation, id));
      beginAnew(session, dependencies);
    },
    exportConversation: () => exporter.show(session.conversation),
    dispose: () => vscode.Disposable.from(session, store, changes).dispose(),
  };
}

function sessionDependencies(
  { keys, connection, images }: AssistantDependencies,
  changed: ConstructorParameters<typeof Session>[0]['changed'],
): ConstructorParameters<typeof Session>[0] {
  return {
    runner: createLazyRunner({ ...images, answer: connection.answer }),
    inspect: images.inspect,
    askOptions: () => askOptions(keys),
    agreesToCost: (estimate) => agreesToCost(estimate, readSettings()),
    settings: readSettings,
    countTokens: async (request, signal) => (await connection.connect()).countTokens(request, signal),
    changed,
  };
}

async function askIfPossible(session: Session, question: UserQuestion): Promise<void> {
  const { recipe } = question;
  const { length } = session.conversation.attached;
  if (recipe && length < recipe.minImages) session.say(tooFewText(recipe));
  else await session.ask(question);
}

/** Ends the conversation and deletes what was stored for it, here and at the server. */
function beginAnew(session: Session, { connection, thumbnails, log }: AssistantDependencies): void {
  const { attached, turns } = session.conversation;
  session.say();
  session.clear();
  const images = [...attached, ...turns.flatMap((turn) => turn.images)];
  Promise.all([connection.deleteUploads(), thumbnails.clear(images)]).catch((error: unknown) =>
    log.warn(`Not everything of the old conversation could be deleted: ${String(error)}`),
  );
}

/** USD that a turn has cost so far. */
function costOf({ turns }: Conversation, id: string): number {
  const turn = turns.find((one) => one.id === id);
  return (turn && turnCost(turn, readSettings())) ?? 0;
}
