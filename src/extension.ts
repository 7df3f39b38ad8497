import * as vscode from 'vscode';
import { askAboutTargets, registerCommands } from './host/commands.ts';
import { registerDocs } from './host/docs/register.ts';
import { createImageAccess } from './host/images/imageAccess.ts';
import { imageFolders, storageOf } from './host/images/imageFolders.ts';
import { createInserter } from './host/panel/insert.ts';
import { PanelView } from './host/panel/panelView.ts';
import { Connection } from './host/server/connection.ts';
import { createKeyStore } from './host/server/key.ts';

/** Ends what has begun in this window, when it is about to go. */
let finish: () => Promise<void> = async () => undefined;

/** The editor waits five seconds for it. */
export function deactivate(): Promise<void> {
  return finish();
}

/** Builds the pieces and registers them; none of them does any work before it is used. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Ask Claude', { log: true });
  const keys = createKeyStore(context.secrets);
  const connection = new Connection(keys, log);
  const images = createImageAccess(new URL('./worker.js', import.meta.url));
  const inserter = createInserter();
  const selectModel = async () => (await import('./host/server/modelPicker.ts')).selectModel(connection);
  const checkConnection = async () =>
    (await import('./host/server/checkConnection.ts')).showConnection(connection, keys);
  const shared = { context, keys, connection, images, inserter, log, selectModel, checkConnection };
  const load = async () => (await import('./host/openConversation.ts')).openConversation(shared);
  let loading: ReturnType<typeof load> | undefined;
  const conversation = () => {
    loading ??= load();
    return loading;
  };
  const view = new PanelView({
    extension: context.extensionUri,
    imageFolders: () => imageFolders(storageOf(context)),
    content: conversation,
    log,
  });
  const panel = { conversation, view };
  const docs = registerDocs({ ...shared, ask: (targets) => askAboutTargets(panel, targets) });
  finish = async () => void (await Promise.all([docs.finish(), (await loading)?.assistant.finish()]));
  const commands = registerCommands({
    ...{ log, ...panel },
    offerMore: docs.offerMore,
    ...{ atCursor: docs.imageAtCursor, fetch: connection.transport },
    others: {
      setApiKey: keys.ask,
      removeApiKey: keys.remove,
      ...{ selectModel, checkConnection },
      showLog: () => log.show(),
    },
  });
  const ofConversation = { dispose: () => void loading?.then((opened) => opened.dispose()) };
  // Commands come last so that they are disposed first, before what they use is gone.
  context.subscriptions.push(log, keys, connection, images, inserter, ofConversation, view, commands, docs);
}
