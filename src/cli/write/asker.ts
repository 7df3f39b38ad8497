import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { isClaudeApi, normalizeBaseUrl } from '../../core/api/address.ts';
import { type Api, connect } from '../../core/api/connect.ts';
import { cost } from '../../core/api/models/prices.ts';
import { questionEstimate } from '../../core/ask/cost.ts';
import { type ImageInstruction, imageQuestion } from '../../core/ask/imageQuestion.ts';
import { wholeAnswer } from '../../core/ask/wholeAnswer.ts';
import { type AltAnswer, parseAltAnswer } from '../../core/docs/altText/altAnswer.ts';
import { AnswerCache, answerKey } from '../../core/docs/altText/answerCache.ts';
import { keptAnswers } from '../../core/docs/altText/keptAnswers.ts';
import type { Wait } from '../../core/docs/review/pacedRun.ts';
import { RefusalError, type RefusalReason } from '../../core/image/imageTypes.ts';
import { createPool, type Pool } from '../../core/image/pool.ts';
import { isRefusal, probe } from '../../core/image/probe.ts';
import { sha256 } from '../../core/sha256.ts';
import { CliError, say, systemWords } from '../failure.ts';
import { answerFiles } from './answerFiles.ts';
import { environmentFetch } from './environmentFetch.ts';
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

type Hold = (wait: Wait) => void;

class OverCap extends Error {}

/** Tokens of an alt text with its reasons, thinking included. */
const answerTokens = 400;
/** Tokens that an answer may have. */
const maxTokens = 8192;
/** Seconds without a byte. */
const idleTimeoutSeconds = 60;

/** Asks the server of the environment: `ANTHROPIC_API_KEY`, `ANTHROPIC_BASE_URL`. */
export class Asker {
  readonly #options: AskerOptions;
  readonly #key = process.env['ANTHROPIC_API_KEY'] || undefined;
  readonly #baseUrl = normalizeBaseUrl(process.env['ANTHROPIC_BASE_URL'] ?? '');
  readonly #cache = new AnswerCache(keptAnswers(answerFiles(), () => this.#sayNotKept()));
  readonly #pool: Pool;
  readonly #estimated = new Set<string>();
  #api: Api | undefined;
  /** USD of questions that are being asked. */
  #reserved = 0;
  /** USD so far; answers from the cache cost nothing. */
  spent = 0;
  /** Questions that were paid for so far. */
  asked = 0;
  /** Whether their answers are there for the next run. */
  isKept = true;

  constructor(options: AskerOptions) {
    this.#options = options;
    this.#pool = createPool({ worker: options.worker });
  }

  /**
   * The alt text of a task: from a caption, from the cache, or from the model. `hold` is told when the server is to be left
   * alone for a while.
   *
   * @throws {CliError} without a key for the Claude API; RefusalError, FailureError, and the reason of `signal`.
   */
  async answer(task: Task, hold: Hold, signal: AbortSignal): Promise<Answered> {
    const { job } = task;
    if ('alt' in job) return { answer: job };
    const key = await this.#keyOf(task, job);
    try {
      return { answer: await this.#cache.once(key, () => this.#pay(task, job, hold, signal), signal) };
    } catch (error) {
      if (error instanceof OverCap) return { overCap: true };
      throw error;
    }
  }

  /**
   * USD for the answer of a task, at most; undefined for a model without a known price. `known` has been paid before, or is
   * the same as one that was estimated.
   */
  async estimate(task: Task): Promise<{ readonly usd: number | undefined; readonly known: boolean }> {
    if ('alt' in task.job) return { usd: 0, known: true };
    const key = await this.#keyOf(task, task.job);
    const known = this.#estimated.has(key) || (await this.#cache.get(key)) !== undefined;
    this.#estimated.add(key);
    if (known) return { usd: 0, known };
    return { usd: await this.#usdOf(task, task.job), known: false };
  }

  dispose(): void {
    this.#pool.dispose();
  }

  async #keyOf({ path }: Task, job: ImageInstruction): Promise<string> {
    const answeredBy = { model: this.#options.model, baseUrl: this.#baseUrl };
    return answerKey(await sha256(await imageAt(path)), job, answeredBy);
  }

  /** @throws {OverCap} when it would cost more than is left. */
  async #pay(task: Task, job: ImageInstruction, hold: Hold, signal: AbortSignal): Promise<AltAnswer> {
    const { model, maxCost } = this.#options;
    const usd = await this.#usdOf(task, job);
    if (usd === undefined && Number.isFinite(maxCost))
      throw new CliError(`The price of ${model} is not known, so --max-cost could not be kept.`);
    const price = usd ?? 0;
    if (this.spent + this.#reserved + price > maxCost) throw new OverCap();
    if (!this.#key && isClaudeApi(this.#baseUrl))
      throw new CliError('Set ANTHROPIC_API_KEY, or ANTHROPIC_BASE_URL to a server that needs no key.');
    this.#reserved += price;
    try {
      return parseAltAnswer(await this.#ask(task, job, hold, signal), task.maxLength);
    } finally {
      this.#reserved -= price;
    }
  }

  async #ask(task: Task, job: ImageInstruction, hold: Hold, signal: AbortSignal): Promise<string> {
    const { model } = this.#options;
    this.#api ??= this.#connect();
    return wholeAnswer({
      dependencies: {
        answer: this.#api.answer,
        prepare: (bytes, options, until) => this.#pool.prepare(bytes, options, until),
        readBytes: () => imageAt(task.path),
      },
      question: imageQuestion({ id: 'image', name: basename(task.path), uri: task.path }, job, false),
      options: { model, baseUrl: this.#baseUrl, detail: 'auto', maxTokens },
      ...{ prepared: new Map(), signal },
      emit: (event) => {
        if (event.type === 'retrying') hold(event);
      },
      used: (usage) => {
        this.asked += 1;
        this.spent += cost(model, usage) ?? 0;
      },
    });
  }

  #sayNotKept(): void {
    if (this.isKept) say('The folder for caches cannot be used, so answers are not kept for another run.');
    this.isKept = false;
  }

  #connect(): Api {
    return connect({
      ...{ baseUrl: this.#baseUrl, key: this.#key, idleTimeoutSeconds },
      keySource: this.#key ? 'environment' : 'missing',
      fetch: environmentFetch(),
    });
  }

  async #usdOf({ path }: Task, { system, text }: ImageInstruction): Promise<number | undefined> {
    const header = probe(await imageAt(path));
    const images = isRefusal(header) ? [] : [{ header }];
    const { model } = this.#options;
    const settings = { model, baseUrl: this.#baseUrl, imageDetail: 'auto', prices: {} } as const;
    return questionEstimate({ images, text: system + text, answerTokens }, settings).usd;
  }
}

/** @throws RefusalError for a file that cannot be read, so that it is the fault of this image alone. */
async function imageAt(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const reasons: Readonly<Record<string, RefusalReason>> = { ENOENT: 'missing', EISDIR: 'folder' };
    const reason = reasons[String(code)] ?? 'unreadable';
    throw new RefusalError({ reason, detail: systemWords(error) }, { cause: error });
  }
}
