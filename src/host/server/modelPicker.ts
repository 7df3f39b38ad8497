import * as vscode from 'vscode';
import { builtinModels } from '../../core/api/models/builtinModels.ts';
import type { ModelFacts } from '../../core/api/models/modelFacts.ts';
import { lifecycleOn } from '../../core/api/models/models.ts';
import { pricesAsOf } from '../../core/api/models/prices.ts';
import { readSettings, type Settings } from '../settings.ts';
import { askForText, pick, showInformation } from '../ui/dialogs.ts';
import { dayText } from '../ui/quantities.ts';
import type { Connection } from './connection.ts';
import { today } from './modelLifecycle.ts';
import { modelText } from './modelText.ts';

type ModelItem = vscode.QuickPickItem & { readonly model?: string };

/** Lets the user choose the model, and keeps the choice in the settings in force. */
export async function selectModel(connection: Connection): Promise<void> {
  const model = await chooseModel(connection, vscode.l10n.t('Ask Claude: Select Model'));
  if (model !== undefined) await keep(model);
}

/** Lets the user choose a model, with what matters of each for images: its id. */
export async function chooseModel(connection: Connection, title: string): Promise<string | undefined> {
  const settings = readSettings();
  const chosen = await (settings.provider === 'vscode'
    ? editorModelChoice(settings, title)
    : modelChoice(connection, settings, title));
  return chosen?.trim() || undefined;
}

async function modelChoice(
  connection: Connection,
  settings: Settings,
  title: string,
): Promise<string | undefined> {
  const chosen = await pick(modelItems(connection, settings), {
    title,
    placeHolder: vscode.l10n.t('Current: {0}. Prices as of {1}.', settings.model, dayText(pricesAsOf)),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!chosen) return undefined;
  return chosen.model ?? askForText({ title: vscode.l10n.t('Model'), value: settings.model });
}

async function editorModelChoice({ model: current }: Settings, title: string): Promise<string | undefined> {
  const { editorModelId, editorModels } = await import('./editorModels/editorModels.ts');
  const items = (await editorModels()).map((model) => ({
    ...{ label: model.name, description: editorModelId(model), model: editorModelId(model) },
    ...(editorModelId(model) === current && { iconPath: new vscode.ThemeIcon('check') }),
  }));
  if (items.length === 0) {
    void showInformation(
      vscode.l10n.t(
        'VS Code lists no language model: install an extension that offers one and sign in to it, or set askClaude.provider to anthropic.',
      ),
    );
    return undefined;
  }
  const placeHolder = vscode.l10n.t('Choose one that takes images. VS Code knows no prices of its models.');
  return (await pick(items, { title, placeHolder, matchOnDescription: true }))?.model;
}

/** Where the workspace names a model, a choice in the user's settings would have no effect. */
async function keep(model: string): Promise<void> {
  const { Global, Workspace } = vscode.ConfigurationTarget;
  const configuration = vscode.workspace.getConfiguration('askClaude');
  const ofWorkspace = configuration.inspect('model')?.workspaceValue;
  await configuration.update('model', model, ofWorkspace === undefined ? Global : Workspace);
}

async function modelItems(connection: Connection, settings: Settings): Promise<ModelItem[]> {
  const listed = await connection.listModels();
  const models = listed.length > 0 ? listed : builtinModels;
  const able = models.filter((model) => model.imageInput && lifecycleOn(model, today()) !== 'retired');
  return [
    ...able.map((model) => modelItem(model, settings)),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    {
      label: vscode.l10n.t('Another model…'),
      iconPath: new vscode.ThemeIcon('edit'),
      detail: vscode.l10n.t('Enter the name that the server uses'),
    },
  ];
}

function modelItem(model: ModelFacts, settings: Settings): ModelItem {
  return {
    model: model.id,
    label: model.name,
    ...(model.id === settings.model && { iconPath: new vscode.ThemeIcon('check') }),
    description: model.id,
    detail: modelText(model, settings.prices),
  };
}
