import { live } from 'lit/directives/live.js';
import { html, nothing } from 'lit/html.js';
import type { ReviewRowView } from '../../reviewProtocol.ts';
import { icon } from '../icon.ts';
import { number, t } from '../l10n.ts';
import type { Drafts } from './drafts.ts';
import { confidenceNames } from './filter.ts';
import type { PostReview } from './post.ts';

export interface TextContext {
  readonly post: PostReview;
  readonly drafts: Drafts;
  /** Characters an alt text may have. */
  readonly maxLength: number;
  readonly isCurrent: boolean;
  /** Asks about the row once more, with the hint that stands in it. */
  readonly again: (id: string) => void;
}

/** The text as it stands, the one that would be written, and how to get another one. */
export function proposal(row: ReviewRowView, context: TextContext) {
  return html`
    <div class="current-text" dir="auto">${row.current === '' ? t('Now: none') : t('Now: “{0}”', row.current)}
      ${row.rule === undefined ? nothing : html`<span class="rule">${row.rule}</span>`}</div>
    ${textBox(row, context)}
    ${facts(row, context)}
    ${row.problem ? html`<p class="problem">${icon('warning')}<span>${row.problem}</span></p>` : nothing}
    ${longDescription(row, context)}
    ${row.status === 'written' ? nothing : askAgain(row, context)}`;
}

function textBox(row: ReviewRowView, { post, drafts, isCurrent }: TextContext) {
  const edit = ({ currentTarget: area }: Event) => {
    if (!(area instanceof HTMLTextAreaElement)) return;
    drafts.typed(row, area.value);
    post('edit', { row: row.id, text: area.value });
  };
  const isFixed = row.status === 'asking' || row.status === 'written';
  return html`
    <textarea rows="2" dir="auto" aria-label=${t('Alt text of {0}', row.image)} tabindex=${isCurrent ? '0' : '-1'}
      placeholder=${placeholder(row)} .value=${live(drafts.textOf(row))} ?readonly=${isFixed} @input=${edit}></textarea>`;
}

function placeholder({ status, inBatch, decorative }: ReviewRowView): string {
  if (status === 'asking')
    return inBatch ? t('The batch will bring its text') : t('Claude is looking at the image…');
  if (decorative) return t('Decorative: screen readers skip the image');
  return status === 'waiting' ? t('Not asked yet') : '';
}

function facts(row: ReviewRowView, { drafts, maxLength }: TextContext) {
  const length = [...drafts.textOf(row)].length;
  const isOver = length > maxLength;
  return html`
    <div class="facts">
      ${row.decorative ? nothing : html`<span class="count ${isOver ? 'over' : ''}">${isOver ? icon('warning') : nothing}${t('{0} of {1} characters', number(length), number(maxLength))}</span>`}
      ${confidence(row)}
      ${row.reason ? html`<span dir="auto">${row.reason}</span>` : nothing}
    </div>`;
}

function confidence({ confidence: sure }: ReviewRowView) {
  if (sure === undefined) return nothing;
  if (sure === 'low')
    return html`<span class="low">${icon('question')}${t('Claude is not sure of this')}</span>`;
  const [, words] = confidenceNames().find(([name]) => name === sure) ?? [];
  return html`<span>${t('Confidence: {0}', words ?? '')}</span>`;
}

function longDescription(row: ReviewRowView, { post, isCurrent }: TextContext) {
  if (row.longDescription === undefined) return nothing;
  const change = ({ currentTarget: box }: Event) => {
    if (box instanceof HTMLInputElement) post('describe', { row: row.id, describes: box.checked });
  };
  const tabindex = isCurrent ? '0' : '-1';
  return html`
    <details><summary tabindex=${tabindex}>${t('Long description')}</summary>
      <p dir="auto">${row.longDescription}</p>
      <label><input type="checkbox" tabindex=${tabindex} .checked=${live(row.describes ?? false)} @change=${change}>
        ${t('Write it below the image')}</label>
    </details>`;
}

function askAgain({ id, image, status }: ReviewRowView, { again, isCurrent }: TextContext) {
  const isAsking = status === 'asking';
  const ask = () => {
    if (!isAsking) again(id);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.isComposing || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    ask();
  };
  const tabindex = isCurrent ? '0' : '-1';
  return html`
    <div class="again">
      <button class="secondary small" type="button" tabindex=${tabindex} title="${t('Ask again')} (R)"
        aria-disabled=${isAsking ? 'true' : 'false'} @click=${ask}>${t('Ask again')}</button>
      <input class="hint" type="text" tabindex=${tabindex} aria-label=${t('Hint for Claude about {0}', image)}
        placeholder=${t('What to do differently')} @keydown=${onKey}>
    </div>`;
}
