import * as vscode from 'vscode';
import { FailureError } from '../../../core/errors.ts';
import { anyModel } from '../../parseSettings.ts';

/** A model of the editor as the setting `askClaude.model` names it: `copilot/gpt-5`. */
export function editorModelId({ vendor, id }: Pick<vscode.LanguageModelChat, 'vendor' | 'id'>): string {
  return `${vendor}/${id}`;
}

/** All that the editor lists; empty where no extension offers a model, or the user has refused access. */
export async function editorModels(): Promise<readonly vscode.LanguageModelChat[]> {
  return vscode.lm.selectChatModels();
}

/** @throws FailureError `unknownModel` when the editor lists no such model. */
export async function editorModel(id: string): Promise<vscode.LanguageModelChat> {
  const models = await editorModels();
  const found = id === anyModel ? models[0] : models.find((model) => editorModelId(model) === id);
  if (found) return found;
  const detail =
    models.length === 0
      ? vscode.l10n.t('VS Code lists no language model.')
      : vscode.l10n.t('VS Code lists no model {0}.', id);
  throw new FailureError({ kind: 'unknownModel', detail });
}
