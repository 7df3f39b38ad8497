import * as vscode from 'vscode';
import { type Recipe, recipes } from '../core/recipes.ts';
import type { UserQuestion } from './ask/session.ts';
import { pickImages, type Targets, targetsOf } from './images/commandTargets.ts';
import { chooseCustomRecipe } from './recipePicker.ts';
import { registerCommand } from './ui/registerCommand.ts';

export interface CommandsDependencies {
  /** The ids of the attached images. */
  readonly attach: (targets: Targets) => Promise<readonly string[]>;
  readonly ask: (question: UserQuestion) => Promise<void>;
  /** Shows the panel with the caret in the question box. */
  readonly showPanel: () => Promise<void>;
  /** Offers more than the recipe does, beside it. */
  readonly offerMore: (recipe: Recipe, targets: Targets) => void;
  /** Commands that are not about images: id without prefix, and what it does. */
  readonly others: Readonly<Record<string, () => unknown>>;
  readonly log: vscode.LogOutputChannel;
}

/** Registers every command; each image command takes `(uri?, uris?, { question? }?)`. */
export function registerCommands(dependencies: CommandsDependencies): vscode.Disposable {
  const register = (id: string, run: (...args: unknown[]) => unknown) =>
    registerCommand(dependencies.log, id, run);
  return vscode.Disposable.from(
    register('ask', (...args) => askAbout(dependencies, args)),
    ...recipes.map((recipe) => register(recipe.id, (...args) => askAbout(dependencies, args, recipe))),
    register('customRecipe', async (...args) => {
      const recipe = await chooseCustomRecipe();
      if (recipe) await askAbout(dependencies, args, recipe);
    }),
    ...Object.entries(dependencies.others).map(([id, run]) => register(id, run)),
  );
}

async function askAbout(
  dependencies: CommandsDependencies,
  args: readonly unknown[],
  recipe?: Recipe,
): Promise<void> {
  const targets = await chosenTargets(args);
  if (targets.images.length === 0) return;
  await dependencies.showPanel();
  const images = await dependencies.attach(targets);
  const text = questionOf(args);
  if (recipe) {
    dependencies.offerMore(recipe, targets);
    await dependencies.ask({ text, recipe, fresh: true, images });
  } else if (text !== '') await dependencies.ask({ text, images });
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
