import type { Turn } from '../../core/ask/conversation.ts';
import { type ExtractionKind, recipeOf } from '../../core/recipes.ts';

export const schemaPrefix = 'schema:';

/** What the answer of a turn was checked as; undefined for one that was taken as it came. */
export function extractionOf({ recipe = '' }: Pick<Turn, 'recipe'>): ExtractionKind | 'data' | undefined {
  return recipe.startsWith(schemaPrefix) ? 'data' : recipeOf(recipe)?.extracts;
}
