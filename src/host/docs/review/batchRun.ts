import * as vscode from 'vscode';
import type { Api } from '../../../core/api/connect.ts';
import { batchShare, cost } from '../../../core/api/models/prices.ts';
import { type AltAnswer, parseAltAnswer } from '../../../core/docs/altText/altAnswer.ts';
import type { BatchEngine } from '../../../core/docs/batch/batchEngine.ts';
import { cancelBatches } from '../../../core/docs/batch/cancelBatches.ts';
import { followBatches, pollPause } from '../../../core/docs/batch/followBatches.ts';
import { submitRows } from '../../../core/docs/batch/submitRows.ts';
import { type Review, type ReviewEvent, unansweredRows } from '../../../core/docs/review/review.ts';
import { openBatches } from '../../../core/docs/review/reviewBatch.ts';
import { FailureError, isAbort, toFailure } from '../../../core/errors.ts';
import { readSettings } from '../../settings.ts';
import { choose, showWarning } from '../../ui/dialogs.ts';
import { failureView } from '../../ui/failureText.ts';
import { rulesOf } from '../audit/documentRules.ts';
import type { DocsDependencies } from '../dependencies.ts';
import { tasksOf } from './batchTasks.ts';
import { batchWords, doneText, sentText } from './batchWords.ts';
import type { ReviewSession } from './reviewSession.ts';

export interface BatchDependencies extends Omit<DocsDependencies, 'review' | 'offersBatches'> {
  /** The server by the settings of now. @throws FailureError `wrongAddress`. */
  readonly connect: () => Promise<Api>;
  /** Adds what answers have cost, in USD. */
  readonly spend: (usd: number) => void;
  /** Called when the last open batch has ended. */
  readonly finished: () => void;
}

/** Has Message Batches answer the rows of a review, and waits for them for as long as the window is open. */
export class BatchRun {
  readonly #dependencies: BatchDependencies;
  readonly #session: ReviewSession;
  #following: AbortController | undefined;

  constructor(dependencies: BatchDependencies, session: ReviewSession) {
    this.#dependencies = dependencies;
    this.#session = session;
  }

  get isOpen(): boolean {
    return openBatches(this.#session.review.batches).length > 0;
  }

  /** Sends every row that waits. Where the server has no batches, it is offered to ask at once. */
  async start(): Promise<void> {
    let isOffered = true;
    await this.#session.run(async (signal) => {
      try {
        await this.#submit(signal);
      } catch (error) {
        isOffered = !isNotOffered(error);
        if (isOffered) throw error;
      }
    });
    this.#follow();
    if (!isOffered && (await asksDirectly())) await this.#session.start();
  }

  /** Goes on with what waits: as the user chooses, where batches have answered before. */
  async resume(): Promise<void> {
    if (this.#session.review.batches === undefined) return this.#session.start();
    const [now, later] = [vscode.l10n.t('Write Alt Texts'), vscode.l10n.t('Write at Half Price')];
    const chosen = await choose(
      vscode.l10n.t('Ask about the images that wait?'),
      vscode.l10n.t('At once, or through Message Batches at half the price, within 24 hours at the latest.'),
      [now, later],
    );
    if (chosen === now) await this.#session.start();
    if (chosen === later) await this.start();
  }

  /** Waits for the batches of the review, if it has open ones. */
  follow(): void {
    if (!this.#following) this.#follow();
  }

  /** Stops the batches at their server. What they have answered by then is kept. */
  async cancel(): Promise<void> {
    this.dispose();
    try {
      await cancelBatches(await this.#engine(), AbortSignal.timeout(60_000));
    } finally {
      this.#follow();
    }
  }

  /** Waits no longer; the batches go on at their server. */
  dispose(): void {
    this.#following?.abort();
    this.#following = undefined;
  }

  async #submit(signal: AbortSignal): Promise<void> {
    const rows = unansweredRows(this.#session.review);
    let batches = 0;
    for await (const _ of submitRows(await this.#engine(), rows, { again: false }, signal)) batches += 1;
    if (batches > 0) this.#session.say(sentText());
  }

  #follow(): void {
    this.dispose();
    if (!this.isOpen) return;
    const following = new AbortController();
    this.#following = following;
    void this.#untilDone(following);
  }

  async #untilDone(following: AbortController): Promise<void> {
    const { log, finished } = this.#dependencies;
    try {
      const engine = await this.#engine();
      await followBatches(engine, following.signal);
      const { review } = this.#session;
      this.#session.say(this.isOpen ? elsewhereText(review) : doneText(review));
      if (!this.isOpen) finished();
    } catch (error) {
      if (following.signal.aborted || isAbort(error)) return;
      const { text, remedy } = failureView(toFailure(error));
      log.warn(`The batch is no longer followed: ${String(error)}`);
      this.#session.say(vscode.l10n.t('The batch cannot be asked for: {0} {1}', text, remedy));
    } finally {
      if (this.#following === following) this.#following = undefined;
    }
  }

  async #engine(): Promise<BatchEngine> {
    const { connect, log } = this.#dependencies;
    const longest = this.#longest();
    const dispatch = (event: ReviewEvent) => this.#dispatch(event);
    return {
      ...{ api: await connect(), dispatch, words: batchWords, pause: pollPause },
      review: () => this.#session.review,
      tasks: (rows, signal) => tasksOf({ ...this.#dependencies, dispatch }, rows, signal),
      readAnswer: async (text, { id, rows }) => this.#readAnswer(text, id, await longest(rows[0])),
      usd: (model, usage) => (cost(model, usage, readSettings().prices) ?? 0) * batchShare,
      log: (line) => log.info(line),
    };
  }

  #dispatch(event: ReviewEvent): void {
    this.#session.dispatch(event);
    if (event.type === 'settled') this.#dependencies.spend(event.usd);
  }

  /** Requests are called by the keys of their answers, which are kept by these. */
  async #readAnswer(text: string, key: string, maxLength: number): Promise<AltAnswer> {
    const answer = parseAltAnswer(text, maxLength);
    await this.#dependencies.answers.set(key, answer);
    return answer;
  }

  /** Makes a function that finds how long the text of a row may be. */
  #longest(): (row: string | undefined) => Promise<number> {
    const { rows } = this.#session.review;
    const documents = new Map(rows.map(({ id, document }) => [id, document]));
    const found = new Map<string, Promise<number>>();
    return (row = '') => {
      const document = documents.get(row) ?? '';
      const known = found.get(document) ?? rulesOf(vscode.Uri.parse(document)).then((one) => one.maxLength);
      found.set(document, known);
      return known;
    };
  }
}

function isNotOffered(error: unknown): boolean {
  if (!(error instanceof FailureError)) return false;
  const { code, status = 0 } = error.failure;
  return code === 'not_offered' || [404, 405, 501].includes(status);
}

async function asksDirectly(): Promise<boolean> {
  const direct = vscode.l10n.t('Ask at Once');
  const text = vscode.l10n.t(
    'This server has no Message Batches, so nothing was sent. The images can be asked about at once, at the full price.',
  );
  return (await showWarning(text, direct)) === direct;
}

function elsewhereText({ batches }: Review): string {
  const [open] = openBatches(batches);
  return vscode.l10n.t(
    'The batch is at {0}, and another server is set now: set askClaude.baseUrl to that address to have its answers.',
    open?.server ?? '',
  );
}
