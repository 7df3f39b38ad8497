import * as vscode from 'vscode';
import { type Recipe, recipes } from '../core/recipes.ts';
import { pickImages, type Targets, targetsOf } from './images/commandTargets.ts';
import type { OpenConversation } from './openConversation.ts';
import type { PanelView } from './panel/panelView.ts';
import { registerCommand } from './ui/registerCommand.ts';

export interface CommandsDependencies {
  readonly conversation: () => Promise<OpenConversation>;
  readonly view: PanelView;
  /** Offers more than the recipe does, beside it. */
  readonly offerMore: (recipe: Recipe, targets: Targets) => void;
  /** Commands that are not about the conversation: id without prefix, and what it does. */
  readonly others: Readonly<Record<string, () => unknown>>;
  readonly log: vscode.LogOutputChannel;
}

/** Registers every command; each image command takes `(uri?, uris?, { question? }?)`. */
export function registerCommands(dependencies: CommandsDependencies): vscode.Disposable {
  const { log, others, conversation } = dependencies;
  const register = (id: string, run: (...args: unknown[]) => unknown) => registerCommand(log, id, run);
  return vscode.Disposable.from(
    register('ask', (...args) => askAbout(dependencies, args)),
    ...recipes.map((recipe) => register(recipe.id, (...args) => askAbout(dependencies, args, recipe))),
    register('customRecipe', async (...args) => {
      const { chooseCustomRecipe } = await import('./recipePicker.ts');
      const recipe = await chooseCustomRecipe();
      if (recipe) await askAbout(dependencies, args, recipe);
    }),
    register('extractData', async (...args) => {
      const { chooseSchema } = await import('./extract/schemaRecipes.ts');
      const recipe = await chooseSchema();
      if (recipe) await askAbout(dependencies, args, recipe);
    }),
    register('newConversation', async () => (await conversation()).assistant.newConversation()),
    register('exportConversation', async () => (await conversation()).assistant.exportConversation()),
    register('askClipboard', async () => {
      const { panel } = await showPanel(dependencies);
      panel.clipboard.request();
    }),
    ...Object.entries(others).map(([id, run]) => register(id, run)),
  );
}

async function askAbout(
  dependencies: CommandsDependencies,
  args: readonly unknown[],
  recipe?: Recipe,
): Promise<void> {
  const targets = await chosenTargets(args);
  if (targets.images.length === 0) return;
  const [{ assistant }, images] = await Promise.all([showPanel(dependencies), attach(dependencies, targets)]);
  const text = questionOf(args);
  if (recipe) {
    dependencies.offerMore(recipe, targets);
    await assistant.ask({ text, recipe, fresh: true, images });
  } else if (text !== '') await assistant.ask({ text, images });
}

/** Shows the panel with the caret in the question box. */
async function showPanel({ conversation, view }: CommandsDependencies): Promise<OpenConversation> {
  const focused = conversation().then((opened) => {
    // Before the panel is there, so that it has the caret from the first.
    opened.assistant.session.focus();
    return opened;
  });
  const [opened] = await Promise.all([focused, view.reveal()]);
  return opened;
}

/** While the panel is on its way: its first state shows the images. */
async function attach({ conversation }: CommandsDependencies, targets: Targets): Promise<readonly string[]> {
  return (await conversation()).assistant.attach(targets);
}

async function chosenTargets(args: readonly unknown[]): Promise<Targets> {
  const targets = targetsOf(args);
  return targets.images.length > 0 ? targets : { images: await pickImages(), skipped: [] };
}

function questionOf(args: readonly unknown[]): string {
  const options = args[2];
  if (typeof options !== 'object' || options === null || !('question' in options)) return '';
  return typeof options.question === 'string' ? options.question.trim() : '';
}
