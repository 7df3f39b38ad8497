import type { Extractor } from '../../core/extract/extractor.ts';
import { createExtractors } from '../../core/extract/extractors.ts';
import { schemaExtractor } from './schemaRecipes.ts';

const ofRecipe = createExtractors({
  parseMermaid: async (text) => (await import('../../diagram/readMermaid.ts')).readMermaid(text),
});

/** How the answer to a recipe is checked; undefined for one that is taken as it comes. */
export function extractorOf(recipe: string | undefined): Extractor | undefined {
  return recipe === undefined ? undefined : (schemaExtractor(recipe) ?? ofRecipe(recipe));
}
