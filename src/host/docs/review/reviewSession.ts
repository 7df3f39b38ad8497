import * as vscode from 'vscode';
import type { AltAnswer } from '../../../core/docs/altText/altAnswer.ts';
import {
  acceptedRows,
  advanceReview,
  type Review,
  type ReviewEvent,
  type ReviewRow,
  unansweredRows,
} from '../../../core/docs/review/review.ts';
import { isAbort, toFailure } from '../../../core/errors.ts';
import { failureView } from '../../ui/failureText.ts';
import type { DocsDependencies } from '../dependencies.ts';
import { forEachConcurrent } from '../forEachConcurrent.ts';
import { offerSave } from '../source/offerSave.ts';
import { resolveImage } from '../source/resolveImage.ts';
import { createFindFile } from '../source/workspaceFiles.ts';
import type { FindAltSettings } from '../write/altSettings.ts';
import { type AltPlace, type AltTask, askAlt } from '../write/askAlt.ts';
import { whyLeftOut } from '../write/leftOut.ts';
import { applyRows } from './applyRows.ts';
import { goneText, locate } from './reviewRows.ts';

/** Images that are asked about at the same time; the rows of one image wait for each other. */
const concurrency = 3;

export interface ReviewSessionDependencies extends Omit<DocsDependencies, 'review' | 'offersBatches'> {
  /** Called after every change, with the rows that it changed and the event that made it, if there was one. */
  readonly changed: (review: Review, rows: readonly string[], event?: ReviewEvent) => void;
}

/** A review that is open: its rows, the questions that are being asked, and what is written into documents. */
export class ReviewSession {
  readonly #dependencies: ReviewSessionDependencies;
  #review: Review;
  #run: AbortController | undefined;
  /** A sentence about the last failure or the last Apply. */
  notice: string | undefined;

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

  /** Asks about every row that waits. What arrives is kept when it is paused, or fails half-way. */
  async start(): Promise<void> {
    await this.#ask(unansweredRows(this.#review));
  }

  /** Asks about a row once more. */
  async again(id: string, hint: string): Promise<void> {
    const rows = this.#review.rows.filter((row) => row.id === id);
    await this.#ask(rows, hint.trim() === '' ? {} : { hint: hint.trim() });
  }

  pause(): void {
    this.#run?.abort();
  }

  /** Writes the accepted texts. */
  async apply(): Promise<void> {
    const rows = acceptedRows(this.#review);
    const { written, left } = await applyRows(rows);
    this.notice = appliedText(written.length, left.length);
    if (written.length > 0) this.dispatch({ type: 'written', rows: written });
    const problem = vscode.l10n.t('Not written: the image or its alt text has changed in the document.');
    if (left.length > 0) this.dispatch({ type: 'unwritten', rows: left, problem });
    if (written.length + left.length === 0) this.say(this.notice);
    void offerSave(rows.map(({ document }) => document));
  }

  /** Shows a sentence above the rows. */
  say(notice: string): void {
    this.notice = notice;
    this.#dependencies.changed(this.#review, []);
  }

  /** Does something that Pause stops; nothing while another run is not over. A failure is shown. */
  async run(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.#run) return;
    const run = new AbortController();
    this.#run = run;
    this.notice = undefined;
    this.#dependencies.changed(this.#review, []);
    try {
      await work(run.signal);
    } catch (error) {
      if (!isAbort(error) && !run.signal.aborted) this.#failed(error);
    } finally {
      this.#run = undefined;
      this.dispatch({ type: 'stopped' });
    }
  }

  async #ask(rows: readonly ReviewRow[], again?: AltTask['again']): Promise<void> {
    if (rows.length === 0) return;
    await this.run(async (signal) => {
      const finding = { findFile: createFindFile(), settingsOf: this.#dependencies.altSettings() };
      await forEachConcurrent(groupsOf(rows), concurrency, signal, (group, until) =>
        this.#askImage(group, again, finding, until),
      );
    });
  }

  /** All rows of one image, one after the other: from the second on, the server has the image in its cache. */
  async #askImage(
    rows: readonly ReviewRow[],
    again: AltTask['again'],
    { findFile, settingsOf }: RunFinds,
    signal: AbortSignal,
  ): Promise<void> {
    this.dispatch({ type: 'asking', rows: rows.map(({ id }) => id) });
    const located = await this.#locate(rows);
    const [first] = located;
    if (!first) return;
    let answered = 0;
    const step = (done: number, answer: AltAnswer) => {
      answered = done;
      const row = located[done - 1]?.row;
      if (row) this.dispatch({ type: 'answered', row: row.id, answer });
    };
    try {
      const image = await resolveImage(first.location, signal, findFile);
      const places: AltPlace[] = [];
      for (const { location } of located)
        places.push({
          reference: location.reference,
          settings: await settingsOf(location.parsed.document.uri),
        });
      const spent = (usd: number) => this.dispatch({ type: 'spent', usd });
      const task = { image, places, captions: true, step, spent, ...(again && { again }) };
      await askAlt(this.#dependencies, task, signal);
    } catch (error) {
      const problem = whyLeftOut(first.row.image.name, error);
      if (problem === undefined) throw error;
      for (const { row } of located.slice(answered)) this.dispatch({ type: 'failed', row: row.id, problem });
    }
  }

  /** The rows whose place is still there; the others have failed. */
  async #locate(rows: readonly ReviewRow[]) {
    const found = await Promise.all(rows.map(async (row) => ({ row, location: await locate(row) })));
    const problem = goneText();
    return found.flatMap(({ row, location }) => {
      if (location) return [{ row, location }];
      this.dispatch({ type: 'failed', row: row.id, problem });
      return [];
    });
  }

  #failed(error: unknown): void {
    const { text, remedy } = failureView(toFailure(error));
    this.notice = `${text} ${remedy}`;
    this.#dependencies.log.warn(String(error));
  }
}

/** What one run has found out already. */
interface RunFinds {
  readonly findFile: ReturnType<typeof createFindFile>;
  readonly settingsOf: FindAltSettings;
}

/** Rows by the image they show, in the order of the first of each. */
function groupsOf(rows: readonly ReviewRow[]): readonly (readonly ReviewRow[])[] {
  const groups = new Map<string, ReviewRow[]>();
  for (const row of rows) {
    const key = row.image.uri ?? row.id;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

function appliedText(written: number, left: number): string {
  const done =
    written === 1 ? vscode.l10n.t('1 text was written.') : vscode.l10n.t('{0} texts were written.', written);
  if (left === 0) return done;
  const not =
    left === 1
      ? vscode.l10n.t('1 was not, because its document has changed: see its row.')
      : vscode.l10n.t('{0} were not, because their documents have changed: see their rows.', left);
  return `${done} ${not}`;
}
