import * as vscode from 'vscode';
import { type Recipe, recipeOf } from '../../../core/recipes.ts';

/**
 * What a recipe asks the model. Where the answer is the model's own words, it comes in the language of the editor; the
 * recipes of users are sent as they wrote them.
 */
export function recipeInstruction({ id, instruction, extracts }: Recipe): string {
  const { language } = vscode.env;
  if (extracts !== undefined || !recipeOf(id) || language.startsWith('en')) return instruction;
  const instructionOfLanguage = `Answer in ${new Intl.DisplayNames('en', { type: 'language' }).of(language)}.`;
  return `${instruction} ${instructionOfLanguage}`;
}
