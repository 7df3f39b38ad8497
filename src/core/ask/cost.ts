import { type AnswerLength, longestAnswer } from '../api/models/answerLength.ts';
import { modelFacts } from '../api/models/models.ts';
import { cost, type Estimate, estimate, type Prices, priceOf, textTokens } from '../api/models/prices.ts';
import { drawnSize, fit, orientedSize, patches } from '../image/fit.ts';
import { limitsFor } from '../image/limits.ts';
import { mayBeTiled, tileTokens } from '../image/tiles/tilePlan.ts';
import { recipeOf } from '../recipes.ts';
import { sentAgain, turnsAlong, turnsOfRequest } from './conversation/subject.ts';
import type { Conversation, Spent, Turn } from './conversation.ts';
import type { AttachedImage, ImageFacts } from './question.ts';

/** The settings that decide what a question costs. */
export interface CostSettings {
  readonly model: string;
  readonly baseUrl: string;
  readonly imageDetail: 'auto' | 'high' | 'standard';
  readonly prices: Prices;
}

type PricedImage = ImageFacts & Pick<AttachedImage, 'region'>;

/** USD of an answer, thinking included. */
export interface AnswerCost {
  readonly usual: number;
  /** Of the longest that the settings allow. */
  readonly longest: number;
}

/** A question as far as its cost is concerned. */
export interface QuestionSize {
  /** Images with a problem are not sent. */
  readonly images: readonly PricedImage[];
  readonly text: string;
  /** Tokens of the history that the server has counted already. */
  readonly historyTokens?: number;
  /** Tokens; thinking included, which is billed as output. By default those of a few paragraphs. */
  readonly answerTokens?: number;
  /** Everything in the images is to be read: those that may be illegible otherwise go as an overview and tiles. */
  readonly readsAll?: boolean;
  /** The server keeps it for the questions that follow. */
  readonly cached?: boolean;
}

/** The only estimate of a question's cost: at most so many input tokens, and USD for these and a usual answer. */
export function questionEstimate(size: QuestionSize, settings: CostSettings): Estimate {
  const { text, historyTokens = 0, answerTokens: answer = usualAnswer, cached = false } = size;
  const input = imageTokens(size.images, settings, size.readsAll) + historyTokens + textTokens(text);
  return estimate(settings.model, { input, answer, cached }, settings.prices);
}

/** The estimate of the next question of a conversation whose tokens the server has counted. */
export function countedEstimate(input: number, { model, prices }: CostSettings): Estimate {
  return estimate(model, { input, answer: usualAnswer, cached: true }, prices);
}

/** What an answer to so many input tokens may cost; undefined where the price is not known. */
export function answerCost(
  input: number,
  { model, prices, ...length }: CostSettings & AnswerLength,
): AnswerCost | undefined {
  const price = priceOf(model, input, prices);
  if (!price) return undefined;
  const usd = (tokens: number) => (tokens * price.output) / 1e6;
  return { usual: usd(usualAnswer), longest: usd(longestAnswer(length, modelFacts(model))) };
}

/**
 * What a look adds at most to a question of so many input tokens: the part, and the question once more, which the cache
 * serves; undefined where the price is not known.
 */
export function lookCost(input: number, settings: CostSettings): number | undefined {
  const { model, prices, imageDetail: detail } = settings;
  const price = priceOf(model, input, prices);
  const { tierTokens } = limitsFor({ ...settings, detail, imageCount: 1 });
  const cached = price?.cacheRead ?? (price?.input ?? 0) * 0.1;
  return price && (tierTokens * price.input + input * cached) / 1e6;
}

/** The sum of several questions; without USD when the price of one is not known. */
export function sumOf(estimates: readonly Estimate[]): Estimate {
  const tokens = estimates.reduce((total, one) => total + one.tokens, 0);
  const inputUsd = sum(estimates.map((one) => one.inputUsd));
  const usd = sum(estimates.map((one) => one.usd));
  return { tokens, ...(inputUsd !== undefined && usd !== undefined && { inputUsd, usd }) };
}

