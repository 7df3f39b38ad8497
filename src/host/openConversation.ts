import * as vscode from 'vscode';
import { Assistant } from './ask/assistant.ts';
import { ConversationStore } from './ask/conversationStore.ts';
import type { ImageAccess } from './images/imageAccess.ts';
import { storageOf } from './images/imageFolders.ts';
import { Thumbnails } from './images/thumbnails.ts';
import type { Inserter } from './panel/insert.ts';
import { PanelContent } from './panel/panelContent.ts';
import type { Connection } from './server/connection.ts';
import type { KeyStore } from './server/key.ts';
import { storedFiles } from './storedFiles.ts';

export interface ConversationDependencies {
  readonly context: vscode.ExtensionContext;
  readonly keys: KeyStore;
  readonly connection: Connection;
  readonly images: ImageAccess;
  readonly inserter: Inserter;
  readonly log: vscode.LogOutputChannel;
  readonly selectModel: () => unknown;
  readonly checkConnection: () => unknown;
}

/** The conversation of this window and the content of the panel that shows it: loaded by the first use of either. */
export interface OpenConversation extends vscode.Disposable {
  readonly assistant: Assistant;
  readonly panel: PanelContent;
}

export async function openConversation(dependencies: ConversationDependencies): Promise<OpenConversation> {
  const { context, images, log } = dependencies;
  const storage = storageOf(context);
  const thumbnails = new Thumbnails({
    storage,
    thumbnail: images.thumbnail,
    preview: images.preview,
    refused: (image, refusal) => assistant.refuse(image.id, refusal),
    log: (line) => log.info(line),
  });
  const folder = storedFiles(vscode.Uri.joinPath(storage, 'conversations'));
  const store = new ConversationStore(folder, context.workspaceState, (line) => log.warn(line));
  const assistant = new Assistant({ ...dependencies, thumbnails, store }, await store.load());
  const panel = new PanelContent({ ...dependencies, assistant, thumbnails });
  const owned = vscode.Disposable.from(panel, assistant, thumbnails);
  return { assistant, panel, dispose: () => owned.dispose() };
}
