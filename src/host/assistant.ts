import * as vscode from 'vscode';
import { type ConversationEvent, endsRun, isRunning } from '../core/conversation.ts';
import { createRunner } from '../core/runner.ts';
import { createActions } from './actions.ts';
import { alarm } from './alarm.ts';
import { createClipboard } from './clipboard.ts';
import type { Connection } from './connection.ts';
import { agreesToCost } from './consent.ts';
import { turnCost } from './costs.ts';
import { createExporter } from './exporter.ts';
import { panelHandlers } from './handlers.ts';
import { attachedImage, type Images } from './images.ts';
import { createInserter } from './insert.ts';
import type { KeyStore } from './key.ts';
import { createMemory } from './memory.ts';
import { createPanel, type Panel } from './panel.ts';
import { createPictures } from './pictures.ts';
import { runOptions } from './runOptions.ts';
import { createSession, type Question } from './session.ts';
import { readSettings } from './settings.ts';
import { createSpending } from './spending.ts';
import { createSurroundings } from './surroundings.ts';
import type { Targets } from './targets.ts';
import { panelState } from './view.ts';
import { skippedText, tooFewText } from './words.ts';

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
  const { context, keys, connection, images, log } = parts;
  const update = () => panel.update();
  const memory = createMemory(context.workspaceState);
  const spending = createSpending(context.globalState);
  const spentOn = (id: string) => {
    const turn = session.conversation().turns.find((one) => one.id === id);
    return (turn && turnCost(turn, readSettings())) ?? 0;
  };
  const inserter = createInserter();
  const exporter = createExporter();
  const storage = context.storageUri ?? context.globalStorageUri;
  const pictures = createPictures(storage, images.thumbnail, update, (line) => log.info(line));
  const surroundings = createSurroundings(keys, update);
  const changed = (event?: ConversationEvent) => {
    if (event?.type === 'failed') log.warn(`${event.failure.kind}: ${event.failure.detail}`);
    if (event && endsRun(event)) spending.add(spentOn(event.turn));
    memory.save(session.conversation());
    memory.saveDraft(session.draft().text);
    exporter.follow(session.conversation());
    update();
  };
  const session = createSession(
    {
      runner: createRunner({ ...images, answer: connection.answer }),
      inspect: images.inspect,
      runOptions: () => runOptions(keys),
      agreesToCost: (estimate) => agreesToCost(estimate, readSettings()),
      settings: readSettings,
      countTokens: async (request, signal) => (await connection.api()).countTokens(request, signal),
    },
    memory.load(),
    changed,
  );
  const attach = async ({ images: uris, skipped }: Targets) => {
    surroundings.say(skippedText(skipped.length));
    return session.attach(uris.map(attachedImage));
  };
  const clipboard = createClipboard({
    attach: (images) => attach({ images, skipped: [] }),
    say: surroundings.say,
  });
  const show = async () => {
    await panel.reveal();
    session.setDraft({ focus: session.draft().focus + 1 });
  };
  const ask = async (question: Question) => {
    const { recipe } = question;
    const { length } = session.conversation().attached;
    if (recipe && length < recipe.minImages) return surroundings.say(tooFewText(recipe));
    await session.ask(question);
  };
  const newConversation = () => {
    surroundings.say();
    // What an answer has cost so far is paid, though nobody waits for its end.
    for (const turn of session.conversation().turns.filter(isRunning)) spending.add(spentOn(turn.id));
    const { attached, turns } = session.conversation();
    session.clear();
    const images = [...attached, ...turns.flatMap((turn) => turn.images)];
    Promise.all([connection.forget(), pictures.clear(images)]).catch((error: unknown) =>
      log.warn(`Not everything of the old conversation could be deleted: ${String(error)}`),
    );
  };
  const actions = createActions({ ...parts, session, newConversation, showLog: () => log.show() });
  const panel = createPanel({
    extension: context.extensionUri,
    pictureFolders: pictures.folders,
    counting: () => session.conversation().turns.some((turn) => turn.retry !== undefined),
    failed: (error) => alarm(log, error),
    handlers: panelHandlers({
      session,
      actions,
      inserter,
      pictures,
      clipboard,
      attach,
      update,
      say: surroundings.say,
    }),
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
  session.setDraft({ text: memory.loadDraft() });
  return {
    panel,
    attach,
    newConversation,
    exportConversation: () => exporter.show(session.conversation()),
    ask,
    askClipboard: async () => {
      await show();
      clipboard.take();
    },
    show,
    dispose: () => vscode.Disposable.from(memory, inserter, surroundings, panel).dispose(),
  };
}
