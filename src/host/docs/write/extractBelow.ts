import * as vscode from 'vscode';
import { systemPrompt } from '../../../core/ask/messages.ts';
import { insertable, type Recipe, recipeOf, recipes } from '../../../core/recipes.ts';
import type { DocsParts } from '../docsDependencies.ts';
import { blockChange, write } from '../source/applyEdit.ts';
import { takesBlocks } from '../source/blockInsertion.ts';
import { locate, nameOf } from '../source/locateImage.ts';
import type { Place } from '../source/parsedDocument.ts';
import { withTrouble } from '../withErrorReport.ts';
import { offerCopy } from './offerCopy.ts';
import { whileBusy } from './whileBusy.ts';

/** Asks a recipe about the picture of a reference and writes the answer below it, as one step of undo. */
export async function extractBelow(parts: DocsParts, place: Place, id: unknown): Promise<void> {
  if (!takesBlocks(place.reading.syntax)) {
    void vscode.window.showInformationMessage(
      'Only into Markdown and MDX can text be inserted below an image.',
    );
    return;
  }
  const recipe = typeof id === 'string' ? recipeOf(id) : await chosenRecipe();
  if (!recipe) return;
  const answer = await withTrouble(
    parts,
    nameOf(place.reference.source.text),
    () =>
      whileBusy(place, recipe.title, async (signal) => {
        const sendable = await parts.questions.prepare(await locate(place, signal), signal);
        const question = { system: systemPrompt, text: recipe.instruction };
        if (!(await parts.questions.agreed(sendable, [question]))) return undefined;
        return parts.questions.ask(sendable, question, { again: false }, signal);
      }),
    () => extractBelow(parts, place, recipe.id),
  );
  if (answer !== undefined) await insertBelow(place, insertable(recipe, answer));
}

/** Writes a model's Markdown below the block of a reference; where that is gone, the text can be copied. */
export async function insertBelow(place: Place, content: string): Promise<void> {
  if (await write(place, blockChange(content))) return;
  void offerCopy('The image reference has changed meanwhile, so nothing was inserted.', content);
}

async function chosenRecipe(): Promise<Recipe | undefined> {
  const fitting = recipes.filter(({ id }) => ['extractText', 'extractTable', 'toMermaid'].includes(id));
  const items = fitting.map((recipe) => ({ label: recipe.title, recipe }));
  return (await vscode.window.showQuickPick(items, { title: 'Extract Below the Image' }))?.recipe;
}
