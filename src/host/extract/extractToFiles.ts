import * as vscode from 'vscode';
import { questionEstimate, sumOf } from '../../core/ask/cost.ts';
import { systemPrompt } from '../../core/ask/messages.ts';
import { isAbort } from '../../core/errors.ts';
import type { OutputForm } from '../../core/extract/outputs.ts';
import { type ExtractionKind, type Recipe, recipes } from '../../core/recipes.ts';
import type { DocumentImage } from '../docs/source/documentImage.ts';
import type { ImageQuestions } from '../docs/write/imageQuestions.ts';
import { whyLeftOut } from '../docs/write/leftOut.ts';
import { headerOf } from '../docs/write/shownImages.ts';
import type { Targets } from '../images/commandTargets.ts';
import { readImageBytes } from '../images/readImage.ts';
import { readSettings } from '../settings.ts';
import { pick, showWarning } from '../ui/dialogs.ts';
import { withProgress } from '../ui/progress.ts';
import { recipeTitle } from '../ui/recipeTitle.ts';
import { reportError } from '../ui/reportError.ts';
import { type ExtractionRunOptions, type FileImage, runExtraction } from './extractionRun.ts';
import { extractorOf } from './extractors.ts';
import { formText } from './formText.ts';
import { FilesBeside, OneFile } from './writeExtracted.ts';

export interface ExtractToFilesDependencies {
  readonly questions: ImageQuestions;
  readonly log: vscode.LogOutputChannel;
}

/**
 * Extracts from many images, each into a file beside it or all into one file, in the order of the selection. When it is
 * cancelled or fails half-way, what is paid for is written, what is left is named, and Retry goes on with that.
 */
export async function extractToFiles(
  dependencies: ExtractToFilesDependencies,
  { images }: Targets,
): Promise<void> {
  const recipe = images.length === 0 ? undefined : await chosenRecipe();
  const form = recipe && (await chosenForm(recipe.extracts));
  const together = form && images.length > 1 ? await chosenArrangement() : false;
  if (recipe && form && together !== undefined)
    await extractImages(dependencies, images, { recipe, form, together, selected: images });
}

interface Extraction {
  readonly recipe: ExtractingRecipe;
  readonly form: OutputForm;
  /** All into one file. */
  readonly together: boolean;
  /** All images, those that are done included: by them files are named. */
  readonly selected: readonly vscode.Uri[];
  /** What went into the one file before a Retry. */
  readonly oneFile?: OneFile;
}

async function extractImages(
  dependencies: ExtractToFilesDependencies,
  images: readonly vscode.Uri[],
  extraction: Extraction,
): Promise<void> {
  const { form, together, selected } = extraction;
  const oneFile = together ? (extraction.oneFile ?? new OneFile(selected, form)) : undefined;
  const files = oneFile ?? new FilesBeside(selected, form);
  const outcome = new Outcome(images);
  const retry = () =>
    extractImages(dependencies, outcome.left(), { ...extraction, ...(oneFile && { oneFile }) });
  try {
    await askAll(dependencies, images, extraction.recipe, {
      extracted: async (result) => {
        outcome.done.add(result.image);
        await files.add(result);
      },
      failed: ({ uri }, problem) => outcome.problems.set(uri, problem),
    });
  } catch (error) {
    reportError(error, { log: dependencies.log, retry, left: leftText(outcome.left()) });
    if (isAbort(error) && outcome.done.size > 0) void offerRest(leftText(outcome.left()), retry);
    outcome.problems.clear();
  }
  if (outcome.problems.size > 0) void offerRest(problemsText([...outcome.problems.values()]), retry);
  await files.finish();
}

/** What has become of the images of a run. */
class Outcome {
  readonly done = new Set<vscode.Uri>();
  readonly problems = new Map<vscode.Uri, string>();
  readonly #images: readonly vscode.Uri[];

  constructor(images: readonly vscode.Uri[]) {
    this.#images = images;
  }

  left(): readonly vscode.Uri[] {
    return this.#images.filter((image) => !this.done.has(image));
  }
}

