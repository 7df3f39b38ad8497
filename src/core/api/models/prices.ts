import type { Usage } from '../answerTypes.ts';
import { plainId } from './models.ts';

/** USD for a million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number;
  /** For entries that live five minutes, the only ones we write. */
  readonly cacheWrite?: number;
}

/** By model id, from the user's settings: these override the table. */
export type Prices = Readonly<Record<string, Price>>;

/** The day the table was last compared with its source. */
export const pricesAsOf = '2026-11-22';

/** The part of the price that a request of a Message Batch costs (Batch docs, Aug 2026). */
export const batchShare = 0.5;

/** USD for what was used; undefined when the price of the model is unknown. */
export function cost(model: string, usage: Usage, overrides: Prices = {}): number | undefined {
  const all = usage.input + usage.cacheRead + usage.cacheWrite;
  const price = priceOf(model, all, overrides);
  if (!price) return undefined;
  const { input, output, cacheRead = input * 0.1, cacheWrite = input * 1.25 } = price;
  const total =
    usage.input * input + usage.output * output + usage.cacheRead * cacheRead + usage.cacheWrite * cacheWrite;
  return Number.isFinite(total) ? total / 1e6 : undefined;
}

/** The price of a model for a prompt of so many tokens, cached ones included. */
export function priceOf(model: string, promptTokens = 0, overrides: Prices = {}): Price | undefined {
  const plain = plainId(model);
  const override = own(overrides, model) ?? own(overrides, plain);
  if (override) return override;
  if (plain === 'claude-haiku-5-5' && promptTokens > haikuStep) return longHaiku;
  return own(table, plain);
}

/** Models may be called `constructor`, or whatever else a plain object inherits. */
function own(prices: Prices, model: string): Price | undefined {
  return Object.hasOwn(prices, model) ? prices[model] : undefined;
}

export interface Estimate {
  /** Of the input. */
  readonly tokens: number;
  /** USD for the input alone. */
  readonly inputUsd?: number;
  /** USD for the input and an answer of the expected length. */
  readonly usd?: number;
}

/** Tokens before anything is sent. */
interface ExpectedTokens {
  readonly input: number;
  /** Thinking included. */
  readonly answer: number;
  /** The input is written to the server's cache, which costs more than reading it. */
  readonly cached?: boolean;
}

/** USD for a question of so many input tokens and its answer, before anything is sent; without it for an unknown model. */
export function estimate(
  model: string,
  { input, answer, cached = false }: ExpectedTokens,
  overrides: Prices = {},
): Estimate {
  const sent = cached ? { input: 0, cacheWrite: input } : { input, cacheWrite: 0 };
  const usdWith = (output: number) => cost(model, { ...sent, output, cacheRead: 0 }, overrides);
  const inputUsd = usdWith(0);
  const usd = usdWith(answer);
  return { tokens: input, ...(inputUsd !== undefined && usd !== undefined && { inputUsd, usd }) };
}

/**
 * An estimate on the high side: three characters a token for English prose and code, because the tokenizer of 4.7 and
 * later makes about 30 % more tokens than older ones with their four characters a token; one for other scripts.
 */
export function textTokens(text: string): number {
  const others = text.replace(/[\0-\u024f]/g, '').length;
  return Math.ceil((text.length - others) / 3) + others;
}

function row(input: number, output: number, cacheWrite: number, cacheRead: number): Price {
  return { input, output, cacheWrite, cacheRead };
}

const haikuStep = 100_000;
const longHaiku = row(0.5, 2.5, 0.625, 0.05);

/** From the API's pricing page (Aug 2026) and the pages of the models released since (to Nov 2026). */
const table: Prices = {
  // The cache prices of Fable 5.2 were not found, so the general rule applies.
  'claude-fable-5-2': { input: 8, output: 40 },
  'claude-mythos-5-2': { input: 8, output: 40 },
  'claude-haiku-5-5': row(0.1, 0.5, 0.125, 0.01),
  'claude-sonnet-5-5': row(2, 10, 2.5, 0.2),
  'claude-opus-5-5': row(4, 20, 5, 0.2),
  'claude-fable-5-1': row(10, 50, 12.5, 0.25),
  'claude-sonnet-5': row(2, 10, 2.5, 0.2),
  'claude-opus-5': row(5, 25, 6.25, 0.5),
  'claude-opus-4-8': row(5, 25, 6.25, 0.5),
  'claude-opus-4-7': row(5, 25, 6.25, 0.5),
  'claude-opus-4-6': row(5, 25, 6.25, 0.5),
  'claude-sonnet-4-6': row(3, 15, 3.75, 0.3),
  'claude-opus-4-5': row(5, 25, 6.25, 0.5),
  'claude-sonnet-4-5': row(3, 15, 3.75, 0.3),
  'claude-haiku-4-5': row(1, 5, 1.25, 0.1),
};
