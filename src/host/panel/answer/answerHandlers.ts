import * as vscode from 'vscode';
import type { Handlers, ToHost } from '../../../protocol.ts';
import type { Inserter } from '../insert.ts';
import type { AnswerFiles } from './answerFiles.ts';
import { languageId } from './languageIds.ts';

type Names = 'insertCode' | 'openCode' | 'saveDiagram' | 'checkFiles' | 'openFile';

/** What the parts of an answer do: its code blocks, diagrams and names of files. All of it is text from a model. */
export function answerPartHandlers(inserter: Inserter, files: AnswerFiles): Pick<Handlers<ToHost>, Names> {
  return {
    insertCode: async ({ text, language }) => {
      const done = await inserter.insertCode(text);
      if (!done) await openCode(text, language);
    },
    openCode: ({ text, language }) => openCode(text, language),
    saveDiagram: ({ svg }) => saveDiagram(svg),
    checkFiles: ({ references }) => files.check(references),
    openFile: ({ reference }) => files.open(reference),
  };
}

async function openCode(content: string, name: string): Promise<void> {
  const language = await languageId(name);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language, content }));
}

async function saveDiagram(svg: string): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = vscode.l10n.t('diagram.svg');
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save Diagram'),
    filters: { SVG: ['svg'] },
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
  if (target) await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(svg));
}
