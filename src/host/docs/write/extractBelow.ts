import * as vscode from 'vscode';
import { questionEstimate } from '../../../core/ask/cost.ts';
import type { ImageInstruction } from '../../../core/ask/imageQuestion.ts';
import { systemPrompt } from '../../../core/ask/messages.ts';
import { insertable, type Recipe, recipeOf, recipes } from '../../../core/recipes.ts';
import { readSettings } from '../../settings.ts';
import { pick, showInformation } from '../../ui/dialogs.ts';
import type { Report } from '../../ui/progress.ts';
import { recipeTitle } from '../../ui/recipeTitle.ts';
import { reportingErrors } from '../../ui/reportError.ts';
import type { DocsDependencies } from '../dependencies.ts';
import { applyEdit, blockBelow } from '../source/applyEdit.ts';
import { takesBlocks } from '../source/blockInsertion.ts';
import type { ImageLocation } from '../source/parsedDocument.ts';
import { nameOf, resolveImage } from '../source/resolveImage.ts';
import { offerCopy } from './offerCopy.ts';
import { reportRetries } from './retries.ts';
import { headerOf } from './shownImages.ts';
import { whileBusy } from './whileBusy.ts';

/** Asks a recipe about the image of a reference and writes the answer below it, as one step of undo. */
export async function extractBelow(
  dependencies: DocsDependencies,
  location: ImageLocation,
  id: unknown,
): Promise<void> {
  if (!takesBlocks(location.parsed.syntax)) {
    void showInformation(vscode.l10n.t('Text can be inserted below an image in Markdown and MDX only.'));
    return;
  }
  const recipe = typeof id === 'string' ? recipeOf(id) : await chosenRecipe();
  if (!recipe) return;
  const subject = nameOf(location.reference.source.text);
  const retry = () => extractBelow(dependencies, location, recipe.id);
  const answer = await reportingErrors({ log: dependencies.log, subject, retry }, () =>
    whileBusy(location, recipeTitle(recipe), (signal, report) =>
      askRecipe(dependencies, location, recipe, report, signal),
    ),
  );
  if (answer !== undefined) await insertBelow(location, insertable(recipe, answer));
}

/** Undefined when the user does not want to pay for it. */
async function askRecipe(
  { questions }: DocsDependencies,
  location: ImageLocation,
  recipe: Recipe,
  report: Report,
  signal: AbortSignal,
): Promise<string | undefined> {
  const image = await resolveImage(location, signal);
  const header = await headerOf(image, signal);
  const instruction: ImageInstruction = { system: systemPrompt, text: recipe.instruction };
  const size = { images: [header ? { header } : {}], text: instruction.system + instruction.text };
  if (!(await questions.agreesToCost(questionEstimate(size, readSettings())))) return undefined;
  if ('url' in image) report(vscode.l10n.t('The image is fetched from {0}.', image.url.host));
  const options = { cache: false, emit: reportRetries(report) };
  return questions.ask({ image, prepared: new Map() }, instruction, options, signal);
}

/** Writes a model's Markdown below the block of a reference; where that is gone, the text can be copied. */
export async function insertBelow(location: ImageLocation, content: string): Promise<void> {
  if (await applyEdit(location, blockBelow(content))) return;
  void offerCopy(
    vscode.l10n.t('The image reference has changed in the meantime, so nothing was inserted.'),
    content,
  );
}

async function chosenRecipe(): Promise<Recipe | undefined> {
  const fitting = recipes.filter(({ id }) => ['extractText', 'extractTable', 'toMermaid'].includes(id));
  const items = fitting.map((recipe) => ({ label: recipeTitle(recipe), recipe }));
  return (await pick(items, { title: vscode.l10n.t('Extract Below the Image') }))?.recipe;
}
