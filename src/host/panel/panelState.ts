import * as vscode from 'vscode';
import { versionsOf } from '../../core/ask/conversation/versions.ts';
import { type Conversation, canContinue, isRunning, type Turn } from '../../core/ask/conversation.ts';
import { nextQuestionEstimate } from '../../core/ask/cost.ts';
import type { AttachedImage, Note, SentImage } from '../../core/ask/question.ts';
import type { Failure } from '../../core/errors.ts';
import { orientedSize } from '../../core/image/fit.ts';
import type { Step } from '../../core/image/imageTypes.ts';
import { type Recipe, recipes } from '../../core/recipes.ts';
import type { EstimateView, FailureView, ImageView, PanelState, TurnView } from '../../protocol.ts';
import { totalText, usageText } from '../ask/costText.ts';
import { estimateView } from '../ask/estimateText.ts';
import type { SessionState } from '../ask/session/sessionTypes.ts';
import { extractionOf } from '../extract/extractionOf.ts';
import type { Settings } from '../settings.ts';
import { extractionText } from '../ui/extractionText.ts';
import { failureView, notSentView, retryText } from '../ui/failureText.ts';
import { megabytes, number, pixels, plural, tokens } from '../ui/quantities.ts';
import { recipeTitle } from '../ui/recipeTitle.ts';
import { omittedText, refusalText } from '../ui/refusalText.ts';
import { noteText } from '../ui/sentences.ts';
import { lookViews } from './lookViews.ts';
import { imageCount, nextQuestion, subjectView } from './nextQuestion.ts';

