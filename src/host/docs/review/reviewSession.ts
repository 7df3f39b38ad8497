import * as vscode from 'vscode';
import { PacedRun, type Wait } from '../../../core/docs/review/pacedRun.ts';
import {
  acceptedRows,
  advanceReview,
  type Review,
  type ReviewEvent,
  type ReviewRow,
  unansweredRows,
} from '../../../core/docs/review/review.ts';
import { undoneRows } from '../../../core/docs/review/undoneRows.ts';
import { isAbort, toFailure } from '../../../core/errors.ts';
import type { ActionView } from '../../../protocol.ts';
import { failureView } from '../../ui/failureText.ts';
import { offeredActions } from '../../ui/reportError.ts';
import type { DocsDependencies } from '../dependencies.ts';
import { offerSave } from '../source/offerSave.ts';
import { referencesIn } from '../source/parsedDocument.ts';
import { appliedText } from './appliedText.ts';
import { applyRows } from './applyRows.ts';
import { RowAsker, rowsByImage } from './rowAsker.ts';

/** Images that are asked about at the same time; the rows of one image wait for each other. */
const concurrency = 3;

export interface ReviewSessionDependencies
  extends Omit<DocsDependencies, 'review' | 'offersBatches' | 'status'> {
  /** Called after every change, with the rows that it changed and the event that made it, if there was one. */
  readonly changed: (review: Review, rows: readonly string[], event?: ReviewEvent) => void;
}

/** Something that Pause pauses, or ends where it cannot be paused. */
type Run = Pick<PacedRun<unknown>, 'isPausing' | 'wait' | 'pause'>;

/** A sentence about the last failure or the last Apply, and the buttons that help. */
export interface Notice {
  readonly text: string;
  readonly actions?: readonly ActionView[];
}

/** A review that is open: its rows, the questions that are being asked, and what is written into documents. */
export class ReviewSession {
  readonly #dependencies: ReviewSessionDependencies;
  #review: Review;
  #run: Run | undefined;
  /** Rows that are asked about once more. */
  readonly #again = new Set<AbortController>();
  notice: Notice | undefined;
  #applying: Promise<void> | undefined;
  /** Resolves when the run is over. */
  #working: Promise<void> | undefined;

  constructor(dependencies: ReviewSessionDependencies, review: Review) {
    this.#dependencies = dependencies;
    this.#review = review;
  }

  get review(): Review {
    return this.#review;
  }

  get isRunning(): boolean {
    return this.#run !== undefined;
  }

  /** Answers are on their way. */
  get isAsking(): boolean {
    return this.isRunning || this.#again.size > 0;
  }

  /** It was paused, and what had been asked by then is still to arrive. */
  get isPausing(): boolean {
    return this.#run?.isPausing ?? false;
  }

  /** Undefined unless the server has asked to wait. */
  get wait(): Wait | undefined {
    return this.#run?.wait;
  }

