import * as vscode from 'vscode';
import { builtinModels } from '../core/api/builtinModels.ts';
import { lifecycleOn, type ModelFacts } from '../core/api/models.ts';
import { priceOf, pricesAsOf } from '../core/api/prices.ts';
import { tierOf } from '../core/image/limits.ts';
import type { Connection } from './connection.ts';
import { lifecycleText, today } from './lifecycle.ts';
import { money, tokens } from './quantities.ts';
import { readSettings, type Settings } from './settings.ts';

type ModelItem = vscode.QuickPickItem & { readonly model?: string };

/** Lets the user choose the model, with what matters of each for images, and keeps the choice in the settings. */
export async function selectModel(connection: Connection): Promise<void> {
  const settings = readSettings();
  const chosen = await vscode.window.showQuickPick(modelItems(connection, settings), {
    title: 'Ask Claude: Select Model',
    placeHolder: `Now: ${settings.model}. Prices of ${pricesAsOf}.`,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!chosen) return;
  const model = chosen.model ?? (await vscode.window.showInputBox({ title: 'Model', value: settings.model }));
  if (model === undefined || model.trim() === '') return;
  await vscode.workspace
    .getConfiguration('askClaude')
    .update('model', model.trim(), vscode.ConfigurationTarget.Global);
}

async function modelItems(connection: Connection, settings: Settings): Promise<ModelItem[]> {
  const listed = await connection.models();
  const models = listed.length > 0 ? listed : builtinModels;
  const able = models.filter((model) => model.imageInput && lifecycleOn(model, today()) !== 'retired');
  return [
    ...able.map((model) => modelItem(model, settings)),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: '$(edit) Another model…', detail: 'By the name that the server knows' },
  ];
}

function modelItem(model: ModelFacts, settings: Settings): ModelItem {
  const { side, tokens: most } = tierOf(model.id);
  const price = priceOf(model.id, 0, settings.prices);
  const prices = price && `${money(price.input)} in, ${money(price.output)} out per million tokens`;
  return {
    model: model.id,
    label: `${model.id === settings.model ? '$(check) ' : ''}${model.name}`,
    description: model.id,
    detail: [`up to ${side} px, ${tokens(most)} an image`, prices, lifecycleText(model)]
      .filter(Boolean)
      .join(' · '),
  };
}
