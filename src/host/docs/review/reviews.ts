import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Review, ReviewRow } from '../../../core/docs/review/review.ts';
import { pick, showInformation } from '../../ui/dialogs.ts';
import { dayText, number } from '../../ui/quantities.ts';
import type { DocsDependencies } from '../dependencies.ts';
import { ReviewPanel, type ReviewPanelOptions, reviewViewType } from './reviewPanel.ts';
import { ReviewSession, type ReviewSessionDependencies } from './reviewSession.ts';
import { ReviewStore } from './reviewStore.ts';

interface OpenReview {
  readonly session: ReviewSession;
  readonly panel: ReviewPanel;
}

/** The reviews of this workspace: those in tabs, and those that were kept. */
export class Reviews implements vscode.Disposable {
  readonly #dependencies: Omit<DocsDependencies, 'review'>;
  readonly #options: ReviewPanelOptions;
  readonly #store: ReviewStore;
  readonly #opened = new Map<string, OpenReview>();

  constructor(dependencies: Omit<DocsDependencies, 'review'>, options: ReviewPanelOptions) {
    this.#dependencies = dependencies;
    this.#options = options;
    this.#store = new ReviewStore(options.storage, (line) => options.log.warn(line));
  }

  /** Opens a review of these rows and asks about each. Resolves when all are answered, or it was paused. */
  async begin(title: string, rows: readonly ReviewRow[]): Promise<void> {
    const review: Review = { id: crypto.randomUUID(), title, created: Date.now(), rows, spent: 0 };
    this.#store.save(review);
    await this.#store.flush();
    await this.#open(review).session.start();
  }

  /** Opens a review that was kept. */
  async reopen(): Promise<void> {
    await this.#store.flush();
    const review = await chosen(await this.#store.load());
    if (review) this.#open(review);
  }

  /** Fills a tab that the editor has brought back after a reload. */
  async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const parsed = v.safeParse(v.object({ review: v.string() }), state);
    const kept = await this.#store.load();
    // A tab that was closed before it said which review it shows gets the newest.
    const review = parsed.success ? kept.find(({ id }) => id === parsed.output.review) : kept[0];
    if (review) this.#open(review, panel);
    else panel.dispose();
  }

  dispose(): void {
    for (const { session } of this.#opened.values()) session.pause();
    void this.#store.flush();
  }

  #open(review: Review, tab?: vscode.WebviewPanel): OpenReview {
    const known = this.#opened.get(review.id);
    if (known) known.panel.reveal();
    return known ?? this.#show(review, tab ?? newTab(review));
  }

  #show(review: Review, tab: vscode.WebviewPanel): OpenReview {
    const changed: ReviewSessionDependencies['changed'] = (now, rows, event) => {
      this.#store.save(now);
      // While a window reloads it is too late to write: only what comes piece by piece, as letters do, may wait.
      if (!session.isRunning && event?.type !== 'edited') void this.#store.flush();
      this.#opened.get(now.id)?.panel.update(rows);
    };
    const session = new ReviewSession({ ...this.#dependencies, changed }, review);
    const opened = { session, panel: new ReviewPanel(tab, session, this.#options) };
    this.#opened.set(review.id, opened);
    tab.onDidDispose(() => {
      session.pause();
      void this.#store.flush();
      this.#opened.delete(review.id);
    });
    return opened;
  }
}

function newTab({ title }: Review): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(reviewViewType, title, vscode.ViewColumn.Active);
}

/** The only one, or the one that the user chooses. */
async function chosen(reviews: readonly Review[]): Promise<Review | undefined> {
  if (reviews.length === 0)
    void showInformation(
      vscode.l10n.t('There is no review yet: audit alt texts first, and choose Write Alt Texts.'),
    );
  if (reviews.length < 2) return reviews[0];
  const items = reviews.map((review) => ({
    label: review.title,
    description: dayText(new Date(review.created).toISOString().slice(0, 10)),
    detail: vscode.l10n.t('{0} images', number(review.rows.length)),
    review,
  }));
  return (await pick(items, { title: vscode.l10n.t('Ask Claude: Review Alt Texts') }))?.review;
}
