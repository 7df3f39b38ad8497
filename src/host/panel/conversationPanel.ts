import * as vscode from 'vscode';
import type { Assistant } from '../ask/assistant.ts';
import type { Thumbnails } from '../images/thumbnails.ts';
import type { Connection } from '../server/connection.ts';
import type { KeyStore } from '../server/key.ts';
import { readSettings } from '../settings.ts';
import { reportError } from '../ui/reportError.ts';
import { ClipboardImage } from './clipboardImage.ts';
import { createInserter } from './insert.ts';
import { createActions } from './panelActions.ts';
import { panelHandlers } from './panelMessages.ts';
import { panelState } from './panelState.ts';
import { PanelStatus } from './panelStatus.ts';
import { PanelView } from './panelView.ts';

export interface ConversationPanelDependencies {
  readonly context: vscode.ExtensionContext;
  readonly assistant: Assistant;
  readonly keys: KeyStore;
  readonly connection: Connection;
  readonly thumbnails: Thumbnails;
  readonly log: vscode.LogOutputChannel;
  readonly selectModel: () => unknown;
  readonly checkConnection: () => unknown;
}

/** The side panel that shows the conversation of this window. */
export interface ConversationPanel extends vscode.Disposable {
  /** Shows the panel with the caret in the question box. */
  readonly show: () => Promise<void>;
  /** Shows the panel and attaches the image in the clipboard. */
  readonly askClipboard: () => Promise<void>;
}

export function createConversationPanel(dependencies: ConversationPanelDependencies): ConversationPanel {
  const { context, assistant, keys, connection, thumbnails, log } = dependencies;
  const { session } = assistant;
  const inserter = createInserter();
  const status = new PanelStatus(keys, connection);
  const clipboard = new ClipboardImage(assistant);
  const actions = createActions({
    ...dependencies,
    session,
    newConversation: assistant.newConversation,
    showLog: () => log.show(),
  });
  const view = new PanelView({
    extension: context.extensionUri,
    imageFolders: thumbnails.folders,
    isCountingDown: () => session.conversation.turns.some((turn) => turn.retry !== undefined),
    failed: (error) => reportError(error, { log }),
    handlers: panelHandlers({ assistant, actions, inserter, thumbnails, clipboard }),
    state: (webview) =>
      panelState(session.conversation, {
        ...status.current(session.notice),
        draft: session.draft,
        readClipboard: clipboard.isWanted,
        thumbnail: (image) => thumbnails.address(image, webview),
        settings: readSettings(),
        today: assistant.spentToday(),
        counted: session.countedTokens,
        now: Date.now(),
      }),
  });
  const update = () => view.update();
  const show = async () => {
    await view.reveal();
    session.focus();
  };
  const owned = vscode.Disposable.from(
    ...[assistant.onDidChange(update), status.onDidChange(update), thumbnails.onDidChange(update)],
    ...[view.register(), view, status, inserter],
  );
  return {
    show,
    askClipboard: async () => {
      await show();
      clipboard.request();
    },
    dispose: () => owned.dispose(),
  };
}
