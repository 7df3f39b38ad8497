import { setTimeout } from 'node:timers/promises';
import * as v from 'valibot';
import * as vscode from 'vscode';
import {
  type Review,
  type ReviewEvent,
  type ReviewRow,
  unansweredRows,
} from '../../../core/docs/review/review.ts';
import { openBatches } from '../../../core/docs/review/reviewBatch.ts';
import { showInformation } from '../../ui/dialogs.ts';
import { number, plural } from '../../ui/quantities.ts';
import type { AnswerWay, DocsDependencies } from '../dependencies.ts';
import { type BatchDependencies, BatchRun } from './batchRun.ts';
import { finishedText } from './batchWords.ts';
import { chooseReview } from './chooseReview.ts';
import { openBatchesKey } from './openBatchesKey.ts';
import { ReviewPanel, type ReviewPanelOptions, reviewViewType } from './reviewPanel.ts';
import { ReviewSession, type ReviewSessionDependencies } from './reviewSession.ts';
import { createReviewStatus } from './reviewStatus.ts';
import { ReviewStore } from './reviewStore.ts';

interface OpenReview {
  readonly session: ReviewSession;
  readonly batch: BatchRun;
  /** Undefined while only its batches, or the last answers after its tab was closed, are waited for. */
  panel?: ReviewPanel | undefined;
}

export interface ReviewsDependencies
  extends Omit<DocsDependencies, 'review' | 'offersBatches'>,
    Pick<BatchDependencies, 'connect' | 'spend'> {
  /** Of the workspace: whether batches are to be waited for after a reload. */
  readonly memory: vscode.Memento;
}

/** The reviews of this workspace: those in tabs, and those that were kept. */
export class Reviews implements vscode.Disposable {
  readonly #dependencies: ReviewsDependencies;
  readonly #options: ReviewPanelOptions;
  readonly #store: ReviewStore;
  readonly #opened = new Map<string, OpenReview>();
  readonly #following = vscode.Disposable.from(
    vscode.workspace.onDidChangeTextDocument(({ document, reason }) => {
      // A change that leaves nothing to save is a revert, or comes from the disk.
      if (reason !== undefined || !document.isDirty) this.#follow(document);
    }),
    // Its changes may have been thrown away.
    vscode.workspace.onDidCloseTextDocument((document) => this.#follow(document)),
  );

  constructor(dependencies: ReviewsDependencies, options: ReviewPanelOptions) {
    this.#dependencies = dependencies;
    this.#options = options;
    this.#store = new ReviewStore(options.storage, (line) => options.log.warn(line));
  }

  /**
   * Opens a review of these rows and asks about each. Resolves when all are answered or, with `batch`, sent, or when it
   * was paused.
   */
  async begin(title: string, rows: readonly ReviewRow[], way: AnswerWay): Promise<void> {
    const review: Review = { id: crypto.randomUUID(), title, created: Date.now(), rows, spent: 0 };
    this.#store.save(review);
    await this.#store.flush();
    const { session, batch } = this.#open(review);
    await (way === 'batch' ? batch : session).start();
  }