  dispatch(event: ReviewEvent): void {
    const before = this.#review.rows;
    this.#review = advanceReview(this.#review, event);
    const changed = this.#review.rows.filter((row, index) => row !== before[index]);
    this.#dependencies.changed(
      this.#review,
      changed.map(({ id }) => id),
      event,
    );
  }

  /** Asks about every row that waits. Resolves when all are answered, or it was paused: what has arrived is kept. */
  async start(): Promise<void> {
    const rows = unansweredRows(this.#review);
    if (rows.length === 0) return;
    const asker = this.#asker((wait) => run.hold(wait));
    const run = new PacedRun({
      ...{ items: rowsByImage(rows), atOnce: concurrency },
      run: (ids, signal) => asker.ask(ids, signal),
      changed: () => this.#changed(),
    });
    await this.#during(run, () => run.finish());
  }

  /** Does something that Pause stops; nothing while another run is not over. A failure is shown. */
  async run(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const stop = new AbortController();
    const run = { isPausing: false, wait: undefined, pause: () => stop.abort() };
    const unlessStopped = (error: unknown) => {
      if (!stop.signal.aborted) throw error;
    };
    await this.#during(run, () => work(stop.signal).catch(unlessStopped));
  }

  /** Asks about a row once more, also while others are asked about. */
  async again(id: string, hint: string): Promise<void> {
    const row = this.#review.rows.find((one) => one.id === id);
    if (!row || row.status === 'asking') return;
    if (row.decision === 'skipped') this.dispatch({ type: 'decided', row: id, decision: 'open' });
    const control = new AbortController();
    this.#again.add(control);
    this.notice = undefined;
    try {
      await this.#asker().ask([id], control.signal, hint.trim() === '' ? {} : { hint: hint.trim() });
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#again.delete(control);
      this.dispatch({ type: 'stopped', rows: [id] });
    }
  }

  /** Asks nothing more; what has been asked still arrives, unless it is called a second time. */
  pause(): void {
    this.#run?.pause();
  }

  /** Asks nothing more. Resolves when what has been asked has arrived. */
  async finish(): Promise<void> {
    if (!this.isPausing) this.pause();
    // What failed is shown by the run itself.
    await this.#working?.catch(() => undefined);
  }

  /** Ends what is being asked. */
  stop(): void {
    this.#run?.pause(true);
    for (const control of this.#again) control.abort();
  }

  /** Shows a sentence above the rows. */
  say(text: string): void {
    this.notice = { text };
    this.#changed();
  }

  /** The same for all documents. */
  async followAll(): Promise<void> {
    const documents = new Set(
      this.#review.rows.flatMap(({ document, written }) => (written === undefined ? [] : [document])),
    );
    for (const document of documents) await this.follow(document);
  }

  /** Writes the accepted texts; once for those who want it at the same time. */
  async apply(): Promise<void> {
    this.#applying ??= this.#apply().finally(() => {
      this.#applying = undefined;
    });
    await this.#applying;
  }

  async #apply(): Promise<void> {
    const rows = acceptedRows(this.#review);
    const { written, left, together } = await applyRows(rows);
    if (written.length > 0) this.dispatch({ type: 'written', rows: written });
    for (const [row, why] of left) this.dispatch({ type: 'unwritten', rows: [row], ...why });
    const named = rows.filter(({ id }) => left.has(id));
    this.say(appliedText({ written: written.length, left: named, together, spent: this.#review.spent }));
    void offerSave(rows.map(({ document }) => document));
  }

  async #during(run: Run, work: () => Promise<void>): Promise<void> {
    if (this.#run) return;
    const rows = unansweredRows(this.#review).map(({ id }) => id);
    this.#run = run;
    this.notice = undefined;
    this.#changed();
    this.#working = work();
    try {
      await this.#working;
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#run = undefined;
      this.dispatch({ type: 'stopped', rows });
    }
  }

  /** What was written into a document may have been undone, redone, or thrown away. */
  async follow(document: string): Promise<void> {
    const isMeant = (row: ReviewRow) => row.document === document && row.written !== undefined;
    if (!this.#review.rows.some(isMeant)) return;
    const references = await referencesIn(vscode.Uri.parse(document));
    const { undone, redone } = undoneRows(this.#review.rows.filter(isMeant), references);
    if (undone.length > 0) this.dispatch({ type: 'undone', rows: undone });
    if (redone.length > 0) this.dispatch({ type: 'written', rows: redone });
  }

  #asker(hold?: (wait: Wait) => void): RowAsker {
    return new RowAsker({
      dependencies: this.#dependencies,
      row: (id): ReviewRow | undefined => this.#review.rows.find((row) => row.id === id),
      dispatch: (event) => this.dispatch(event),
      ...(hold && { hold }),
    });
  }

  #changed(): void {
    this.#dependencies.changed(this.#review, []);
  }

  #failed(error: unknown): void {
    if (isAbort(error)) return;
    const view = failureView(toFailure(error));
    this.notice = { text: `${view.text} ${view.remedy}`, actions: offeredActions(view.actions) };
    this.#dependencies.log.warn(String(error));
  }
}
