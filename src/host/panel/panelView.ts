import * as vscode from 'vscode';
import type { Envelope, Handlers, PanelState, ToHost, ToPanel } from '../../protocol.ts';
import { panelHtml } from './panelHtml.ts';

/** Shortest and longest time between two states, in ms: at most 20 a second (design §3). */
const pauses = { shortest: 50, longest: 1000 };

export interface PanelParts {
  readonly extension: vscode.Uri;
  /** Folders whose pictures the panel may show, besides those of the extension. */
  readonly pictureFolders: () => readonly vscode.Uri[];
  readonly state: (webview: vscode.Webview) => PanelState;
  /** True while the state holds a countdown. */
  readonly counting: () => boolean;
  readonly handlers: Handlers<ToHost>;
  /** A handler failed: nothing else shows it. */
  readonly failed: (error: unknown) => void;
}

export interface Panel extends vscode.WebviewViewProvider, vscode.Disposable {
  /** Something changed: the panel gets the whole state soon. */
  readonly update: () => void;
  /** Brings the panel to the front and the caret into the question box. */
  readonly reveal: () => Promise<void>;
}

/**
 * The side panel. It keeps nothing: hidden, it is destroyed; shown again, it says `ready` and gets the state. Which of
 * the two views exists depends on the editor, so the panel follows whichever was made last.
 */
export function createPanel(parts: PanelParts): Panel {
  let view: vscode.WebviewView | undefined;
  let timer: NodeJS.Timeout | undefined;
  let second: NodeJS.Timeout | undefined;
  // A long conversation on a slow line is posted as seldom as it takes to arrive, or states would queue up.
  let pause = pauses.shortest;

  const post = () => {
    timer = undefined;
    clearTimeout(second);
    if (parts.counting()) second = setTimeout(update, 1000);
    if (!view) return;
    const message: Envelope<ToPanel> = { type: 'state', payload: parts.state(view.webview) };
    const began = performance.now();
    const arrived = () => {
      pause = Math.min(pauses.longest, Math.max(pauses.shortest, 2 * (performance.now() - began)));
    };
    // A hidden panel drops the message; it asks for the state when it is shown again.
    view.webview.postMessage(message).then(arrived, arrived);
  };
  const update = () => {
    if (timer === undefined) timer = setTimeout(post, pause);
  };

  // The webview loads anew with that, and asks for the state.
  const following = vscode.workspace.onDidChangeWorkspaceFolders(() => {
    if (view) view.webview.options = webviewOptions(parts);
  });

  return {
    update,
    reveal: async () => {
      await vscode.commands.executeCommand(`${viewId()}.focus`);
    },
    resolveWebviewView: (resolved) => {
      const { webview } = resolved;
      webview.options = webviewOptions(parts);
      const listening = webview.onDidReceiveMessage((message: unknown) => {
        // Not before its page has spoken: what is posted while it loads arrives late or never.
        view = resolved;
        return dispatch(parts, message);
      });
      resolved.onDidDispose(() => {
        listening.dispose();
        if (view === resolved) view = undefined;
      });
      webview.html = panelHtml(webview, parts.extension);
    },
    dispose: () => following.dispose(),
  };
}

function webviewOptions({ extension, pictureFolders }: PanelParts): vscode.WebviewOptions {
  const own = ['dist', 'media'].map((name) => vscode.Uri.joinPath(extension, name));
  return { enableScripts: true, localResourceRoots: [...own, ...pictureFolders()] };
}

/** Cursor refuses views in the secondary side bar, so there the same panel stands in the activity bar. */
const refusesSecondarySideBar = () => vscode.env.appName.includes('Cursor');

const views = { secondarySideBar: 'askClaude.panel', activityBar: 'askClaude.panelInActivityBar' } as const;

function viewId(): string {
  return refusesSecondarySideBar() ? views.activityBar : views.secondarySideBar;
}

export function registerPanel(panel: Panel): vscode.Disposable {
  void vscode.commands.executeCommand(
    'setContext',
    'askClaude.noSecondarySideBar',
    refusesSecondarySideBar(),
  );
  return vscode.window.registerWebviewViewProvider(viewId(), panel);
}

async function dispatch({ handlers, failed }: PanelParts, message: unknown): Promise<void> {
  try {
    if (!isEnvelope(handlers, message)) throw new Error('The panel sent a message that nobody knows.');
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
