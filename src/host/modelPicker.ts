import * as vscode from 'vscode';
import { builtinModels } from '../core/api/builtinModels.ts';
import type { ModelFacts } from '../core/api/models.ts';
import { tierOf } from '../core/image/limits.ts';
import { count } from './quantities.ts';
import { readSettings } from './settings.ts';

type ModelItem = vscode.QuickPickItem & { readonly model?: string };

/** Lets the user choose the model, with what matters of each for images, and keeps the choice in the settings. */
export async function selectModel(): Promise<void> {
  const chosen = await vscode.window.showQuickPick(modelItems(builtinModels), {
    title: 'Ask Claude: Select Model',
    placeHolder: `Now: ${readSettings().model}`,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!chosen) return;
  const model =
    chosen.model ?? (await vscode.window.showInputBox({ title: 'Model', value: readSettings().model }));
  if (model === undefined || model.trim() === '') return;
  const settings = vscode.workspace.getConfiguration('askClaude');
  await settings.update('model', model.trim(), vscode.ConfigurationTarget.Global);
}

function modelItems(models: readonly ModelFacts[]): ModelItem[] {
  const able = models.filter((model) => model.imageInput && model.lifecycle !== 'retired');
  return [
    ...able.map(modelItem),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: '$(edit) Another model…', detail: 'By the name that your server knows' },
  ];
}

function modelItem({ id, name, lifecycle, retires }: ModelFacts): ModelItem {
  const { side, tokens } = tierOf(id);
  const end = lifecycle === 'deprecated' ? `, deprecated${retires ? `, retires ${retires}` : ''}` : '';
  return {
    model: id,
    label: name,
    description: id,
    detail: `sees ${side} pixels, ${count(tokens, 'token')} an image${end}`,
  };
}
