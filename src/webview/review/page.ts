import '@lit-labs/virtualizer';
import { flow } from '@lit-labs/virtualizer/layouts/flow.js';
import { html, nothing } from 'lit/html.js';
import type { ReviewRowView, ReviewSummary } from '../../reviewProtocol.ts';
import { t } from '../l10n.ts';
import { emptyFilter, type Filter, filterBar } from './filter.ts';
import { help } from './help.ts';
import type { TextContext } from './proposal.ts';
import { type RowContext, reviewRow } from './row.ts';
import { toolbar } from './toolbar.ts';

/** Named here, so that it is not loaded later than the list. */
const layout = flow();

export interface PageView
  extends Pick<RowContext, 'choose' | 'pictures' | 'draw'>,
    Pick<TextContext, 'post' | 'drafts' | 'again'> {
  readonly summary: ReviewSummary;
  readonly all: readonly ReviewRowView[];
  /** Those that pass the filter. */
  readonly shown: readonly ReviewRowView[];
  readonly filter: Filter;
  /** Id of the row that the keys are for. */
  readonly current: string | undefined;
  readonly setFilter: (filter: Filter) => void;
  /** Called when the list draws other rows than before. */
  readonly drawn: () => void;
}

export function page(view: PageView) {
  const { summary, all, shown, filter, setFilter, post } = view;
  return html`
    <header>
      <h1 title=${summary.title}>${summary.title}</h1>
      ${toolbar(summary, all, post)}
      ${all.length === 0 ? nothing : filterBar({ rows: all, shown: shown.length, filter, change: setFilter })}
    </header>
    <main>${list(view)}${shown.length === 0 ? none(view) : nothing}</main>
    ${shown.length === 0 ? nothing : help()}
    <div id="announcer" class="unseen" role="status"></div>`;
}

/** Says what is new: what was written, and that all images were asked about. */
export function announce(before: ReviewSummary | undefined, after: ReviewSummary): void {
  const announcer = document.getElementById('announcer');
  if (!announcer) return;
  if (after.notice !== undefined && after.notice !== before?.notice) announcer.textContent = after.notice;
  else if (after.wait !== undefined && before?.wait === undefined) announcer.textContent = after.wait;
  else if (before?.running && !after.running) announcer.textContent = after.progress;
}

/** For a moment after rows have gone, the virtualizer still draws their places: there is no row then. */
function list({ shown, current, summary, drawn, ...context }: PageView) {
  const { maxLength } = summary;
  return html`
    <div class="grid" role="grid" aria-label=${t('Alt texts')} aria-rowcount=${shown.length} tabindex="-1">
      <lit-virtualizer scroller role="presentation" .items=${shown as ReviewRowView[]} @rangeChanged=${drawn}
        .layout=${layout} .keyFunction=${(row: ReviewRowView | undefined) => row?.id}
        .renderItem=${(row: ReviewRowView | undefined, index: number) =>
          row &&
          reviewRow(row, { ...context, maxLength, index, isCurrent: row.id === current })}></lit-virtualizer>
    </div>`;
}

function none({ all, setFilter }: PageView) {
  if (all.length === 0) return html`<p class="none">${t('There is no image in this review.')}</p>`;
  return html`
    <div class="none">
      <p>${t('No image matches the filter.')}</p>
      <button class="secondary" type="button" @click=${() => setFilter(emptyFilter)}>${t('Show all images')}</button>
    </div>`;
}
