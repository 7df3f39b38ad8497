import * as vscode from 'vscode';
import type { Envelope, Handlers, PanelState, ToHost, ToPanel } from '../../protocol.ts';
import { panelHtml } from './panelHtml.ts';

/** Shortest and longest time between two states, in ms: at most 20 a second (design §3). */
const pauses = { shortest: 50, longest: 1000 };

export interface PanelViewOptions {
  readonly extension: vscode.Uri;
  /** Folders whose images the panel may show, besides those of the extension. */
  readonly imageFolders: () => readonly vscode.Uri[];
  readonly state: (webview: vscode.Webview) => PanelState;
  /** True while the state holds a countdown. */
  readonly isCountingDown: () => boolean;
  readonly handlers: Handlers<ToHost>;
  /** A handler failed: nothing else shows it. */
  readonly failed: (error: unknown) => void;
}

/**
 * The side panel. It keeps no state: hidden, it is destroyed; shown again, it says `ready` and gets the state. Which of
 * the two views exists depends on the editor, so this follows whichever was resolved last.
 */
export class PanelView implements vscode.WebviewViewProvider, vscode.Disposable {
  readonly #options: PanelViewOptions;
  readonly #listening: vscode.Disposable;
  #view: vscode.WebviewView | undefined;
  #nextPost: NodeJS.Timeout | undefined;
  #countdown: NodeJS.Timeout | undefined;
  // A long conversation on a slow connection is posted as seldom as it takes to arrive, or states would queue up.
  #pause = pauses.shortest;

  constructor(options: PanelViewOptions) {
    this.#options = options;
    // The webview loads anew with other options, and asks for the state.
    this.#listening = vscode.workspace.onDidChangeWorkspaceFolders(() => {
      if (this.#view) this.#view.webview.options = this.#webviewOptions();
    });
  }

  register(): vscode.Disposable {
    const value = refusesSecondarySideBar();
    void vscode.commands.executeCommand('setContext', 'askClaude.noSecondarySideBar', value);
    return vscode.window.registerWebviewViewProvider(viewId(), this);
  }

  /** Posts the whole state to the panel soon. */
  update(): void {
    this.#nextPost ??= setTimeout(() => this.#post(), this.#pause);
  }

  /** Brings the panel to the front. */
  async reveal(): Promise<void> {
    await vscode.commands.executeCommand(`${viewId()}.focus`);
  }

  resolveWebviewView(resolved: vscode.WebviewView): void {
    const { webview } = resolved;
    webview.options = this.#webviewOptions();
    const listening = webview.onDidReceiveMessage((message: unknown) => {
      // Not before its page has spoken: what is posted while it loads arrives late or never.
      this.#view = resolved;
      return dispatch(this.#options, message);
    });
    resolved.onDidDispose(() => {
      listening.dispose();
      if (this.#view === resolved) this.#view = undefined;
    });
    webview.html = panelHtml(webview, this.#options.extension);
  }

  dispose(): void {
    clearTimeout(this.#nextPost);
    clearTimeout(this.#countdown);
    this.#listening.dispose();
  }

  #post(): void {
    this.#nextPost = undefined;
    clearTimeout(this.#countdown);
    if (this.#options.isCountingDown()) this.#countdown = setTimeout(() => this.update(), 1000);
    if (!this.#view) return;
    const { webview } = this.#view;
    const message: Envelope<ToPanel> = { type: 'state', payload: this.#options.state(webview) };
    const began = performance.now();
    const arrived = () => {
      this.#pause = Math.min(pauses.longest, Math.max(pauses.shortest, 2 * (performance.now() - began)));
    };
    // A hidden panel drops the message; it asks for the state when it is shown again.
    webview.postMessage(message).then(arrived, arrived);
  }

  #webviewOptions(): vscode.WebviewOptions {
    const { extension, imageFolders } = this.#options;
    const own = ['dist', 'media'].map((name) => vscode.Uri.joinPath(extension, name));
    return { enableScripts: true, localResourceRoots: [...own, ...imageFolders()] };
  }
}

const views = { secondarySideBar: 'askClaude.panel', activityBar: 'askClaude.panelInActivityBar' } as const;

/** Cursor refuses views in the secondary side bar, so there the same panel stands in the activity bar. */
function refusesSecondarySideBar(): boolean {
  return vscode.env.appName.includes('Cursor');
}

function viewId(): string {
  return refusesSecondarySideBar() ? views.activityBar : views.secondarySideBar;
}

async function dispatch({ handlers, failed }: PanelViewOptions, message: unknown): Promise<void> {
  try {
    if (!isEnvelope(handlers, message)) throw new Error('The panel sent an unknown message.');
    await call(handlers, message);
  } catch (error) {
    failed(error);
  }
}

function call<Name extends keyof ToHost>(
  handlers: Handlers<ToHost>,
  message: { readonly type: Name; readonly payload: ToHost[Name] },
): unknown {
  return handlers[message.type](message.payload);
}

function isEnvelope(handlers: Handlers<ToHost>, message: unknown): message is Envelope<ToHost> {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    typeof message.type === 'string' &&
    Object.hasOwn(handlers, message.type) &&
    'payload' in message &&
    typeof message.payload === 'object'
  );
}
