import { html, nothing } from 'lit/html.js';
import type { ReviewRowView } from '../../reviewProtocol.ts';
import { icon } from '../icon.ts';
import { t } from '../l10n.ts';
import { stateText } from './filter.ts';
import type { Pictures } from './pictures.ts';
import type { PostReview } from './post.ts';
import { proposal, type TextContext } from './proposal.ts';

export interface RowContext extends TextContext {
  /** From 0, among those that are shown. */
  readonly index: number;
  /** Makes the row the one that the keys are for. */
  readonly choose: (id: string) => void;
  readonly pictures: Pictures;
  /** Draws the page again. */
  readonly draw: () => void;
}

/** An image with its place, its text as it stands, and the text that would be written. */
export function reviewRow(row: ReviewRowView, context: RowContext) {
  const { index, isCurrent, choose, post } = context;
  return html`
    <div class="row ${row.decision} ${row.status} ${isCurrent ? 'current' : ''}" role="row"
      aria-label=${[row.image, row.place, stateText(row)].join(', ')}
      aria-rowindex=${index + 1} aria-selected=${isCurrent ? 'true' : 'false'} tabindex=${isCurrent ? '0' : '-1'}
      data-row=${row.id} @focusin=${() => choose(row.id)}>
      <div class="picture" role="gridcell">${picture(row, context)}</div>
      <div class="place" role="gridcell">${place(row, context)}</div>
      <div class="text" role="gridcell">${proposal(row, context)}</div>
      <div class="decision" role="gridcell">${row.status === 'written' ? written() : decisions(row, post, tab(isCurrent))}</div>
    </div>`;
}

/** Tab goes through the controls of the current row, and from there out of the list. */
function tab(isCurrent: boolean): '0' | '-1' {
  return isCurrent ? '0' : '-1';
}

function picture(row: ReviewRowView, { pictures, draw }: RowContext) {
  const { image } = row;
  const address = pictures.addressOf(row);
  const failed = () => {
    pictures.failed(row);
    draw();
  };
  if (address === undefined)
    return html`<span class="missing" role="img" aria-label=${image}>${icon('file-media')}</span>`;
  return html`<img src=${address} alt=${image} decoding="async" draggable="false" @error=${failed}>`;
}

function place(row: ReviewRowView, { post, isCurrent }: RowContext) {
  const tabindex = tab(isCurrent);
  return html`
    <button class="link" type="button" tabindex=${tabindex} title=${t('Show in the document')}
      @click=${() => post('reveal', { row: row.id })}>${row.place}</button>
    ${row.headings ? html`<div class="headings" dir="auto">${row.headings}</div>` : nothing}
    <p class="context" dir="auto">${row.before} <mark>${row.image}</mark> ${row.after}</p>
    ${
      row.caption === undefined
        ? nothing
        : html`
      <p class="caption" dir="auto">${t('Caption: {0}', row.caption)}
        ${row.status === 'written' ? nothing : html`<button class="link" type="button" tabindex=${tabindex} @click=${() => post('useCaption', { row: row.id })}>${t('Use the caption')}</button>`}</p>`
    }`;
}

function written() {
  return html`<span class="done">${icon('check')}${t('Written')}</span>`;
}

function decisions({ id, decision, decorative }: ReviewRowView, post: PostReview, tabindex: string) {
  const accepted = decision === 'accepted';
  const press = (name: string, key: string, pressed: boolean, run: () => void) => html`
    <button class=${pressed ? 'primary' : 'secondary'} type="button" aria-pressed=${pressed ? 'true' : 'false'}
      tabindex=${tabindex} title="${name} (${key})" @click=${run}>${pressed ? icon('check') : nothing}${name}</button>`;
  return html`
    ${press(t('Accept'), t('Enter'), accepted && !decorative, () => post('accept', { row: id }))}
    ${press(t('Skip'), 'S', decision === 'skipped', () => post('skip', { row: id }))}
    ${press(t('Decorative'), 'D', accepted && decorative, () => post('decorative', { row: id }))}`;
}
