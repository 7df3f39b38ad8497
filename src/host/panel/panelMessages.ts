import * as vscode from 'vscode';
import { insertable, type Recipe, recipeOf } from '../../core/recipes.ts';
import type { Handlers, ToHost } from '../../protocol.ts';
import type { Actions } from '../ask/actions.ts';
import type { Inserter } from '../ask/insert.ts';
import type { Session } from '../ask/session.ts';
import type { Clipboard } from '../images/clipboard.ts';
import { pickImages, type Targets } from '../images/commandTargets.ts';
import { hostAddress } from '../images/imageAddresses.ts';
import type { Pictures } from '../images/thumbnails.ts';
import { readSettings } from '../settings.ts';
import { isAction } from '../ui/failureText.ts';
import { withProgress } from '../ui/progress.ts';
import { nothingToAsk, unreadText } from '../ui/sentences.ts';

export interface HandlerParts {
  readonly session: Session;
  readonly actions: Actions;
  readonly inserter: Inserter;
  readonly pictures: Pictures;
  readonly clipboard: Clipboard;
  readonly attach: (targets: Targets) => Promise<unknown>;
  readonly update: () => void;
  /** Shows a notice in the panel; nothing takes it away. */
  readonly say: (text?: string) => void;
}

/** What the panel may ask for. The words and addresses in a message are data: nothing of them is run. */
export function panelHandlers(parts: HandlerParts): Handlers<ToHost> {
  const { session, actions, inserter, pictures, clipboard, say } = parts;
  const attach = (images: readonly vscode.Uri[]) => parts.attach({ images, skipped: [] });
  const answerOf = (id: string) => {
    const turn = session.conversation().turns.find((one) => one.id === id);
    return turn ? insertable(recipeNamed(turn.recipe), turn.answer) : '';
  };
  const imageOf = (id: string) => {
    const { attached, turns } = session.conversation();
    return [...attached, ...turns.flatMap((turn) => turn.images)].find((image) => image.id === id);
  };
  return {
    ready: parts.update,
    draft: ({ text }) => session.setDraft({ text }),
    send: ({ text }) => {
      const { attached, turns } = session.conversation();
      session.setDraft({ text });
      if (text.trim() === '' && attached.length === 0 && turns.length === 0) return say(nothingToAsk);
      say();
      return session.ask({ text });
    },
    recipe: ({ id }) => {
      const recipe = recipeNamed(id);
      return recipe && session.ask({ text: session.draft().text, recipe });
    },
    stop: session.stop,
    retry: ({ turn }) => session.retry(turn),
    copy: ({ turn }) => vscode.env.clipboard.writeText(answerOf(turn)),
    copyText: ({ text }) => vscode.env.clipboard.writeText(text),
    insert: ({ turn }) => inserter.insert(answerOf(turn)),
    act: ({ id, turn }) => isAction(id) && actions[id](turn),
    count: () => withProgress('Counting tokens…', session.count),
    newConversation: () => actions.newConversation(),
    pick: async () => attach(await pickImages()),
    remove: ({ image }) => session.dispatch({ type: 'removed', image }),
    frame: ({ image, frame }) => session.dispatch({ type: 'frameChosen', image, frame }),
    open: ({ image }) => {
      const uri = imageOf(image)?.uri;
      return uri && vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(uri));
    },
    bytes: async ({ files, unread = [] }) => {
      clipboard.brought();
      const saved = await Promise.all(files.map(({ name, bytes }) => pictures.save(name, bytes)));
      await attach(saved);
      if (unread.length > 0) say(unreadText(unread));
    },
    noImage: ({ text }) => clipboard.readAs(text),
    uris: ({ uris }) => attach(uris.map(hostAddress).filter((uri) => uri !== undefined)),
    link: ({ href }) => openLink(href),
    selectModel: () => actions.selectModel(),
    setKey: () => actions.setKey(),
  };
}

function recipeNamed(id = ''): Recipe | undefined {
  return recipeOf(id, readSettings().customRecipes.recipes);
}

/** Opens web pages only; the editor shows the address and asks. */
async function openLink(href: string): Promise<void> {
  const uri = vscode.Uri.parse(href);
  if (uri.scheme === 'https' || uri.scheme === 'http') await vscode.env.openExternal(uri);
}
