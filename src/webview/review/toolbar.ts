import { html, nothing } from 'lit/html.js';
import type { ReviewSummary } from '../../reviewProtocol.ts';
import { icon } from '../icon.ts';
import { number, plural, t } from '../l10n.ts';
import type { PostReview } from './post.ts';

/** How far it is, what it has cost, and Apply for all that is accepted. */
export function toolbar(summary: ReviewSummary, post: PostReview) {
  const { running, progress, batch, spent, accepted, waiting, notice } = summary;
  return html`
    <div class="toolbar">
      <span class="progress">${running ? html`<span class="codicon codicon-loading codicon-modifier-spin" aria-hidden="true"></span>` : nothing}${progress}</span>
      ${batch === undefined ? nothing : underWay(batch, post)}
      ${spent === undefined ? nothing : html`<span class="spent">${spent}</span>`}
      ${running ? html`<button class="secondary" type="button" @click=${() => post('pause', {})}>${icon('debug-pause')}${t('Pause')}</button>` : nothing}
      ${!running && waiting > 0 ? html`<button class="secondary" type="button" @click=${() => post('resume', {})}>${icon('play')}${resumeText(waiting)}</button>` : nothing}
      <button class="primary" type="button" title="${t('Apply')} (Ctrl+Enter)" aria-label=${t('Apply')}
        ?disabled=${accepted === 0} @click=${() => post('apply', {})}>${applyText(accepted)}</button>
    </div>
    ${notice === undefined ? nothing : html`<p class="notice">${icon('info')}${notice}</p>`}`;
}

/** A batch is not paused: its server goes on with it until it is canceled. */
function underWay(batch: string, post: PostReview) {
  return html`
    <span class="batch">${icon('clock')}${batch}</span>
    <button class="secondary" type="button" @click=${() => post('cancelBatch', {})}>${t('Cancel Batch')}</button>`;
}

function resumeText(waiting: number): string {
  return plural(waiting, t('Ask about 1 more'), t('Ask about {0} more', number(waiting)));
}

function applyText(accepted: number): string {
  return plural(accepted, t('Apply 1 text'), t('Apply {0} texts', number(accepted)));
}
