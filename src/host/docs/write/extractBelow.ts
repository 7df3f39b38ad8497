import * as vscode from 'vscode';
import { questionEstimate } from '../../../core/ask/cost.ts';
import type { ImageInstruction } from '../../../core/ask/imageQuestion.ts';
import { systemPrompt } from '../../../core/ask/messages.ts';
import type { AskEvent } from '../../../core/ask/question.ts';
import { takesBlocks } from '../../../core/docs/block/blockIn.ts';
import type { ExtractionFinding } from '../../../core/extract/extractor.ts';
import { type Recipe, recipeOf, recipes } from '../../../core/recipes.ts';
import { extractorOf } from '../../extract/extractors.ts';
import { readSettings } from '../../settings.ts';
import { pick, showInformation } from '../../ui/dialogs.ts';
import { extractionText } from '../../ui/extractionText.ts';
import type { Report } from '../../ui/progress.ts';
import { recipeTitle } from '../../ui/recipeTitle.ts';
import { reportingErrors } from '../../ui/reportError.ts';
import { showMarkdown } from '../../ui/showMarkdown.ts';
import type { DocsDependencies } from '../dependencies.ts';
import { applyEdit, blockBelow } from '../source/applyEdit.ts';
import { insertionBelow } from '../source/blockInsertion.ts';
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
  // Said before anything is paid for.
  if (!hasPlace(location)) {
    void showInformation(vscode.l10n.t('There is no place for text below this image.'));
    return;
  }
  const recipe = typeof id === 'string' ? recipeOf(id) : await chosenRecipe();
  if (!recipe) return;
  const subject = nameOf(location.reference.source.text);
  const retry = () => extractBelow(dependencies, location, recipe.id);
  const extracted = await reportingErrors({ log: dependencies.log, subject, retry }, () =>
    whileBusy(location, recipeTitle(recipe), (signal, report) =>
      askRecipe(dependencies, location, recipe, report, signal),
    ),
  );
  if (extracted && (await insertBelow(location, extracted.answer))) await tellFindings(extracted.findings);
}

/** What was read from an image, as Markdown, and what to check of it. */
interface Extracted {
  readonly answer: string;
  readonly findings: readonly ExtractionFinding[];
}

function hasPlace({ parsed: { text, syntax }, reference }: ImageLocation): boolean {
  return takesBlocks(syntax) && insertionBelow(text, syntax, reference, '') !== undefined;
}

/** Undefined when the user does not want to pay for it. */
async function askRecipe(
  { questions }: DocsDependencies,
  location: ImageLocation,
  recipe: Recipe,
  report: Report,
  signal: AbortSignal,
): Promise<Extracted | undefined> {
  const image = await resolveImage(location, signal);
  const header = await headerOf(image, signal);
  const extractor = extractorOf(recipe.id);
  const instruction: ImageInstruction = {
    ...{ system: systemPrompt, text: recipe.instruction },
    ...(extractor && { extractor }),
  };
  const size = { images: [header ? { header } : {}], text: instruction.system + instruction.text };
  if (!(await questions.agreesToCost(questionEstimate(size, readSettings())))) return undefined;
  if ('url' in image) report(vscode.l10n.t('The image is fetched from {0}.', image.url.host));
  const findings: ExtractionFinding[] = [];
  const retries = reportRetries(report);
  const emit = (event: AskEvent) => {
    retries(event);
    if (event.type === 'found') findings.push(event.finding);
  };
  const asked = { image, prepared: new Map() };
  const answer = await questions.ask(asked, instruction, { cache: false, emit }, signal);
  return { answer, findings };
}

async function tellFindings(findings: readonly ExtractionFinding[]): Promise<void> {
  if (findings.length === 0) return;
  const show = vscode.l10n.t('Show');
  const text =
    findings.length === 1
      ? vscode.l10n.t('Inserted. 1 place to check.')
      : vscode.l10n.t('Inserted. {0} places to check.', findings.length);
  if ((await showInformation(text, show)) === show)
    await showMarkdown(findings.map((one) => `- ${extractionText(one)}\n`).join(''));
}

/**
 * Writes a model's Markdown below the block of a reference; where that is gone, the text can be copied. True when it was
 * written.
 */
export async function insertBelow(location: ImageLocation, content: string): Promise<boolean> {
  if (await applyEdit(location, blockBelow(content))) return true;
  void offerCopy(
    vscode.l10n.t('The image reference has changed in the meantime, so nothing was inserted.'),
    content,
  );
  return false;
}

async function chosenRecipe(): Promise<Recipe | undefined> {
  const fitting = recipes.filter(({ extracts }) => extracts !== undefined);
  const items = fitting.map((recipe) => ({ label: recipeTitle(recipe), recipe }));
  return (await pick(items, { title: vscode.l10n.t('Extract Below the Image') }))?.recipe;
}
