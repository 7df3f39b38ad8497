import * as vscode from 'vscode';
import { allImages } from '../../core/ask/conversation/versions.ts';
import type { Turn } from '../../core/ask/conversation.ts';
import type { AttachedImage } from '../../core/ask/question.ts';
import { insertable } from '../../core/recipes.ts';
import type { Handlers, ToHost } from '../../protocol.ts';
import type { Assistant } from '../ask/assistant.ts';
import type { Session } from '../ask/session.ts';
import type { Thumbnails } from '../images/thumbnails.ts';
import { isAction } from '../ui/failureActions.ts';
import { withProgress } from '../ui/progress.ts';
import { nothingToAsk } from '../ui/sentences.ts';
import type { AnswerFiles } from './answer/answerFiles.ts';
import { answerPartHandlers } from './answer/answerHandlers.ts';
import type { ClipboardImage } from './clipboardImage.ts';
import { conversationHandlers } from './conversationMessages.ts';
import { chooseParts } from './imageParts.ts';
import { incomingImages } from './incomingImages.ts';
import type { Inserter } from './insert.ts';
import type { Actions, InEditor } from './panelActions.ts';
import { recipeNamed } from './recipeNamed.ts';

export interface HandlersDependencies {
  readonly assistant: Assistant;
  readonly actions: Actions;
  readonly inserter: Inserter;
  readonly thumbnails: Thumbnails;
  readonly clipboard: ClipboardImage;
  readonly chooseModel: () => Promise<string | undefined>;
  readonly files: AnswerFiles;
  readonly inEditor: InEditor;
}

/** A handler for each message of the panel. The words and addresses in a message are data: nothing of them is run. */
export function panelHandlers(dependencies: HandlersDependencies): Handlers<ToHost> {
  const { assistant, actions, clipboard } = dependencies;
  const { session } = assistant;
  return {
    ...questionHandlers(session),
    ...conversationHandlers(session, dependencies.chooseModel),
    ...answerHandlers(dependencies),
    ...answerPartHandlers(dependencies.inserter, dependencies.files),
    ...imageHandlers(dependencies),
    ...incomingImages(assistant, clipboard, dependencies.inEditor),
    ...listHandlers(assistant),
    // The view itself posts the state.
    ready: () => undefined,
    act: ({ id, turn }) => isAction(id) && actions[id](turn),
    newConversation: () => actions.newConversation(),
    selectModel: () => actions.selectModel(),
    setKey: () => actions.setKey(),
  };
}

type HandlersOf<Name extends keyof ToHost> = Pick<Handlers<ToHost>, Name>;

function questionHandlers(
  session: Session,
): HandlersOf<'draft' | 'send' | 'recipe' | 'stop' | 'retry' | 'count'> {
  return {
    draft: ({ text }) => session.setDraft(text),
    send: ({ text }) => {
      const { attached, turns } = session.conversation;
      session.setDraft(text);
      if (text.trim() === '' && attached.length === 0 && turns.length === 0)
        return session.say(nothingToAsk());
      session.say();
      return session.ask({ text });
    },
    recipe: ({ id }) => {
      const recipe = recipeNamed(id);
      return recipe && session.ask({ text: session.draft.text, recipe });
    },
    stop: () => session.stop(),
    retry: ({ turn }) => session.retry(turn),
    count: () => withProgress(vscode.l10n.t('Counting tokens…'), (signal) => session.count(signal)),
  };
}

function answerHandlers({
  assistant: { session },
  inserter,
}: HandlersDependencies): HandlersOf<'copy' | 'copyText' | 'insert' | 'keep' | 'link'> {
  const turnOf = (id: string) => session.conversation.turns.find((turn) => turn.id === id);
  return {
    copy: ({ turn }) => vscode.env.clipboard.writeText(insertableOf(turnOf(turn))),
    copyText: ({ text }) => vscode.env.clipboard.writeText(text),
    insert: ({ turn }) => inserter.insert(insertableOf(turnOf(turn))),
    keep: async ({ turn }) => {
      const kept = turnOf(turn);
      if (kept) await (await import('../extract/keepAnswer.ts')).keepAnswer(kept, inserter);
    },
    link: ({ href }) => openLink(href),
  };
}

function listHandlers(
  assistant: Assistant,
): HandlersOf<
  | 'showConversations'
  | 'openConversation'
  | 'renameConversation'
  | 'deleteConversation'
  | 'undoDelete'
  | 'exportConversation'
> {
  const { list } = assistant;
  return {
    showConversations: ({ shown }) => (shown ? list.show() : list.hide()),
    openConversation: ({ id }) => assistant.openConversation(id),
    renameConversation: ({ id, title }) => list.rename(id, title),
    deleteConversation: ({ id }) => list.remove(id),
    undoDelete: () => list.undo(),
    exportConversation: ({ id }) => assistant.exportConversation(id),
  };
}

function imageHandlers(
  dependencies: HandlersDependencies,
): HandlersOf<'remove' | 'removeAll' | 'showWhole' | 'parts' | 'frame' | 'open' | 'save'> {
  const { assistant, thumbnails } = dependencies;
  const { session } = assistant;
  return {
    remove: ({ image }) => session.dispatch({ type: 'removed', image }),
    removeAll: () => session.dispatch({ type: 'allRemoved' }),
    showWhole: ({ image }) => thumbnails.showWhole(image),
    parts: ({ image, copy, ...parts }) => {
      for (const event of chooseParts(session.conversation, { image, copy, parts })) session.dispatch(event);
    },
    frame: ({ image, frame }) => session.dispatch({ type: 'frameChosen', image, frame }),
    open: ({ image }) => {
      const uri = imageNamed(session, image)?.uri;
      return uri && vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(uri));
    },
    save: async ({ image }) => {
      const { saveToWorkspace } = await import('../images/saveToWorkspace.ts');
      const found = imageNamed(session, image);
      const saved = found && (await dependencies.inEditor(() => saveToWorkspace(found)));
      if (saved) moveTo(saved, found, session);
    },
  };
}

function insertableOf(turn: Turn | undefined): string {
  return turn ? insertable(recipeNamed(turn.recipe), turn.answer) : '';
}

/** The same file may have been asked about more than once. */
function moveTo(saved: vscode.Uri, { uri: before }: AttachedImage, session: Session): void {
  const name = saved.path.slice(saved.path.lastIndexOf('/') + 1);
  for (const { id, uri } of allImages(session.conversation))
    if (uri === before) session.dispatch({ type: 'moved', image: id, uri: saved.toString(), name });
}

function imageNamed({ conversation }: Session, id: string): AttachedImage | undefined {
  return allImages(conversation).find((image) => image.id === id);
}

/** Opens web pages only; the editor shows the address and asks. */
async function openLink(href: string): Promise<void> {
  const uri = vscode.Uri.parse(href);
  if (uri.scheme === 'https' || uri.scheme === 'http') await vscode.env.openExternal(uri);
}