async function offerRest(text: string, retry: () => Promise<void>): Promise<void> {
  const button = vscode.l10n.t('Retry');
  if (text !== '' && (await showWarning(text, button)) === button) await retry();
}

/** Images and sentences that are told one by one. */
const mostNamed = 5;

function leftText(images: readonly vscode.Uri[]): string {
  const names = images.slice(0, mostNamed).map((uri) => vscode.workspace.asRelativePath(uri));
  const more = images.length - names.length;
  if (images.length === 0) return '';
  return more > 0
    ? vscode.l10n.t('Not done yet: {0} and {1} more.', names.join(', '), more)
    : vscode.l10n.t('Not done yet: {0}.', names.join(', '));
}

function problemsText(problems: readonly string[]): string {
  const more = problems.length - mostNamed;
  const told = [...new Set(problems.slice(0, mostNamed))].join(' ');
  return more > 0 ? `${told} ${vscode.l10n.t('{0} more images could not be read.', more)}` : told;
}

type ExtractingRecipe = Recipe & { readonly extracts: ExtractionKind };

async function chosenRecipe(): Promise<ExtractingRecipe | undefined> {
  const extracting = recipes.filter((recipe): recipe is ExtractingRecipe => recipe.extracts !== undefined);
  const items = extracting.map((recipe) => ({ label: recipeTitle(recipe), recipe }));
  return (await pick(items, { title: vscode.l10n.t('Ask Claude: Extract to Files') }))?.recipe;
}

/** Forms that fit every answer of a kind. */
const forms: Readonly<Record<ExtractionKind, readonly OutputForm[]>> = {
  text: ['markdown', 'markdownLines'],
  table: ['markdown', 'csv', 'tsv', 'json', 'html'],
  diagram: ['mermaid', 'markdown'],
  code: ['code', 'markdown'],
};

async function chosenForm(kind: ExtractionKind): Promise<OutputForm | undefined> {
  const items = forms[kind].map((form) => ({ label: formText(form), form }));
  return (await pick(items, { title: vscode.l10n.t('Ask Claude: File Format') }))?.form;
}

async function chosenArrangement(): Promise<boolean | undefined> {
  const items = [
    { label: vscode.l10n.t('One File per Image, Next to It'), together: false },
    { label: vscode.l10n.t('One File for All Images'), together: true },
  ];
  return (await pick(items, { title: vscode.l10n.t('Ask Claude: Extract to Files') }))?.together;
}

async function askAll(
  { questions }: ExtractToFilesDependencies,
  uris: readonly vscode.Uri[],
  recipe: ExtractingRecipe,
  { extracted, failed }: Pick<ExtractionRunOptions, 'extracted' | 'failed'>,
): Promise<void> {
  const extractor = extractorOf(recipe.id);
  const instruction = {
    ...{ system: systemPrompt, text: recipe.instruction },
    ...(extractor && { extractor }),
  };
  const images = uris.map(documentImage);
  const estimate = await withProgress(vscode.l10n.t('Ask Claude: Looking at the images…'), (signal) =>
    estimateOf(images, instruction.system + instruction.text, signal),
  );
  if (!(await questions.agreesToCost(estimate))) return;
  await withProgress(vscode.l10n.t('Ask Claude: {0}', recipeTitle(recipe)), (signal, report) => {
    const ask: ExtractionRunOptions['ask'] = (image, emit, until) =>
      questions.ask({ image, prepared: new Map() }, instruction, { cache: false, emit }, until);
    return runExtraction({ images, kind: recipe.extracts, ask, report, extracted, failed }, signal);
  });
}

function documentImage(uri: vscode.Uri): FileImage {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  return { name, uri, read: (signal) => readImageBytes(uri, signal) };
}

async function estimateOf(images: readonly DocumentImage[], text: string, signal: AbortSignal) {
  const estimates = [];
  for (const image of images)
    try {
      const header = await headerOf(image, signal);
      estimates.push(questionEstimate({ images: [header ? { header } : {}], text }, readSettings()));
    } catch (error) {
      // What cannot be sent costs nothing, and is told when it is its turn.
      if (whyLeftOut(image.name, error) === undefined) throw error;
    }
  return sumOf(estimates);
}