  /** Opens a review that was kept: the one with this id, if it is open, else the one that the user chooses. */
  async reopen(id?: unknown): Promise<void> {
    const known = typeof id === 'string' ? this.#opened.get(id) : undefined;
    if (known) {
      this.#open(known.session.review);
      return;
    }
    await this.#store.flush();
    const review = await chooseReview(await this.#store.load());
    if (review) this.#open(review);
  }

  /** Whether there is a review in which something is left to do. */
  async hasOpen(): Promise<boolean> {
    await this.#store.flush();
    return this.#store.hasOpen();
  }

  /** Fills a tab that the editor has brought back after a reload. */
  async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const parsed = v.safeParse(v.object({ review: v.pipe(v.string(), v.regex(/^[\w-]+$/)) }), state);
    // A tab that was closed before it said which review it shows gets the newest.
    const review = parsed.success
      ? await this.#store.get(parsed.output.review)
      : (await this.#store.load())[0];
    if (review) this.#open(review, panel);
    else panel.dispose();
  }

  /** Waits for the batches of all reviews, also of those that no tab shows. */
  async followBatches(): Promise<void> {
    for (const review of await this.#store.load())
      if (openBatches(review.batches).length > 0) this.#load(review).batch.follow();
  }

  /** Asks nothing more, and waits a few seconds for what is on its way. */
  async finish(): Promise<void> {
    const sessions = [...this.#opened.values()].map(({ session }) => session);
    await Promise.race([Promise.all(sessions.map((one) => one.finish())), setTimeout(longestFinish)]);
    await this.#store.flush();
  }

  dispose(): void {
    this.#following.dispose();
    for (const { session, batch } of this.#opened.values()) {
      session.stop();
      batch.dispose();
    }
    void this.#store.flush();
  }

  #follow({ uri }: vscode.TextDocument): void {
    for (const { session } of this.#opened.values()) void session.follow(uri.toString());
  }

  #open(review: Review, tab?: vscode.WebviewPanel): OpenReview {
    const opened = this.#load(review);
    if (opened.panel) {
      opened.panel.reveal();
      tab?.dispose();
    } else this.#show(opened, tab ?? newTab(review));
    return opened;
  }

  #load(review: Review): OpenReview {
    const known = this.#opened.get(review.id);
    if (known) return known;
    const showStatus = createReviewStatus(this.#dependencies.status);
    const changed: ReviewSessionDependencies['changed'] = (now, rows, event) => {
      showStatus(now, session.isRunning);
      this.#store.save(now);
      if (!event || !mayWait.has(event.type)) void this.#store.flush();
      if (event?.type === 'batched' || event?.type === 'settled') this.#remember();
      opened.panel?.update(rows);
      if (event?.type === 'stopped') this.#forget(opened);
    };
    const session = new ReviewSession({ ...this.#dependencies, changed }, review);
    const finished = () => this.#finished(opened);
    const batch = new BatchRun({ ...this.#dependencies, finished }, session);
    const opened: OpenReview = { session, batch };
    this.#opened.set(review.id, opened);
    return opened;
  }

  #show(opened: OpenReview, tab: vscode.WebviewPanel): void {
    const { session, batch } = opened;
    opened.panel = new ReviewPanel(tab, opened, this.#options);
    tab.onDidDispose(() => {
      opened.panel = undefined;
      if (session.isRunning && !session.isPausing) {
        session.pause();
        void this.#tellPaused(session.review);
      }
      void this.#store.flush();
      this.#forget(opened);
    });
    // Whatever kept it from being followed may be mended: a key, or the network.
    tab.onDidChangeViewState(() => tab.visible && batch.follow());
    batch.follow();
    // Documents may have changed while nobody looked.
    void session.followAll();
  }

  /** While something is to arrive, its session writes the review, and nobody may open it a second time. */
  #forget({ session, batch, panel }: OpenReview): void {
    if (!panel && !session.isAsking && !batch.isOpen) this.#opened.delete(session.review.id);
  }

  /** Nothing is asked that nobody watches, and nothing is lost. */
  async #tellPaused(review: Review): Promise<void> {
    const waiting = unansweredRows(review).length;
    if (waiting === 0) return;
    const open = vscode.l10n.t('Open Review');
    if ((await showInformation(pausedText(waiting), open)) !== open) return;
    await this.#store.flush();
    const now = await this.#store.get(review.id);
    if (now) this.#open(now);
  }

  #remember(): void {
    const isOpen = [...this.#opened.values()].some(({ batch }) => batch.isOpen);
    void this.#dependencies.memory.update(openBatchesKey, isOpen || undefined);
  }

  #finished(opened: OpenReview): void {
    const { session, panel } = opened;
    this.#forget(opened);
    if (!panel?.isVisible) void this.#tellFinished(session.review);
  }

  async #tellFinished(review: Review): Promise<void> {
    const show = vscode.l10n.t('Review Alt Texts');
    if ((await showInformation(finishedText(review), show)) === show) this.#open(review);
  }
}

/** Milliseconds; the editor waits for five seconds when its window goes. */
const longestFinish = 4500;

/** What comes piece by piece may wait. For all else, what somebody decides, it is too late while a window reloads. */
const mayWait: ReadonlySet<ReviewEvent['type']> = new Set<ReviewEvent['type']>([
  ...(['asking', 'answered', 'failed', 'spent', 'edited'] as const),
]);

function pausedText(waiting: number): string {
  return plural(
    waiting,
    vscode.l10n.t(
      'The review is paused. What was answered is kept; {0} image has not been asked about yet.',
      number(waiting),
    ),
    vscode.l10n.t(
      'The review is paused. What was answered is kept; {0} images have not been asked about yet.',
      number(waiting),
    ),
  );
}

function newTab({ title }: Review): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(reviewViewType, title, vscode.ViewColumn.Active);
}
