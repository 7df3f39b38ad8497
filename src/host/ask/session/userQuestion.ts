import type { Words } from '../../../core/ask/conversation/events.ts';
import { defaultRecipe, type Recipe, recipeOf } from '../../../core/recipes.ts';
import { recipeTitle } from '../../ui/recipeTitle.ts';
import { recipeInstruction } from './recipeInstruction.ts';

/** A question of the user or of a command. */
export interface UserQuestion {
  readonly text: string;
  /** Asks a recipe, with the text added to its instruction. */
  readonly recipe?: Recipe;
  /** Begins a new subject: nothing said before is sent along. Without it, the conversation says. */
  readonly fresh?: boolean;
  /** Asks about these of the attached images, unless the recipe needs more of them; without it, about all. */
  readonly images?: readonly string[];
}

/** What a question says; without a text and a recipe it has the images described. */
export function wordsOf({ text, recipe }: Pick<UserQuestion, 'text' | 'recipe'>): Words {
  const said = text.trim();
  const asked = recipe ?? (said === '' ? recipeOf(defaultRecipe) : undefined);
  if (!asked) return { title: said, question: said };
  const extra = said === '' ? '' : `\n\n${said}`;
  return { recipe: asked.id, title: recipeTitle(asked) + extra, question: recipeInstruction(asked) + extra };
}

/** What a question says after its title was edited: it stays with its recipe as long as it begins with the name of that. */
export function editedWords(text: string, recipe: Recipe | undefined): Words {
  const name = recipe && recipeTitle(recipe);
  if (!recipe || !name || !text.trimStart().startsWith(name)) return wordsOf({ text });
  return wordsOf({ text: text.trimStart().slice(name.length), recipe });
}
