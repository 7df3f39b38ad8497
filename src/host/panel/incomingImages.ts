import type * as vscode from 'vscode';
import type { Handlers, ToHost } from '../../protocol.ts';
import type { Assistant } from '../ask/assistant.ts';
import { pickImages } from '../images/commandTargets.ts';
import { hostAddress } from '../images/imageAddresses.ts';
import { unreadText } from '../ui/sentences.ts';
import type { ClipboardImage } from './clipboardImage.ts';
import type { InEditor } from './panelActions.ts';

/** Handlers of the messages that bring images: chosen, pasted, dropped, or read from the clipboard. */
export function incomingImages(
  assistant: Assistant,
  clipboard: ClipboardImage,
  inEditor: InEditor,
): Pick<Handlers<ToHost>, 'pick' | 'bytes' | 'noImage' | 'uris' | 'addresses'> {
  const attach = (images: readonly vscode.Uri[]) => assistant.attach({ images, skipped: [] });
  return {
    pick: async () => attach(await inEditor(pickImages)),
    bytes: async ({ files, unread = [] }) => {
      clipboard.received();
      await assistant.attach({ images: [], skipped: [], named: files });
      if (unread.length > 0) assistant.session.say(unreadText(unread));
    },
    noImage: ({ text }) => clipboard.readAs(text),
    uris: ({ uris }) => attach(uris.map(hostAddress).filter((uri) => uri !== undefined)),
    addresses: async ({ text }) => void (await clipboard.attachAddresses(text)),
  };
}
