import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Envelope, Handlers, PanelState, ToHost, ToPanel } from '../../protocol.ts';
import type { OpenConversation } from '../openConversation.ts';
import { answerGrowth } from './answerGrowth.ts';
import type { PanelContent } from './panelContent.ts';
import { panelHtml } from './panelHtml.ts';

/** Shortest and longest time between two states, in ms: at most 20 a second (design §3). */
const pauses = { shortest: 50, longest: 1000 };

export interface PanelViewOptions {
  readonly extension: vscode.Uri;
  /** Folders whose images the panel may show. */
  readonly imageFolders: () => readonly vscode.Uri[];
  /** Loads what the panel shows. */
  readonly content: () => Promise<Pick<OpenConversation, 'panel'>>;
  readonly log: vscode.LogOutputChannel;
}

/**
 * The side panel. It keeps no state: hidden, it is destroyed; shown again, it says `ready` and gets the state. Which of
 * the two views exists depends on the editor, so this follows whichever was resolved last.
 */
export class PanelView implements vscode.WebviewViewProvider, vscode.Disposable {
  readonly #options: PanelViewOptions;
  readonly #listening: vscode.Disposable[] = [];
  #content: PanelContent | undefined;
  #view: vscode.WebviewView | undefined;
  #nextPost: NodeJS.Timeout | undefined;
  #countdown: NodeJS.Timeout | undefined;
  /** The state that the panel has; undefined while it knows nothing. */
  #posted: PanelState | undefined;
  /** Commands that wait for the panel and want the caret in it. */
  #revealing = 0;
  // A long conversation on a slow connection is posted as seldom as it takes to arrive, or states would queue up.
  #pause = pauses.shortest;

  constructor(options: PanelViewOptions) {
    this.#options = options;
    const value = refusesSecondarySideBar();
    void vscode.commands.executeCommand('setContext', 'askClaude.noSecondarySideBar', value);
    this.#listening.push(vscode.window.registerWebviewViewProvider(viewId(), this));
  }

  /** Brings the panel to the front, with the caret in the question box. */
  async reveal(): Promise<void> {
    this.#revealing += 1;
    try {
      await vscode.commands.executeCommand(`${viewId()}.focus`);
    } finally {
      this.#revealing -= 1;
    }
  }

  /** Opens the bar that finds text in the conversation. */
  async find(): Promise<void> {
    const message: Envelope<ToPanel> = { type: 'find', payload: {} };
    await this.#view?.webview.postMessage(message);
  }

  resolveWebviewView(resolved: vscode.WebviewView): void {
    // The page is on its way while the conversation is loaded.
    void this.#load();
    const { webview } = resolved;
    const { extension } = this.#options;
    webview.options = this.#webviewOptions();
    const listening = webview.onDidReceiveMessage((message: unknown) => {
      // Not before its page has spoken: what is posted while it loads arrives late or never.
      this.#view = resolved;
      return this.#receive(message);
    });
    resolved.onDidDispose(() => {
      listening.dispose();
      if (this.#view === resolved) this.#view = undefined;
    });
    const focus = this.#revealing > 0;
    // Three hundred bytes, and what is typed meanwhile would be lost.
    const earlyScript = readFileSync(join(extension.fsPath, 'dist', 'early', 'earlyBox.js'), 'utf8');
    webview.html = panelHtml({ webview, extension, earlyScript, focus });
  }

  dispose(): void {
    clearTimeout(this.#nextPost);
    clearTimeout(this.#countdown);
    vscode.Disposable.from(...this.#listening).dispose();
  }

  async #load(): Promise<PanelContent> {
    const { panel } = await this.#options.content();
    if (this.#content) return this.#content;
    this.#content = panel;
    this.#listening.push(
      panel.onDidChange(() => this.#update(panel)),
      // The webview loads anew with other options, and asks for the state.
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        if (this.#view) this.#view.webview.options = this.#webviewOptions();
      }),
    );
    return panel;
  }

  /** Posts the whole state soon. */
  #update(content: PanelContent): void {
    this.#nextPost ??= setTimeout(() => this.#post(content), this.#pause);
  }

  /** Posts the whole state to a panel that knows nothing. */
  #postAtOnce(content: PanelContent): void {
    this.#posted = undefined;
    clearTimeout(this.#nextPost);
    this.#post(content);
  }

  #post(content: PanelContent): void {
    this.#nextPost = undefined;
    clearTimeout(this.#countdown);
    if (content.isCountingDown) this.#countdown = setTimeout(() => this.#update(content), 1000);
    if (!this.#view) return;
    const { webview } = this.#view;
    const state = content.state(webview);
    const message = messageFor(this.#posted, state);
    this.#posted = state;
    const began = performance.now();
    const arrived = () => {
      this.#pause = Math.min(pauses.longest, Math.max(pauses.shortest, 2 * (performance.now() - began)));
    };
    // A hidden panel drops the message; it asks for the state when it is shown again.
    webview.postMessage(message).then(arrived, arrived);
  }

  async #receive(message: unknown): Promise<void> {
    try {
      const [content, { parseMessage }] = await Promise.all([this.#load(), import('./parseMessage.ts')]);
      const parsed = parseMessage(message);
      if (parsed.type === 'ready') this.#postAtOnce(content);
      await call(
        content.handlers(() => this.reveal()),
        parsed,
      );
    } catch (error) {
      const { reportError } = await import('../ui/reportError.ts');
      reportError(error, { log: this.#options.log });
    }
  }

  #webviewOptions(): vscode.WebviewOptions {
    const { imageFolders } = this.#options;
    const own = ['dist', 'media'].map((name) => vscode.Uri.joinPath(this.#options.extension, name));
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

function messageFor(before: PanelState | undefined, after: PanelState): Envelope<ToPanel> {
  const growth = before && answerGrowth(before, after);
  return growth ? { type: 'answer', payload: growth } : { type: 'state', payload: after };
}

function call<Name extends keyof ToHost>(
  handlers: Handlers<ToHost>,
  message: { readonly type: Name; readonly payload: ToHost[Name] },
): unknown {
  return handlers[message.type](message.payload);
}
