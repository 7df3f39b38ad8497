import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { isClaudeApi, normalizeBaseUrl } from '../../core/api/address.ts';
import { connect } from '../../core/api/connect.ts';
import { cost } from '../../core/api/models/prices.ts';
import { questionEstimate } from '../../core/ask/cost.ts';
import { type ImageInstruction, imageQuestion } from '../../core/ask/imageQuestion.ts';
import { wholeAnswer } from '../../core/ask/wholeAnswer.ts';
import { type AltAnswer, parseAltAnswer } from '../../core/docs/altText/altAnswer.ts';
import { createPool } from '../../core/image/pool.ts';
import { isRefusal, probe } from '../../core/image/probe.ts';
import { CliError } from '../failure.ts';
import { createAnswerCache } from './answerCache.ts';
import type { Task } from './tasks.ts';

export interface AskerOptions {
  /** The built `worker.js`. */
  readonly worker: URL;
  readonly model: string;
  /** USD. */
  readonly maxCost: number;
}

export type Answered =
  | { readonly answer: AltAnswer }
  /** Asking would cost more than is left. */
  | { readonly overCap: true };

export interface Asker {
  /**
   * The alt text of a task: from a caption, from the cache, or from the model.
   *
   * @throws RefusalError, FailureError, and the reason of `signal`.
   */
  readonly answer: (task: Task, signal: AbortSignal) => Promise<Answered>;
  /** USD for the answer of a task, at most, and whether it has been paid before. */
  readonly estimate: (task: Task) => Promise<{ readonly usd: number | undefined; readonly known: boolean }>;
  /** USD so far; answers from the cache cost nothing. */
  readonly spent: () => number;
  readonly asked: () => number;
  readonly dispose: () => void;
}

/** Tokens of an alt text with its reasons, thinking included. */
const answerTokens = 400;
/** Tokens that an answer may have. */
const maxTokens = 8192;
/** Seconds without a byte. */
const idleTimeoutSeconds = 60;

/** Asks the server of the environment: `ANTHROPIC_API_KEY`, `ANTHROPIC_BASE_URL`. @throws {CliError} without a key for the Claude API. */
export function createAsker({ worker, model, maxCost }: AskerOptions): Asker {
  const { ANTHROPIC_API_KEY: key, ANTHROPIC_BASE_URL } = process.env;
  const baseUrl = normalizeBaseUrl(ANTHROPIC_BASE_URL ?? '');
  const api = connect({
    ...{ baseUrl, key, keySource: key ? 'environment' : 'missing', idleTimeoutSeconds },
    fetch: (input, init) => globalThis.fetch(input, init),
  });
  const cache = createAnswerCache();
  const pool = createPool({ worker });
  const running = new Map<string, Promise<Answered>>();
  let [spent, reserved, asked] = [0, 0, 0];

  return {
    answer: async (task, signal) => {
      const { job } = task;
      if ('alt' in job) return { answer: job };
      const cacheKey = cache.keyOf(await readFile(task.path), job, model);
      // The same image in the same place of another document.
      const known = running.get(cacheKey) ?? answerOnce(cacheKey, task, job, signal);
      running.set(cacheKey, known);
      return known;
    },
    estimate: async (task) => {
      if ('alt' in task.job) return { usd: 0, known: true };
      const known = await cache.get(cache.keyOf(await readFile(task.path), task.job, model));
      return known ? { usd: 0, known: true } : { usd: await usdOf(task, task.job), known: false };
    },
    spent: () => spent,
    asked: () => asked,
    dispose: () => pool.dispose(),
  };

  async function answerOnce(
    cacheKey: string,
    task: Task,
    job: ImageInstruction,
    signal: AbortSignal,
  ): Promise<Answered> {
    const known = await cache.get(cacheKey);
    if (known) return { answer: known };
    if (!key && isClaudeApi(baseUrl))
      throw new CliError('Set ANTHROPIC_API_KEY, or ANTHROPIC_BASE_URL to a server that needs no key.');
    const usd = await usdOf(task, job);
    if (usd === undefined && Number.isFinite(maxCost))
      throw new CliError(`The price of ${model} is not known, so --max-cost could not be kept.`);
    const price = usd ?? 0;
    if (spent + reserved + price > maxCost) return { overCap: true };
    reserved += price;
    try {
      const answer = parseAltAnswer(await ask(task, job, signal), task.maxLength);
      await cache.set(cacheKey, answer);
      return { answer };
    } finally {
      reserved -= price;
    }
  }

  async function ask(task: Task, job: ImageInstruction, signal: AbortSignal): Promise<string> {
    asked += 1;
    const image = { id: 'image', name: basename(task.path), uri: task.path };
    return wholeAnswer({
      dependencies: {
        answer: api.answer,
        prepare: (bytes, options, until) => pool.prepare(bytes, options, until),
        readBytes: async () => new Uint8Array(await readFile(task.path)),
      },
      question: imageQuestion(image, job, false),
      options: { model, baseUrl, detail: 'auto', maxTokens },
      ...{ prepared: new Map(), signal },
      used: (usage) => {
        spent += cost(model, usage) ?? 0;
      },
    });
  }

  async function usdOf(task: Task, { system, text }: ImageInstruction): Promise<number | undefined> {
    const header = probe(await readFile(task.path));
    const images = isRefusal(header) ? [] : [{ header }];
    const size = { images, text: system + text, answerTokens };
    return questionEstimate(size, { model, baseUrl, imageDetail: 'auto', prices: {} }).usd;
  }
}
