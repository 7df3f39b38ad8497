import * as vscode from 'vscode';
import { type Recipe, recipes } from '../core/recipes.ts';
import type { Question } from './ask/session.ts';
import { pickImages, type Targets, targetsOf } from './images/commandTargets.ts';
import { chooseCustomRecipe } from './recipePicker.ts';

/** What the commands do, as functions. */
export interface CommandParts {
  /** The ids of the attached images. */
  readonly attach: (targets: Targets) => Promise<readonly string[]>;
  readonly ask: (question: Question) => Promise<void>;
  /** Shows the panel with the caret in the question box. */
  readonly showPanel: () => Promise<void>;
  /** Offers more than the recipe does, beside it. */
  readonly offerMore: (recipe: Recipe, targets: Targets) => void;
  /** Commands that are not about images: id without prefix, and what it does. */
  readonly others: Readonly<Record<string, () => unknown>>;
  /** A command failed: the editor would show the error, but not what to do. */
  readonly failed: (error: unknown) => void;
}

/** Registers every command; each image command takes `(uri?, uris?, { question? }?)`. */
export function registerCommands(parts: CommandParts): vscode.Disposable {
  const register = (id: string, run: (...args: unknown[]) => unknown) =>
    vscode.commands.registerCommand(`askClaude.${id}`, async (...args) => {
      try {
        return await run(...args);
      } catch (error) {
        return parts.failed(error);
      }
    });
  return vscode.Disposable.from(
    register('ask', (...args) => askAbout(parts, args)),
    ...recipes.map((recipe) => register(recipe.id, (...args) => askAbout(parts, args, recipe))),
    register('customRecipe', async (...args) => {
      const recipe = await chooseCustomRecipe();
      if (recipe) await askAbout(parts, args, recipe);
    }),
    ...Object.entries(parts.others).map(([id, run]) => register(id, run)),
  );
}

async function askAbout(parts: CommandParts, args: readonly unknown[], recipe?: Recipe): Promise<void> {
  const targets = await chosenTargets(args);
  if (targets.images.length === 0) return;
  await parts.showPanel();
  const images = await parts.attach(targets);
  const text = questionOf(args);
  if (recipe) {
    parts.offerMore(recipe, targets);
    await parts.ask({ text, recipe, fresh: true, images });
  } else if (text !== '') await parts.ask({ text, images });
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
