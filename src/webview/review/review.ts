import type { LitVirtualizer } from '@lit-labs/virtualizer';
import '@lit-labs/virtualizer';
import { html, render } from 'lit/html.js';
import type { ReviewRowView, ReviewSummary, ToReview } from '../../reviewProtocol.ts';
import { t } from '../l10n.ts';
import { emptyFilter, type Filter, filterBar, passes } from './filter.ts';
import { onGridKey } from './keys.ts';
import type { PostReview } from './post.ts';
import { reviewRow } from './row.ts';
import { toolbar } from './toolbar.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  setState(state: unknown): void;
};

const editor = acquireVsCodeApi();
const post: PostReview = (type, payload) => editor.postMessage({ type, payload });
const rows = new Map<string, ReviewRowView>();
let summary: ReviewSummary | undefined;
let filter: Filter = emptyFilter;
/** Id of the row that the keys are for. */
let current: string | undefined;

// After a reload the editor brings the tab back with this.
editor.setState({ review: document.body.dataset['review'] });

type Message = {
  [Name in keyof ToReview]: { readonly type: Name; readonly payload: ToReview[Name] };
}[keyof ToReview];

window.addEventListener('message', ({ data }: MessageEvent<Message>) => {
  if (data.type !== 'rows' && data.type !== 'changed') return;
  if (data.type === 'rows') rows.clear();
  for (const row of data.payload.rows) rows.set(row.id, row);
  announce(summary, data.payload.summary);
  summary = data.payload.summary;
  current ??= data.payload.rows[0]?.id;
  draw();
});
post('ready', {});

function draw(): void {
  if (!summary) return;
  const all = [...rows.values()];
  const shown = all.filter((row) => passes(row, filter));
  render(page(summary, all, shown), document.body);
}

function page(now: ReviewSummary, all: readonly ReviewRowView[], shown: readonly ReviewRowView[]) {
  const choose = (id: string) => {
    if (id === current) return;
    current = id;
    draw();
  };
  const context = { post, maxLength: now.maxLength, choose };
  const keys = onGridKey({
    post,
    rows: () => shown,
    current: () => current,
    go: (id) => {
      current = id;
      draw();
      focusRow(
        shown.findIndex((row) => row.id === id),
        id,
      );
    },
  });
  return html`
    <header>
      <h1>${now.title}</h1>
      ${toolbar(now, post)}
      ${filterBar(all, filter, (next) => {
        filter = next;
        draw();
      })}
    </header>
    <main @keydown=${keys}>
      <div class="grid" role="grid" aria-label=${t('Alt texts')} aria-rowcount=${shown.length}>
        <lit-virtualizer scroller role="presentation" .items=${shown as ReviewRowView[]}
          .keyFunction=${(row: ReviewRowView) => row.id}
          .renderItem=${(row: ReviewRowView, index: number) =>
            reviewRow(row, { ...context, index, isCurrent: row.id === current })}></lit-virtualizer>
      </div>
      ${shown.length === 0 ? html`<p class="none">${t('No image matches the filter.')}</p>` : ''}
    </main>
    <div id="announcer" class="unseen" role="status"></div>`;
}

/** A row that is out of view is not drawn before the list has scrolled to it. */
function focusRow(index: number, id: string): void {
  const drawn = () => document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`);
  const focus = () => drawn()?.focus();
  if (drawn()) {
    focus();
    return;
  }
  const list = document.querySelector<LitVirtualizer>('lit-virtualizer');
  list?.element(index)?.scrollIntoView({ block: 'nearest' });
  void list?.layoutComplete?.then(focus);
}

function announce(before: ReviewSummary | undefined, after: ReviewSummary): void {
  const announcer = document.getElementById('announcer');
  if (!announcer) return;
  if (after.notice !== undefined && after.notice !== before?.notice) announcer.textContent = after.notice;
  else if (before?.running && !after.running) announcer.textContent = after.progress;
}