/** Undefined when one of them is. */
function sum(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length < values.length ? undefined : known.reduce((total, value) => total + value, 0);
}

/** Whether the user wants to be asked before so much is spent; a limit of 0 USD never asks. */
export function needsConfirmation({ usd = 0 }: Estimate, limit: number): boolean {
  return limit > 0 && usd > limit;
}

/** The next question of a conversation: what is attached, its text, and all that was said before about its subject. */
export function nextQuestionEstimate(
  conversation: Conversation,
  text: string,
  settings: CostSettings,
  readsAll = false,
): Estimate {
  const along = turnsAlong(conversation);
  const first = along[0]?.id;
  // The usage of an answer covers everything that was sent with it.
  const counted = along.findLastIndex(({ usage, request }) => usage && (request?.first ?? first) === first);
  const uncounted = along.slice(counted + 1);
  const words = uncounted.flatMap(({ question, answer }) => [question, answer]);
  const history = historyTokens(along.slice(0, counted + 1), settings);
  return questionEstimate(
    {
      images: [...uncounted.flatMap(sentAgain), ...conversation.attached],
      text: [...words, text].join('\n'),
      ...{ cached: true, readsAll },
      ...(history > 0 && { historyTokens: history }),
    },
    settings,
  );
}

/** Of turns the last of which has its usage, which held other images if some were left out or taken back since. */
function historyTokens(turns: readonly Turn[], settings: CostSettings): number {
  const last = turns.at(-1);
  if (!last) return 0;
  const change = turns
    .flatMap(({ images }) => images)
    .map((image) => {
      const wasLeftOut = last.request?.leftOut.includes(image.id) ?? false;
      if (wasLeftOut === (image.leftOut ?? false)) return 0;
      return sentTokens(image, settings) * (wasLeftOut ? 1 : -1);
    });
  return Math.max(
    0,
    change.reduce<number>((total, one) => total + one, last.context ?? usedTokens(last)),
  );
}

/** Tokens of an image as it was sent or, before that, as it would be. */
export function sentTokens(image: AttachedImage, settings: CostSettings): number {
  return image.sent?.tokens ?? imageTokens([image], settings);
}

/** A question that stands in the conversation already. */
export function turnEstimate(conversation: Conversation, id: string, settings: CostSettings): Estimate {
  const turns = turnsOfRequest(conversation, id);
  const turn = turns.at(-1);
  const before = { attached: turn?.images ?? [], turns: turns.slice(0, -1) };
  const readsAll = recipeOf(turn?.recipe ?? '')?.extracts !== undefined;
  return nextQuestionEstimate(before, turn ? turn.question + turn.answer : '', settings, readsAll);
}

/** USD of an answer, where its model has a known price and its server counted the tokens. */
export function turnCost(
  { model, usage }: Spent,
  { prices }: Pick<CostSettings, 'prices'>,
): number | undefined {
  return usage && cost(model, usage, prices);
}

/** Input and output tokens of an answer, cached ones included; 0 before the server has counted. */
export function usedTokens({ usage }: Spent): number {
  return usage ? usage.input + usage.cacheRead + usage.cacheWrite + usage.output : 0;
}

function imageTokens(images: readonly PricedImage[], settings: CostSettings, readsAll = false): number {
  const limits = limitsFor({ ...settings, detail: settings.imageDetail, imageCount: images.length });
  return images.reduce((sum, { header, problem, region }) => {
    if (problem) return sum;
    // An image that nobody has looked at yet may be as large as any.
    if (!header) return sum + limits.tierTokens;
    const { width, height } = drawnSize(header, region ?? orientedSize(header));
    const size = fit(width, height, limits);
    const tiles =
      readsAll && mayBeTiled(header, size.width / width) ? tileTokens({ width, height }, limits) : 0;
    return sum + patches(size.width, size.height) + tiles;
  }, 0);
}

const usualAnswer = 600;
