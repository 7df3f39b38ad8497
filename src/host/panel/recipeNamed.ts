import { type Recipe, recipeOf } from '../../core/recipes.ts';
import { readSettings } from '../settings.ts';

/** A recipe, or one of the user's own, by its id. */
export function recipeNamed(id = ''): Recipe | undefined {
  return recipeOf(id, readSettings().customRecipes.recipes);
}
