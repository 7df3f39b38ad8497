import * as vscode from 'vscode';
import {
  type Conversation,
  type ConversationEvent,
  endsRun,
  isRunning,
} from '../../core/ask/conversation.ts';
import { type Clipboard, createClipboard } from '../images/clipboard.ts';
import type { Targets } from '../images/commandTargets.ts';
import { attachedImage, type Images } from '../images/imageAccess.ts';
import { createPictures, type Pictures } from '../images/thumbnails.ts';
import { panelHandlers } from '../panel/panelMessages.ts';
import { panelState } from '../panel/panelState.ts';
import { createSurroundings, type Surroundings } from '../panel/panelStatus.ts';
import { createPanel, type Panel } from '../panel/panelView.ts';
import type { Connection } from '../server/connection.ts';
import type { KeyStore } from '../server/key.ts';
import { readSettings } from '../settings.ts';
import { alarm } from '../ui/reportError.ts';
import { skippedText, tooFewText } from '../ui/sentences.ts';
import { createActions } from './actions.ts';
import { agreesToCost } from './confirmCost.ts';
import { createMemory } from './conversationStore.ts';
import { turnCost } from './costs.ts';
import { createExporter } from './exportConversation.ts';
import { createInserter, type Inserter } from './insert.ts';
import { createLateRunner } from './lazyRunner.ts';
import { runOptions } from './runOptions.ts';
import { createSession, type Question, type Session, type SessionParts } from './session.ts';
import { createSpending, type Spending } from './spending.ts';

export interface AssistantParts {
  readonly context: vscode.ExtensionContext;
  readonly keys: KeyStore;
  readonly connection: Connection;
  readonly images: Images;
  readonly log: vscode.LogOutputChannel;
  readonly selectModel: () => unknown;
  readonly checkConnection: () => unknown;
}

/** The conversation of this window and the panel that shows it. */
export interface Assistant extends vscode.Disposable {
  readonly panel: Panel;
  /** The ids of the attached images. */
  readonly attach: (targets: Targets) => Promise<readonly string[]>;
  /** For a command: says so, and asks nothing, when its recipe needs more images than are attached. */
  readonly ask: (question: Question) => Promise<void>;
  /** Shows the panel with the caret in the question box. */
  readonly show: () => Promise<void>;
  readonly newConversation: () => void;
  readonly exportConversation: () => Promise<void>;
  readonly askClipboard: () => Promise<void>;
}

export function createAssistant(parts: AssistantParts): Assistant {
  const { keys, connection } = parts;
  const update = () => panel.update();
  const keeping = createKeeping(parts);
  const { memory, spending, exporter } = keeping;
  const changed = (event?: ConversationEvent) => {
    keeping.follow(session, event);
    update();
  };
  const session = openSession(parts, memory.load(), changed);
  const pictures = openPictures(parts, update);
  const inserter = createInserter();
  const surroundings = createSurroundings(keys, connection.knownModels, update);
  const attach = async ({ images: uris, skipped }: Targets) => {
    surroundings.say(skippedText(skipped.length));
    return session.attach(uris.map(attachedImage));
  };
  const clipboard = createClipboard({
    attach: (uris) => attach({ images: uris, skipped: [] }),
    say: surroundings.say,
  });
  const pieces = { session, spending, pictures, inserter, surroundings, clipboard, attach, update };
  const newConversation = () => beginAnew(parts, pieces);
  const panel = openPanel(parts, { ...pieces, newConversation });
  const show = async () => {
    await panel.reveal();
    session.setDraft({ focus: session.draft().focus + 1 });
  };
  session.setDraft({ text: memory.loadDraft() });
  return {
    panel,
    attach,
    newConversation,
    show,
    ask: (question) => askRecipe(question, pieces),
    exportConversation: () => exporter.show(session.conversation()),
    askClipboard: async () => {
      await show();
      clipboard.take();
    },
    dispose: () => vscode.Disposable.from(memory, inserter, surroundings, panel).dispose(),
  };
}

