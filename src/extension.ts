import * as vscode from 'vscode';
import { createAssistant } from './host/ask/assistant.ts';
import { registerCommands } from './host/commands.ts';
import { registerDocs } from './host/docs/register.ts';
import { createImageAccess } from './host/images/imageAccess.ts';
import { Thumbnails } from './host/images/thumbnails.ts';
import { createConversationPanel } from './host/panel/conversationPanel.ts';
import { Connection } from './host/server/connection.ts';
import { createKeyStore } from './host/server/key.ts';

/** Builds the pieces and registers them; none of them does any work before it is used. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Ask Claude', { log: true });
  const keys = createKeyStore(context.secrets);
  const connection = new Connection(keys, log);
  const images = createImageAccess(new URL('./worker.js', import.meta.url));
  const thumbnails = new Thumbnails({
    storage: context.storageUri ?? context.globalStorageUri,
    thumbnail: images.thumbnail,
    log: (line) => log.info(line),
  });
  const selectModel = async () => (await import('./host/server/modelPicker.ts')).selectModel(connection);
  const checkConnection = async () =>
    (await import('./host/server/checkConnection.ts')).showConnection(connection, keys);
  const shared = { context, keys, connection, images, thumbnails, log };
  const assistant = createAssistant(shared);
  const panel = createConversationPanel({ ...shared, assistant, selectModel, checkConnection });
  const docs = registerDocs(shared);
  const commands = registerCommands({
    ...{ log, attach: assistant.attach, ask: assistant.ask },
    showPanel: panel.show,
    offerMore: docs.offerMore,
    others: {
      setApiKey: keys.ask,
      removeApiKey: keys.remove,
      ...{ selectModel, checkConnection },
      newConversation: assistant.newConversation,
      exportConversation: assistant.exportConversation,
      askClipboard: panel.askClipboard,
      showLog: () => log.show(),
    },
  });
  // Commands come last so that they are disposed first, before what they use is gone.
  context.subscriptions.push(log, keys, connection, images, thumbnails, assistant, panel, commands, docs);
}
