import * as vscode from 'vscode';
import { createAssistant } from './host/ask/assistant.ts';
import { registerCommands } from './host/commands.ts';
import { registerDocs } from './host/docs/register.ts';
import { createImages } from './host/images/imageAccess.ts';
import { registerPanel } from './host/panel/panelView.ts';
import { createConnection } from './host/server/connection.ts';
import { createKeyStore } from './host/server/key.ts';
import { alarm } from './host/ui/reportError.ts';

/** Builds the pieces and registers them; none of them does any work before it is used. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Ask Claude', { log: true });
  const keys = createKeyStore(context.secrets);
  const connection = createConnection(keys, log);
  const images = createImages(new URL('./worker.js', import.meta.url));
  const selectModel = async () => (await import('./host/server/modelPicker.ts')).selectModel(connection);
  const checkConnection = async () =>
    (await import('./host/server/checkConnection.ts')).showConnection(connection, keys);
  const assistant = createAssistant({ context, keys, connection, images, log, selectModel, checkConnection });
  const docs = registerDocs({ context, keys, connection, images, log });
  const commands = registerCommands({
    attach: assistant.attach,
    ask: assistant.ask,
    showPanel: assistant.show,
    offerMore: docs.offerMore,
    failed: (error) => alarm(log, error),
    others: {
      setApiKey: keys.ask,
      removeApiKey: keys.remove,
      selectModel,
      checkConnection,
      newConversation: assistant.newConversation,
      exportConversation: assistant.exportConversation,
      askClipboard: assistant.askClipboard,
      showLog: () => log.show(),
    },
  });
  // Commands come last so that they are disposed first, before what they use is gone.
  context.subscriptions.push(
    log,
    keys,
    connection,
    images,
    assistant,
    registerPanel(assistant.panel),
    commands,
    docs,
  );
}