/** What stays of a conversation outside of the panel. */
function createKeeping({ context, log }: AssistantParts) {
  const memory = createMemory(context.workspaceState);
  const spending = createSpending(context.globalState);
  const exporter = createExporter();
  const follow = (session: Session, event?: ConversationEvent) => {
    const conversation = session.conversation();
    if (event?.type === 'failed') log.warn(`${event.failure.kind}: ${event.failure.detail}`);
    if (event && endsRun(event)) spending.add(costOf(conversation, event.turn));
    memory.save(conversation);
    memory.saveDraft(session.draft().text);
    exporter.follow(conversation);
  };
  return { memory, spending, exporter, follow };
}

function openPictures({ context, images, log }: AssistantParts, changed: () => void): Pictures {
  const storage = context.storageUri ?? context.globalStorageUri;
  return createPictures(storage, images.thumbnail, changed, (line) => log.info(line));
}

/** What the conversation is made of and shown with. */
interface Pieces {
  readonly session: Session;
  readonly spending: Spending;
  readonly pictures: Pictures;
  readonly inserter: Inserter;
  readonly surroundings: Surroundings;
  readonly clipboard: Clipboard;
  readonly attach: Assistant['attach'];
  readonly update: () => void;
}

function openSession(
  { keys, connection, images }: AssistantParts,
  start: Conversation,
  changed: (event?: ConversationEvent) => void,
): Session {
  const parts: SessionParts = {
    runner: createLateRunner({ ...images, answer: connection.answer }),
    inspect: images.inspect,
    runOptions: () => runOptions(keys),
    agreesToCost: (estimate) => agreesToCost(estimate, readSettings()),
    settings: readSettings,
    countTokens: async (request, signal) => (await connection.api()).countTokens(request, signal),
  };
  return createSession(parts, start, changed);
}

function openPanel(parts: AssistantParts, pieces: Pieces & Pick<Assistant, 'newConversation'>): Panel {
  const { session, pictures, surroundings, clipboard, spending, newConversation } = pieces;
  const { context, log } = parts;
  const actions = createActions({ ...parts, session, newConversation, showLog: () => log.show() });
  return createPanel({
    extension: context.extensionUri,
    pictureFolders: pictures.folders,
    counting: () => session.conversation().turns.some((turn) => turn.retry !== undefined),
    failed: (error) => alarm(log, error),
    handlers: panelHandlers({ ...pieces, actions, say: surroundings.say }),
    state: (webview) =>
      panelState(session.conversation(), {
        ...surroundings.current(),
        draft: session.draft(),
        readClipboard: clipboard.isWanted(),
        thumbnail: (image) => pictures.address(image, webview),
        settings: readSettings(),
        today: spending.today(),
        counted: session.counted(),
        now: Date.now(),
      }),
  });
}

async function askRecipe(question: Question, { session, surroundings }: Pieces): Promise<void> {
  const { recipe } = question;
  const { length } = session.conversation().attached;
  if (recipe && length < recipe.minImages) return surroundings.say(tooFewText(recipe));
  await session.ask(question);
}

function beginAnew({ connection, log }: AssistantParts, pieces: Pieces): void {
  const { session, spending, pictures, surroundings } = pieces;
  const conversation = session.conversation();
  const { attached, turns } = conversation;
  surroundings.say();
  // What an answer has cost so far is paid, though nobody waits for its end.
  for (const { id } of turns.filter(isRunning)) spending.add(costOf(conversation, id));
  session.clear();
  const images = [...attached, ...turns.flatMap((turn) => turn.images)];
  Promise.all([connection.forget(), pictures.clear(images)]).catch((error: unknown) =>
    log.warn(`Not everything of the old conversation could be deleted: ${String(error)}`),
  );
}

/** USD that a turn has cost so far. */
function costOf({ turns }: Conversation, id: string): number {
  const turn = turns.find((one) => one.id === id);
  return (turn && turnCost(turn, readSettings())) ?? 0;
}
