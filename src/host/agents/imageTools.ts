import * as vscode from 'vscode';
import { questionEstimate } from '../../core/ask/cost.ts';
import type { ImageInstruction } from '../../core/ask/imageQuestion.ts';
import { systemPrompt } from '../../core/ask/messages.ts';
import type { AskEvent } from '../../core/ask/question.ts';
import { FailureError } from '../../core/errors.ts';
import type { ExtractionFinding } from '../../core/extract/extractor.ts';
import { outputsOf } from '../../core/extract/outputs.ts';
import { RefusalError } from '../../core/image/imageTypes.ts';
import { type ExtractionKind, recipeOf, recipes } from '../../core/recipes.ts';
import type { DocumentImage } from '../docs/source/documentImage.ts';
import type { ImageQuestions } from '../docs/write/imageQuestions.ts';
import { headerOf } from '../docs/write/shownImages.ts';
import { extractorOf } from '../extract/extractors.ts';
import { readImageBytes } from '../images/readImage.ts';
import { readSettings } from '../settings.ts';
import { extractionText } from '../ui/extractionText.ts';
import { failureView } from '../ui/failureText.ts';
import { money } from '../ui/quantities.ts';
import { refusalText } from '../ui/refusalText.ts';
import { parseInput, toolInputs } from './toolInputs.ts';
import { workspacePath } from './workspacePath.ts';

/** Most characters of an answer that an agent is given. */
const longest = 100_000;

/** What a tool is about to do, for the user who has to agree, and how it does it. */
export interface ToolCall {
  /** "Describe docs/login.png" */
  readonly title: string;
  readonly message: string;
  /** @throws Error whose sentence is for the agent. */
  readonly run: (signal: AbortSignal) => Promise<string>;
}

export async function describeImage(questions: ImageQuestions, input: unknown): Promise<ToolCall> {
  const { path, question = '' } = parseInput(toolInputs.describe, input);
  const image = await imageAt(path);
  const text = question === '' ? (recipeOf('describe')?.instruction ?? '') : question;
  const instruction = { system: systemPrompt, text };
  return {
    title: vscode.l10n.t('Describe {0}', image.name),
    message: await sendingText(image, instruction),
    run: async (signal) => (await asked(questions, image, instruction, signal)).answer,
  };
}

export async function extractFromImage(questions: ImageQuestions, input: unknown): Promise<ToolCall> {
  const { path, kind, form = 'markdown' } = parseInput(toolInputs.extract, input);
  const image = await imageAt(path);
  const recipe = recipes.find(({ extracts }) => extracts === kind);
  const extractor = extractorOf(recipe?.id);
  const instruction = {
    ...{ system: systemPrompt, text: recipe?.instruction ?? '' },
    ...(extractor && { extractor }),
  };
  return {
    title: vscode.l10n.t('Extract from {0}', image.name),
    message: await sendingText(image, instruction),
    run: async (signal) => {
      const { answer, source, findings } = await asked(questions, image, instruction, signal);
      return [await inForm(kind, form, { answer, source }), ...checks(findings)].join('\n\n');
    },
  };
}

type WorkspaceImage = DocumentImage & { readonly uri: vscode.Uri };

/** Images of the workspace only: an agent must not be able to send others. */
async function imageAt(path: string): Promise<WorkspaceImage> {
  const uri = await workspacePath(path);
  if (!uri) throw new Error(vscode.l10n.t('There is no file {0} in the workspace.', path));
  const name = vscode.workspace.asRelativePath(uri);
  return { name, uri, read: (signal) => readImageBytes(uri, signal) };
}

/** What leaves the machine, where to, and about what it costs. */
async function sendingText(image: WorkspaceImage, { system, text }: ImageInstruction): Promise<string> {
  const { provider, model, baseUrl } = readSettings();
  const receiver =
    provider === 'vscode' ? vscode.l10n.t('VS Code') : baseUrl === '' ? 'api.anthropic.com' : baseUrl;
  const sending = vscode.l10n.t('Sends {0} to {1} ({2}).', image.name, receiver, model);
  const { usd } = questionEstimate(await sizeOf(image, system + text), readSettings());
  return usd === undefined || provider === 'vscode'
    ? sending
    : `${sending} ${vscode.l10n.t('It costs about {0}.', money(usd))}`;
}

async function sizeOf(image: WorkspaceImage, text: string) {
  try {
    const header = await headerOf(image, AbortSignal.timeout(10_000));
    return { images: [header ? { header } : {}], text };
  } catch (error) {
    if (error instanceof RefusalError)
      throw new Error(refusalText(image.name, error.refusal), { cause: error });
    throw error;
  }
}

interface Asked {
  readonly answer: string;
  readonly source: string | undefined;
  readonly findings: readonly ExtractionFinding[];
}

async function asked(
  questions: ImageQuestions,
  image: WorkspaceImage,
  instruction: ImageInstruction,
  signal: AbortSignal,
): Promise<Asked> {
  const findings: ExtractionFinding[] = [];
  let source: string | undefined;
  const emit = (event: AskEvent) => {
    if (event.type === 'found') findings.push(event.finding);
    if (event.type === 'rewritten') ({ source } = event);
  };
  try {
    const about = { image, prepared: new Map() };
    const answer = await questions.ask(about, instruction, { cache: false, emit }, signal);
    return { answer, source, findings };
  } catch (error) {
    throw sayable(error, image.name);
  }
}

/** The sentence that the user would read, for the agent. */
function sayable(error: unknown, name: string): unknown {
  if (error instanceof RefusalError) return new Error(refusalText(name, error.refusal), { cause: error });
  if (!(error instanceof FailureError)) return error;
  const { text, remedy } = failureView(error.failure);
  return new Error(`${text} ${remedy}`, { cause: error });
}

async function inForm(
  kind: ExtractionKind,
  form: string,
  { answer, source }: Pick<Asked, 'answer' | 'source'>,
): Promise<string> {
  const outputs = await outputsOf(kind, { answer, ...(source !== undefined && { source }) });
  const output = outputs.find((one) => one.form === form);
  return bounded(output?.text ?? answer);
}

function bounded(text: string): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest)}\n${vscode.l10n.t('The rest was cut after {0} characters.', longest)}`;
}

function checks(findings: readonly ExtractionFinding[]): readonly string[] {
  if (findings.length === 0) return [];
  return [[vscode.l10n.t('To check:'), ...findings.map((one) => `- ${extractionText(one)}`)].join('\n')];
}
