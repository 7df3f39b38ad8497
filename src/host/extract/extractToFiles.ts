import * as vscode from 'vscode';
import { questionEstimate, sumOf } from '../../core/ask/cost.ts';
import { systemPrompt } from '../../core/ask/messages.ts';
import type { AskEvent } from '../../core/ask/question.ts';
import type { OutputForm } from '../../core/extract/outputs.ts';
import { outputsOf } from '../../core/extract/outputs.ts';
import { type ExtractionKind, type Recipe, recipes } from '../../core/recipes.ts';
import { forEachConcurrent } from '../docs/forEachConcurrent.ts';
import type { DocumentImage } from '../docs/source/documentImage.ts';
import type { ImageQuestions } from '../docs/write/imageQuestions.ts';
import { whyLeftOut } from '../docs/write/leftOut.ts';
import { reportRetries } from '../docs/write/retries.ts';
import { headerOf } from '../docs/write/shownImages.ts';
import type { Targets } from '../images/commandTargets.ts';
import { readImageBytes } from '../images/readImage.ts';
import { readSettings } from '../settings.ts';
import { pick, showWarning } from '../ui/dialogs.ts';
import { type Report, withProgress } from '../ui/progress.ts';
import { recipeTitle } from '../ui/recipeTitle.ts';
import { reportingErrors } from '../ui/reportError.ts';
import { extractorOf } from './extractors.ts';
import { formText } from './formText.ts';
import { type ExtractedImage, writeEach, writeTogether } from './writeExtracted.ts';

export interface ExtractToFilesDependencies {
  readonly questions: ImageQuestions;
  readonly log: vscode.LogOutputChannel;
}

/** Images that are asked about at the same time. */
const concurrency = 3;

/**
 * Extracts from many images, each into a file beside it or all into one file, in the order of the selection. When it is
 * cancelled or fails half-way, what is paid for is written, and Retry goes on with the rest.
 */
export async function extractToFiles(
  dependencies: ExtractToFilesDependencies,
  { images }: Targets,
): Promise<void> {
  const recipe = images.length === 0 ? undefined : await chosenRecipe();
  const form = recipe && (await chosenForm(recipe.extracts));
  const together = form && images.length > 1 ? await chosenArrangement() : false;
  if (recipe && form && together !== undefined)
    await extractImages(dependencies, images, { recipe, form, together });
}

interface Extraction {
  readonly recipe: ExtractingRecipe;
  readonly form: OutputForm;
  /** All into one file. */
  readonly together: boolean;
}

async function extractImages(
  dependencies: ExtractToFilesDependencies,
  images: readonly vscode.Uri[],
  extraction: Extraction,
): Promise<void> {
  const done = new Map<vscode.Uri, ExtractedImage>();
  const rest = () => images.filter((image) => !done.has(image));
  const retry = () => extractImages(dependencies, rest(), extraction);
  await reportingErrors({ log: dependencies.log, retry }, () =>
    askAll(dependencies, images, extraction.recipe, done),
  );
  const results = images.map((image) => done.get(image)).filter((one) => one !== undefined);
  if (results.length === 0) return;
  await (extraction.together ? writeTogether : writeEach)(results, extraction.form);
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
  done: Map<vscode.Uri, ExtractedImage>,
): Promise<void> {
  const extractor = extractorOf(recipe.id);
  const instruction = {
    ...{ system: systemPrompt, text: recipe.instruction },
    ...(extractor && { extractor }),
  };
  const images = uris.map(documentImage);
  const refused: string[] = [];
  const estimate = await withProgress(vscode.l10n.t('Ask Claude: Looking at the images…'), (signal) =>
    estimateOf(images, instruction.system + instruction.text, refused, signal),
  );
  if (await questions.agreesToCost(estimate))
    await withProgress(vscode.l10n.t('Ask Claude: {0}', recipeTitle(recipe)), (signal, report) =>
      forEachConcurrent(images, concurrency, signal, async (image, until) => {
        report(vscode.l10n.t('{0} of {1}', done.size, images.length));
        try {
          const follow = answerFollower(report);
          const text = await questions.ask(
            { image, prepared: new Map() },
            instruction,
            { cache: false, emit: follow.emit },
            until,
          );
          done.set(image.uri, { image: image.uri, ...(await extracted(recipe.extracts, text, follow)) });
        } catch (error) {
          const why = whyLeftOut(image.name, error);
          if (why === undefined) throw error;
          refused.push(why);
        }
      }),
    );
  if (refused.length > 0) void showWarning([...new Set(refused)].join(' '));
}

async function extracted(kind: ExtractionKind, answer: string, { source, findings }: Followed) {
  const outputs = await outputsOf(kind, { answer, ...(source !== undefined && { source }) });
  return { outputs, findings };
}

type Followed = Pick<ReturnType<typeof answerFollower>, 'source' | 'findings'>;

/** Keeps what a checked answer was made from, and what was found in it. */
function answerFollower(report: Report) {
  const retries = reportRetries(report);
  const followed = {
    source: undefined as string | undefined,
    findings: [] as ExtractedImage['findings'][number][],
    emit: (event: AskEvent) => {
      retries(event);
      if (event.type === 'rewritten') followed.source = event.source;
      if (event.type === 'found') followed.findings.push(event.finding);
    },
  };
  return followed;
}

function documentImage(uri: vscode.Uri): DocumentImage & { readonly uri: vscode.Uri } {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  return { name, uri, read: (signal) => readImageBytes(uri, signal) };
}

async function estimateOf(
  images: readonly DocumentImage[],
  text: string,
  refused: string[],
  signal: AbortSignal,
) {
  const estimates = [];
  for (const image of images)
    try {
      const header = await headerOf(image, signal);
      estimates.push(questionEstimate({ images: [header ? { header } : {}], text }, readSettings()));
    } catch (error) {
      const why = whyLeftOut(image.name, error);
      if (why === undefined) throw error;
      refused.push(why);
    }
  return sumOf(estimates);
}
