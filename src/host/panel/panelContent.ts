import * as vscode from 'vscode';
import type { Handlers, PanelState, ToHost } from '../../protocol.ts';
import type { Assistant } from '../ask/assistant.ts';
import type { Thumbnails } from '../images/thumbnails.ts';
import type { Connection } from '../server/connection.ts';
import type { KeyStore } from '../server/key.ts';
import { readSettings } from '../settings.ts';
import { AnswerFiles } from './answer/answerFiles.ts';
import { ClipboardImage } from './clipboardImage.ts';
import { conversationsView } from './conversationsView.ts';
import type { Inserter } from './insert.ts';
import { createActions, type InEditor } from './panelActions.ts';
import { panelHandlers } from './panelMessages.ts';
import { panelState } from './panelState.ts';
import { PanelStatus } from './panelStatus.ts';

export interface PanelContentDependencies {
  readonly assistant: Assistant;
  readonly keys: KeyStore;
  readonly connection: Connection;
  readonly thumbnails: Thumbnails;
  readonly inserter: Inserter;
  readonly log: vscode.LogOutputChannel;
  readonly selectModel: () => unknown;
  readonly checkConnection: () => unknown;
}

/** Everything the panel shows of the conversation, and what its messages do. */
export class PanelContent implements vscode.Disposable {
  readonly #dependencies: PanelContentDependencies;
  readonly #assistant: Assistant;
  readonly #thumbnails: Thumbnails;
  readonly #status: PanelStatus;
  readonly #files = new AnswerFiles();
  readonly #changes = new vscode.EventEmitter<void>();
  readonly #owned: vscode.Disposable;
  readonly clipboard: ClipboardImage;

  /** The state has changed. */
  readonly onDidChange = this.#changes.event;

  constructor(dependencies: PanelContentDependencies) {
    const { assistant, keys, connection, thumbnails } = dependencies;
    this.#dependencies = dependencies;
    this.#assistant = assistant;
    this.#thumbnails = thumbnails;
    this.#status = new PanelStatus(keys, connection);
    this.clipboard = new ClipboardImage(assistant, connection.transport);
    const changed = () => this.#changes.fire();
    this.#owned = vscode.Disposable.from(
      ...[assistant, this.#status, this.#files, thumbnails].map(({ onDidChange }) => onDidChange(changed)),
      ...[this.#status, this.#files, this.#changes],
    );
  }

  /** What the messages of the panel do to the conversation that it shows now; `focus` gives the panel the focus. */
  handlers(focus: () => Promise<void>): Handlers<ToHost> {
    const { assistant, connection, keys, selectModel, log } = this.#dependencies;
    const { session } = assistant;
    const inEditor = askingInEditor(focus);
    const newConversation = () => assistant.newConversation();
    const actions = createActions({
      ...{ ...this.#dependencies, session, newConversation, showLog: () => log.show() },
      ...{ keys: { ask: () => inEditor(keys.ask) }, selectModel: () => inEditor(async () => selectModel()) },
    });
    return panelHandlers({
      ...this.#dependencies,
      ...{ actions, clipboard: this.clipboard, files: this.#files, inEditor },
      chooseModel: () =>
        inEditor(async () => {
          const { chooseModel } = await import('../server/modelPicker.ts');
          return chooseModel(connection, vscode.l10n.t('Ask Another Model'));
        }),
    });
  }

  /** True while the state holds a countdown. */
  get isCountingDown(): boolean {
    return this.#assistant.session.conversation.turns.some(({ retry }) => retry !== undefined);
  }

  state(webview: vscode.Webview): PanelState {
    const { session, spentToday } = this.#assistant;
    return panelState(session.conversation, {
      ...this.#status.current(session.notice),
      conversation: this.#assistant.shownConversation,
      ...this.#listed(webview),
      draft: session.draft,
      editing: session.editing,
      readClipboard: this.clipboard.isWanted,
      extractFirst: this.clipboard.offersExtraction,
      thumbnail: (image) => this.#thumbnails.address(image, webview),
      unsaved: (image) => this.#thumbnails.holds(image),
      whole: (image) => this.#thumbnails.wholeAddress(image, webview),
      files: this.#files.found,
      settings: readSettings(),
      today: spentToday,
      counted: session.countedTokens,
      now: Date.now(),
    });
  }

  #listed(webview: vscode.Webview): Pick<PanelState, 'conversations'> {
    const { state } = this.#assistant.list;
    if (!state) return {};
    return { conversations: conversationsView(state, this.#thumbnails.listed(webview), Date.now()) };
  }

  dispose(): void {
    this.#owned.dispose();
  }
}

/**
 * A box of the editor gives the focus to a document when it closes, and what is typed next would go there: the panel, which
 * had it, gets it back. Not from whoever has clicked into the document.
 */
function askingInEditor(focus: () => Promise<void>): InEditor {
  return async (ask) => {
    let hasClicked = false;
    const listening = vscode.window.onDidChangeTextEditorSelection(({ kind }) => {
      hasClicked ||= kind === vscode.TextEditorSelectionChangeKind.Mouse;
    });
    try {
      return await ask();
    } finally {
      listening.dispose();
      if (!hasClicked) await focus();
    }
  };
}
