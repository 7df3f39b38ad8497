import * as vscode from 'vscode';
import type { Conversation } from '../../core/ask/conversation.ts';
import type { AttachedImage } from '../../core/ask/question.ts';
import { today } from '../server/modelLifecycle.ts';
import { readSettings } from '../settings.ts';
import { showMarkdown } from '../ui/showMarkdown.ts';

/** Takes the conversation out of the panel. */
export interface Exporter {
  /** The conversation has changed: the command is disabled while there is nothing to export. */
  readonly follow: (conversation: Conversation) => void;
  /** Opens the conversation as a new Markdown document. */
  readonly show: (conversation: Conversation) => Promise<void>;
}

export function createExporter(): Exporter {
  let known: boolean | undefined;
  return {
    follow: ({ turns }) => {
      const found = turns.length > 0;
      if (found !== known)
        void vscode.commands.executeCommand('setContext', 'askClaude.hasConversation', found);
      known = found;
    },
    show: async (conversation) => {
      const { transcript } = await import('./transcript.ts');
      await showMarkdown(transcript(conversation, { day: today(), settings: readSettings(), pathOf }));
    },
  };
}

function pathOf({ uri: address }: AttachedImage): string | undefined {
  const uri = vscode.Uri.parse(address);
  return vscode.workspace.getWorkspaceFolder(uri) && vscode.workspace.asRelativePath(uri, false);
}
