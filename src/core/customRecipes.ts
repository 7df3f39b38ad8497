import type { Recipe } from './recipes.ts';

/** Recipes that a user wrote: rows of the same table, and what is wrong with those that were left out. */
export interface CustomRecipes {
  readonly recipes: readonly Recipe[];
  readonly problems: readonly RecipeProblem[];
}

export interface RecipeProblem {
  /** The place of the row, from 1. */
  readonly row: number;
  readonly what: 'noRow' | 'noTitle' | 'noPrompt' | 'unknownInsert' | 'titleTaken';
}

/** Reads what stands in the settings, which may be anything. */
export function readCustomRecipes(value: unknown): CustomRecipes {
  const rows: readonly unknown[] = Array.isArray(value) ? value : [];
  const recipes: Recipe[] = [];
  const problems: RecipeProblem[] = [];
  for (const [index, row] of rows.entries()) {
    const read = readRow(row, recipes);
    if (typeof read === 'string') problems.push({ row: index + 1, what: read });
    else recipes.push(read);
  }
  return { recipes, problems };
}

function readRow(row: unknown, before: readonly Recipe[]): Recipe | RecipeProblem['what'] {
  if (typeof row !== 'object' || row === null) return 'noRow';
  const title = 'title' in row ? textOf(row.title) : '';
  const instruction = 'prompt' in row ? textOf(row.prompt) : '';
  const inserts = 'insert' in row ? row.insert : 'answer';
  if (title === '') return 'noTitle';
  if (instruction === '') return 'noPrompt';
  if (inserts !== 'answer' && inserts !== 'codeBlock') return 'unknownInsert';
  if (before.some((recipe) => recipe.title === title)) return 'titleTaken';
  // No command has a colon in its name, and a turn finds its recipe again after others were written before it.
  return { id: `custom:${title}`, title, instruction, minImages: 1, inserts };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
