import { html, nothing } from 'lit/html.js';
import type { ReviewRowView, ReviewSummary } from '../../reviewProtocol.ts';
import { icon } from '../icon.ts';
import { number, plural, t } from '../l10n.ts';
import { applyKey } from './help.ts';
import type { PostReview } from './post.ts';

/** How far it is, what it has cost, and Apply for all that is accepted. */
export function toolbar(summary: ReviewSummary, rows: readonly ReviewRowView[], post: PostReview) {
  const { running, progress, batch, spent, accepted, waiting } = summary;
  const apply = () => accepted > 0 && post('apply', {});
  return html`
    <div class="toolbar">
      <span class="progress">${running ? html`<span class="codicon codicon-loading codicon-modifier-spin" aria-hidden="true"></span>` : nothing}${progress}</span>
      ${batch === undefined ? nothing : underWay(batch, post)}
      ${spent === undefined ? nothing : html`<span class="spent">${spent}</span>`}
      ${running || waiting > 0 ? pauseOrGoOn(summary, post) : nothing}
      <span class="last"><span class="accepted">${acceptedText(accepted)}</span>
      <button class="primary" type="button" title="${t('Apply')} (${applyKey()})"
        aria-disabled=${accepted === 0 ? 'true' : 'false'} @click=${apply}>${t('Apply')}</button></span>
    </div>
    ${running ? bar(rows) : nothing}
    ${notices(summary, post)}`;
}

/** One button that changes its words, so that it keeps the focus. */
function pauseOrGoOn({ running, pausing, waiting }: ReviewSummary, post: PostReview) {
  const [name, text] = !running
    ? ['play', resumeText(waiting)]
    : pausing
      ? ['debug-stop', t('Stop')]
      : ['debug-pause', t('Pause')];
  return html`
    <button class="secondary" type="button" @click=${() => post(running ? 'pause' : 'resume', {})}>
      ${icon(name)}${text}</button>`;
}

/** What keeps the run from going on, and what came of it, with the buttons that help. */
function notices({ pausing, wait, notice, actions = [] }: ReviewSummary, post: PostReview) {
  const paused = pausing ? t('Pausing: answers that are on their way still arrive.') : undefined;
  return [sentence('watch', wait), sentence('debug-pause', paused), sentence('info', notice, actions, post)];
}

function sentence(
  name: string,
  text: string | undefined,
  actions: ReviewSummary['actions'] = [],
  post?: PostReview,
) {
  if (text === undefined) return nothing;
  const button = ({ id, label }: (typeof actions)[number]) => html`
    <button class="secondary" type="button" @click=${() => post?.('act', { action: id })}>${label}</button>`;
  return html`
    <div class="notice">${icon(name)}<div>${text}
      ${actions.length === 0 ? nothing : html`<div class="actions">${actions.map(button)}</div>`}</div></div>`;
}

function bar(rows: readonly ReviewRowView[]) {
  const done = rows.filter(({ status }) => status !== 'waiting' && status !== 'asking').length;
  return html`<progress aria-label=${t('Images asked about')} max=${rows.length} .value=${done}></progress>`;
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

function acceptedText(accepted: number): string {
  return plural(accepted, t('1 text accepted'), t('{0} texts accepted', number(accepted)));
}