/** Everything the panel shows besides the conversation itself. */
export interface PanelContext
  extends Pick<
    PanelState,
    'conversation' | 'conversations' | 'draft' | 'model' | 'key' | 'notice' | 'readClipboard' | 'files'
  > {
  /** Address of the image, or a thumbnail of it, that a webview can show. */
  readonly thumbnail: (image: AttachedImage) => string | undefined;
  /** True for one that is in the storage of the extension. */
  readonly unsaved: (image: AttachedImage) => boolean;
  /** Address of the whole picture for the viewer, where it has asked for it. */
  readonly whole: (image: AttachedImage) => string | undefined;
  readonly settings: Settings;
  /** What extracts stands first among the recipes. */
  readonly extractFirst?: boolean;
  readonly editing?: SessionState['editing'];
  /** Tokens of the next question as the server counted them. */
  readonly counted: number | undefined;
  /** USD spent today. */
  readonly today: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The state of the panel, in words. */
export function panelState(conversation: Conversation, context: PanelContext): PanelState {
  const { attached, turns } = conversation;
  const { draft, model, key, notice, readClipboard, files, settings } = context;
  const named = new Set(turns.flatMap((turn) => (turn.answer ? [turn.model] : []))).size > 1;
  const total = totalText(conversation, settings, context.today);
  const { editing } = context;
  const images = imageCount(conversation);
  return {
    conversation: context.conversation,
    ...(context.conversations && { conversations: context.conversations }),
    ...{ draft, model, key, ...(notice && { notice }), ...(total && { total }) },
    ...(readClipboard && { readClipboard }),
    ...(files && files.length > 0 && { files }),
    ...(attached.length > 0 && { estimate: nextEstimate(conversation, context) }),
    ...nextQuestion(conversation, settings),
    ...(editing && { editing }),
    images: attached.map((image) => imageView(image, context)),
    turns: turns.map((turn, index) => ({
      ...turnView(turn, context),
      ...(index > 0 && subjectView(turn)),
      ...versionsView(conversation, turn.id),
      ...(named && turn.answer && { model: turn.model }),
    })),
    recipes: offeredRecipes(context).map((recipe) => ({
      id: recipe.id,
      label: recipeTitle(recipe),
      enabled: images >= recipe.minImages,
    })),
    running: turns.some(isRunning),
  };
}

function offeredRecipes({ settings, extractFirst }: PanelContext): readonly Recipe[] {
  const all: readonly Recipe[] = [...recipes, ...settings.customRecipes.recipes];
  const extracts = (recipe: Recipe) => recipe.extracts !== undefined;
  return extractFirst ? [...all.filter(extracts), ...all.filter((one) => !extracts(one))] : all;
}

function nextEstimate(conversation: Conversation, { counted, draft, settings }: PanelContext): EstimateView {
  return estimateView(nextQuestionEstimate(conversation, draft.text, settings), counted, settings);
}

function turnView(turn: Turn, context: PanelContext): TurnView {
  const progress = progressText(turn, context.now);
  const usage = usageText(turn, context.settings);
  return {
    id: turn.id,
    question: turn.title,
    images: turn.images.map((image) => imageView(image, context)),
    answer: turn.answer,
    status: turn.status,
    notes: turn.notes.filter((note) => !isToldAtImage(note, turn.images)).map(noteText),
    ...(isKeepable(turn) && { keepable: true }),
    ...(turn.looks && { looks: lookViews(turn.looks, context.thumbnail) }),
    ...(turn.findings && { findings: turn.findings.map(extractionText) }),
    ...(progress && { progress }),
    ...(turn.failure && { failure: failureOf(turn, turn.failure, context) }),
    ...(usage && { usage }),
    ...(turn.status === 'stopped' && canContinue(turn) && { continuable: true }),
  };
}

function versionsView(conversation: Conversation, id: string): Pick<TurnView, 'versions'> {
  const versions = versionsOf(conversation, id);
  if (versions.length < 2) return {};
  const at = versions.findIndex((turn) => turn.id === id);
  const [previous, next] = [versions[at - 1], versions[at + 1]];
  return {
    versions: {
      ...{ position: at + 1, of: versions.length },
      ...(previous && { previous: previous.id }),
      ...(next && { next: next.id }),
    },
  };
}

function failureOf({ answer }: Turn, failure: Failure, { key }: PanelContext): FailureView {
  return failure.kind === 'noKey' && !key.missing
    ? notSentView()
    : failureView(failure, answer.trim() !== '');
}

/** What a recipe has extracted, once it is there. */
function isKeepable(turn: Turn): boolean {
  return !isRunning(turn) && turn.answer.trim() !== '' && extractionOf(turn) !== undefined;
}

/** Why an image was left out is told once: at the image, where that shows a problem. */
function isToldAtImage(note: Note, images: readonly AttachedImage[]): boolean {
  if (note.what !== 'leftOut') return false;
  const { image: name, refusal } = note;
  return images.some((image) => image.name === name && image.problem?.reason === refusal.reason);
}

function progressText(turn: Turn, now: number): string | undefined {
  if (turn.retry) return retryText(turn.retry, now);
  const total = turn.images.length;
  if (turn.status === 'preparing' && total > 0) {
    return total > 1
      ? vscode.l10n.t(
          'Preparing {0} of {1} images…',
          number(Math.min(turn.prepared + 1, total)),
          number(total),
        )
      : vscode.l10n.t('Preparing the image…');
  }
  if (turn.status === 'waiting' || turn.status === 'preparing')
    return turn.thinking ? vscode.l10n.t('Thinking…') : vscode.l10n.t('Waiting for the answer…');
  return undefined;
}

function imageView(image: AttachedImage, context: PanelContext): ImageView {
  const thumbnail = image.problem ? undefined : context.thumbnail(image);
  const { header, region, redactions } = image;
  const whole = context.whole(image);
  return {
    id: image.id,
    name: image.name,
    detail: imageDetail(image),
    ...(header && { size: orientedSize(header) }),
    ...(region && { region }),
    ...(redactions && { redactions }),
    ...(whole !== undefined && { whole }),
    ...(thumbnail !== undefined && { thumbnail }),
    ...(context.unsaved(image) && { unsaved: true }),
    ...(image.sent && { sent: sentText(image, image.sent) }),
    ...(image.problem && { problem: refusalText(image.name, image.problem) }),
    ...(image.header && image.header.frames > 1 && { frames: image.header.frames, frame: image.frame ?? 0 }),
  };
}

function imageDetail({ header, byteLength, region, redactions = [] }: AttachedImage): string {
  const size = header && orientedSize(header);
  const whole = size && pixels(size.width, size.height);
  return [
    region && whole ? vscode.l10n.t('region {0} of {1}', pixels(region.width, region.height), whole) : whole,
    byteLength !== undefined && megabytes(byteLength),
    redactions.length > 0 && redactedText(redactions.length),
  ]
    .filter(Boolean)
    .join(', ');
}

function redactedText(areas: number): string {
  return plural(
    areas,
    vscode.l10n.t('{0} area redacted', number(areas)),
    vscode.l10n.t('{0} areas redacted', number(areas)),
  );
}

function sentText(image: AttachedImage, sent: SentImage): string {
  const whole = image.region ?? (image.header && orientedSize(image.header));
  const { width, height } = sent;
  const resized = whole && (whole.width !== width || whole.height !== height);
  const size = resized
    ? vscode.l10n.t('sent {0} of {1}', pixels(width, height), pixels(whole.width, whole.height))
    : vscode.l10n.t('sent {0}', pixels(width, height));
  const tiles =
    sent.tiles === undefined ? undefined : vscode.l10n.t('as overview and {0} tiles', number(sent.tiles));
  const facts = [size, tiles, tokens(sent.tokens)].filter((text) => text !== undefined);
  return [...facts, ...sent.steps.map(stepText).filter((text) => text !== undefined)].join(', ');
}

function stepText(step: Step): string | undefined {
  switch (step.what) {
    case 'frame':
      return vscode.l10n.t('frame {0} of {1}', number(step.frame + 1), number(step.of));
    case 'converted':
      return vscode.l10n.t(
        '{0} as {1}',
        step.from.toUpperCase(),
        step.to.replace('image/', '').toUpperCase(),
      );
    case 'oriented':
      return vscode.l10n.t('turned upright');
    case 'recolored':
      return vscode.l10n.t('colors converted to sRGB');
    case 'omitted':
      return omittedText(step.parts);
    case 'recompressed':
      return step.why === 'bytes'
        ? vscode.l10n.t('compressed to fit the size limit')
        : vscode.l10n.t('repaired');
    default:
      return undefined;
  }
}
