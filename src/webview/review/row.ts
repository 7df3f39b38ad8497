import { live } from 'lit/directives/live.js';
import { html, nothing } from 'lit/html.js';
import type { ReviewRowView } from '../../reviewProtocol.ts';
import { icon } from '../icon.ts';
import { number, t } from '../l10n.ts';
import type { PostReview } from './post.ts';

export interface RowContext {
  readonly post: PostReview;
  /** Characters an alt text may have. */
  readonly maxLength: number;
  /** From 0, among those that are shown. */
  readonly index: number;
  readonly isCurrent: boolean;
  /** Makes the row the one that the keys are for. */
  readonly choose: (id: string) => void;
}

/** An image with its place, its text as it stands, and the text that would be written. */
export function reviewRow(row: ReviewRowView, context: RowContext) {
  const { index, isCurrent, choose } = context;
  return html`
    <div class="row ${row.decision} ${row.status} ${isCurrent ? 'current' : ''}" role="row"
      aria-rowindex=${index + 1} aria-selected=${isCurrent ? 'true' : 'false'} tabindex=${isCurrent ? '0' : '-1'}
      data-row=${row.id} @focusin=${() => choose(row.id)}>
      <div class="picture" role="gridcell">${picture(row)}</div>
      <div class="place" role="gridcell">${place(row, context.post)}</div>
      <div class="text" role="gridcell">${text(row, context)}</div>
      <div class="decision" role="gridcell">${decisions(row, context.post)}</div>
    </div>`;
}

function picture({ image, thumbnail }: ReviewRowView) {
  if (thumbnail === undefined)
    return html`<span class="missing" role="img" aria-label=${image}>${icon('file-media')}</span>`;
  return html`<img src=${thumbnail} alt=${image} loading="lazy" decoding="async" draggable="false">`;
}

function place(row: ReviewRowView, post: PostReview) {
  return html`
    <button class="link" type="button" @click=${() => post('reveal', { row: row.id })}>${row.place}</button>
    ${row.headings ? html`<div class="headings">${row.headings}</div>` : nothing}
    <p class="context" dir="auto">${row.before} <mark>${row.image}</mark> ${row.after}</p>
    ${row.caption === undefined ? nothing : html`<p class="caption">${t('Caption: {0}', row.caption)}</p>`}`;
}

function text(row: ReviewRowView, { post, maxLength }: RowContext) {
  const length = [...row.text].length;
  const edit = ({ currentTarget: area }: Event) => {
    if (area instanceof HTMLTextAreaElement) post('edit', { row: row.id, text: area.value });
  };
  return html`
    <div class="current-text" dir="auto">${row.current === '' ? t('Now: none') : t('Now: “{0}”', row.current)}
      ${row.rule === undefined ? nothing : html`<span class="rule">${row.rule}</span>`}</div>
    <textarea rows="2" dir="auto" aria-label=${t('Alt text of {0}', row.image)}
      placeholder=${placeholder(row)} .value=${live(textOf(row))} data-text=${row.id} ?readonly=${row.status === 'asking'}
      @input=${edit}></textarea>
    <div class="facts">
      ${row.decorative ? nothing : html`<span class="count ${length > maxLength ? 'over' : ''}">${t('{0} of {1} characters', number(length), number(maxLength))}</span>`}
      ${confidence(row)}
      ${row.reason ? html`<span>${row.reason}</span>` : nothing}
    </div>
    ${row.problem ? html`<p class="problem">${icon('warning')}${row.problem}</p>` : nothing}
    ${longDescription(row, post)}`;
}

/** While somebody types, the box is ahead of what the host has heard. */
function textOf({ id, text }: ReviewRowView): string {
  const focused = document.activeElement;
  return focused instanceof HTMLTextAreaElement && focused.dataset['text'] === id ? focused.value : text;
}

function placeholder({ status, decorative }: ReviewRowView): string {
  if (decorative) return t('Decorative: screen readers skip the image');
  if (status === 'asking') return t('Claude is looking at the image…');
  return status === 'waiting' ? t('Not asked yet') : '';
}

function confidence({ confidence: sure, status }: ReviewRowView) {
  if (status === 'written') return html`<span class="done">${icon('check')}${t('Written')}</span>`;
  if (sure === 'low') return html`<span class="low">${t('Claude is not sure of this')}</span>`;
  return nothing;
}

function longDescription(row: ReviewRowView, post: PostReview) {
  if (row.longDescription === undefined) return nothing;
  const change = ({ currentTarget: box }: Event) => {
    if (box instanceof HTMLInputElement) post('describe', { row: row.id, describes: box.checked });
  };
  return html`
    <details><summary>${t('Long description')}</summary>
      <p dir="auto">${row.longDescription}</p>
      <label><input type="checkbox" .checked=${live(row.describes ?? false)} @change=${change}>
        ${t('Write it below the image')}</label>
    </details>`;
}

function decisions(row: ReviewRowView, post: PostReview) {
  const { id, decision, status, decorative } = row;
  if (status === 'written') return nothing;
  const accepted = decision === 'accepted';
  const press = (name: string, key: string, pressed: boolean, run: () => void) => html`
    <button class=${pressed ? 'primary' : 'secondary'} type="button" aria-pressed=${pressed ? 'true' : 'false'}
      title="${name} (${key})" @click=${run}>${name}</button>`;
  return html`
    ${press(t('Accept'), t('Enter'), accepted && !decorative, () => post('accept', { row: id }))}
    ${press(t('Skip'), 'S', decision === 'skipped', () => post('skip', { row: id }))}
    ${press(t('Decorative'), 'D', accepted && decorative, () => post('decorative', { row: id }))}
    <button class="secondary" type="button" title="${t('Ask again')} (R)" ?disabled=${status === 'asking'}
      @click=${askAgain(id, post)}>${t('Ask again')}</button>
    ${
      row.caption === undefined
        ? nothing
        : html`
      <button class="secondary" type="button" @click=${() => post('useCaption', { row: id })}>${t('Use the caption')}</button>`
    }
    <input class="hint" type="text" aria-label=${t('Hint for Claude about {0}', row.image)}
      placeholder=${t('What to do differently')} @keydown=${hintKey(id, post)}>`;
}

/** With the hint that stands beside the button. */
export function askAgain(id: string, post: PostReview) {
  return ({ currentTarget }: Event) => {
    const hint =
      currentTarget instanceof Element ? currentTarget.parentElement?.querySelector('input') : undefined;
    post('again', { row: id, hint: hint?.value ?? '' });
  };
}

function hintKey(id: string, post: PostReview) {
  return (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.isComposing || !(event.currentTarget instanceof HTMLInputElement))
      return;
    event.preventDefault();
    event.stopPropagation();
    post('again', { row: id, hint: event.currentTarget.value });
  };
}
