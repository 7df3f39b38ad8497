import * as vscode from 'vscode';
import type { Recipe } from '../core/recipes.ts';
import { readSettings } from './settings.ts';
import { pick } from './ui/dialogs.ts';
import { settingsActions } from './ui/settingsActions.ts';

type RecipeItem = vscode.QuickPickItem & { readonly recipe?: Recipe };

/** Lets the user choose one of the recipes in the settings, or write another. */
export async function chooseCustomRecipe(): Promise<Recipe | undefined> {
  const { recipes } = readSettings().customRecipes;
  const items: RecipeItem[] = [
    ...recipes.map((recipe) => ({ label: recipe.title, detail: recipe.instruction, recipe })),
    {
      label: vscode.l10n.t('Edit Custom Recipes…'),
      iconPath: new vscode.ThemeIcon('edit'),
      alwaysShow: true,
    },
  ];
  const chosen = await pick(items, {
    title: vscode.l10n.t('Ask Claude: Custom Recipe'),
    placeHolder:
      recipes.length > 0
        ? vscode.l10n.t('What to do with the image')
        : vscode.l10n.t('You have no custom recipes yet'),
    matchOnDetail: true,
  });
  if (chosen && !chosen.recipe) await settingsActions.recipeSettings();
  return chosen?.recipe;
}
