import * as vscode from 'vscode';
import type { ReviewRow } from '../../../core/docs/review/review.ts';
import { heldRows } from '../../../core/docs/review/reviewBatch.ts';
import type { ToReview } from '../../../reviewProtocol.ts';
import type { ImageAccess } from '../../images/imageAccess.ts';
import { imageFolders } from '../../images/imageFolders.ts';
import { webviewPage } from '../../panel/webviewPage.ts';
import { readSettings } from '../../settings.ts';
import { performAction, reportError } from '../../ui/reportError.ts';
import { rangeOf } from '../source/parsedDocument.ts';
import type { BatchRun } from './batchRun.ts';
import { parseReviewMessage, type ReviewMessage } from './reviewMessage.ts';
import { locate } from './reviewRows.ts';
import type { ReviewSession } from './reviewSession.ts';
import { rowView, summaryOf } from './reviewView.ts';
import { rowPicture } from './rowPicture.ts';

export const reviewViewType = 'askClaude.review';

export interface ReviewPanelOptions {
  readonly extension: vscode.Uri;
  readonly storage: vscode.Uri;
  readonly thumbnailUrl: ImageAccess['thumbnailUrl'];
  readonly log: vscode.LogOutputChannel;
}

/** Shortest time between two posts, in ms. */
const pause = 50;

const second = 1000;

/** The editor tab of a review. It keeps no state but which review it shows. */
export class ReviewPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #session: ReviewSession;
  readonly #batch: BatchRun;
  readonly #options: ReviewPanelOptions;
  readonly #closed = new AbortController();
  /** Rows that have changed since the last post. */
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #tick: NodeJS.Timeout | undefined;

  constructor(
    panel: vscode.WebviewPanel,
    { session, batch }: { readonly session: ReviewSession; readonly batch: BatchRun },
    options: ReviewPanelOptions,
  ) {
    this.#panel = panel;
    this.#session = session;
    this.#batch = batch;
    this.#options = options;
    const own = ['dist', 'media'].map((name) => vscode.Uri.joinPath(options.extension, name));
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [...own, ...imageFolders(options.storage)],
    };
    panel.iconPath = {
      light: vscode.Uri.joinPath(options.extension, 'media', 'review-light.svg'),
      dark: vscode.Uri.joinPath(options.extension, 'media', 'review-dark.svg'),
    };
    panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message));
    panel.onDidDispose(() => {
      clearTimeout(this.#timer);
      clearTimeout(this.#tick);
      this.#closed.abort();
    });
    panel.webview.html = webviewPage({
      ...{ webview: panel.webview, extension: options.extension, name: 'review' },
      images: 'data:',
      data: { review: session.review.id },
    });
  }

  get isVisible(): boolean {
    return this.#panel.visible;
  }

  /** Brings its tab to the front. */
  reveal(): void {
    this.#panel.reveal();
  }

  /** Posts the rows that have changed, soon. */
  update(rows: readonly string[]): void {
    for (const id of rows) this.#changed.add(id);
    this.#timer ??= setTimeout(() => this.#postChanged(), pause);
  }

  #postChanged(): void {
    this.#timer = undefined;
    const changed = this.#session.review.rows.filter(({ id }) => this.#changed.has(id));
    this.#changed.clear();
    this.#post('changed', changed);
  }

  #post(type: keyof ToReview, rows: readonly ReviewRow[]): void {
    const { webview } = this.#panel;
    const { maxLength } = readSettings().altText;
    const held = heldRows(this.#session.review.batches);
    const payload: ToReview[keyof ToReview] = {
      rows: rows.map((row) => rowView(row, webview, held)),
      summary: summaryOf(this.#session, maxLength),
    };
    void webview.postMessage({ type, payload });
    // The words of a wait change each second.
    clearTimeout(this.#tick);
    if (this.#session.wait) this.#tick = setTimeout(() => this.update([]), second);
  }

  async #receive(message: unknown): Promise<void> {
    try {
      await this.#handle(parseReviewMessage(message));
    } catch (error) {
      reportError(error, { log: this.#options.log });
    }
  }

  #handle(message: ReviewMessage): unknown {
    const session = this.#session;
    switch (message.type) {
      case 'ready':
        return this.#post('rows', session.review.rows);
      case 'edit':
        return session.dispatch({ type: 'edited', ...message.payload });
      case 'accept':
        return session.dispatch({ type: 'decided', ...message.payload, decision: 'accepted' });
      case 'skip':
        return session.dispatch({ type: 'decided', ...message.payload, decision: 'skipped' });
      case 'decorative':
        return session.dispatch({ type: 'decorative', ...message.payload });
      case 'describe':
        return session.dispatch({ type: 'describes', ...message.payload });
      default:
        return this.#handleWork(message);
    }
  }

  #handleWork(message: ReviewMessage): unknown {
    const session = this.#session;
    switch (message.type) {
      case 'again':
        return session.again(message.payload.row, message.payload.hint);
      case 'useCaption': {
        const { caption } = this.#row(message.payload.row) ?? {};
        return caption && session.dispatch({ type: 'edited', row: message.payload.row, text: caption });
      }
      case 'needPicture':
        return this.#sendPicture(message.payload.row);
      case 'reveal':
        return reveal(this.#row(message.payload.row));
      case 'apply':
        return session.apply();
      case 'act':
        return performAction(message.payload.action, () => this.#batch.resume());
      case 'pause':
        return session.pause();
      case 'resume':
        return this.#batch.resume();
      case 'cancelBatch':
        return this.#batch.cancel();
      default:
        return undefined;
    }
  }

  /** Where there is none, the row goes on without: what is wrong with its image is said when it is asked about. */
  async #sendPicture(id: string): Promise<void> {
    const row = this.#row(id);
    if (!row) return;
    const { thumbnailUrl, log } = this.#options;
    try {
      const address = await rowPicture(row, thumbnailUrl, this.#closed.signal);
      if (address === undefined || this.#closed.signal.aborted) return;
      void this.#panel.webview.postMessage({ type: 'picture', payload: { row: id, address } });
    } catch (error) {
      if (!this.#closed.signal.aborted)
        log.info(`There is no picture of ${row.image.name}: ${String(error)}`);
    }
  }

  #row(id: string): ReviewRow | undefined {
    return this.#session.review.rows.find((row) => row.id === id);
  }
}

/** Beside the review, which stays in view. */
async function reveal(row: ReviewRow | undefined): Promise<void> {
  if (!row) return;
  const location = await locate(row);
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(row.document));
  const start = document.positionAt(row.place.start);
  const selection = location ? rangeOf(document, location.reference.range) : new vscode.Range(start, start);
  await vscode.window.showTextDocument(document, { selection, viewColumn: vscode.ViewColumn.Beside });
}
