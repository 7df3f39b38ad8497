import { html, nothing } from 'lit/html.js';
import type { ReviewRowView } from '../../reviewProtocol.ts';
import { number, t } from '../l10n.ts';

/** What is shown; '' is all. */
export interface Filter {
  readonly rule: string;
  readonly confidence: string;
  readonly state: string;
  readonly document: string;
}

export const emptyFilter: Filter = { rule: '', confidence: '', state: '', document: '' };

export function passes(row: ReviewRowView, filter: Filter): boolean {
  return (
    (filter.rule === '' || row.rule === filter.rule) &&
    (filter.confidence === '' || row.confidence === filter.confidence) &&
    (filter.state === '' || stateOf(row) === filter.state) &&
    (filter.document === '' || row.document === filter.document)
  );
}

/** The state of a row in words. */
export function stateText(row: ReviewRowView): string {
  return stateNames().find(([name]) => name === stateOf(row))?.[1] ?? '';
}

/** What matters of a row: a text that was written or failed is that, whatever was decided before. */
function stateOf({ status, decision }: ReviewRowView): string {
  if (status === 'written' || status === 'failed' || status === 'waiting' || status === 'asking')
    return status;
  return decision;
}

export interface FilterBar {
  readonly rows: readonly ReviewRowView[];
  /** How many of them pass. */
  readonly shown: number;
  readonly filter: Filter;
  readonly change: (filter: Filter) => void;
}

export function filterBar({ rows, shown, filter, change }: FilterBar) {
  const select = (name: keyof Filter, label: string, options: readonly (readonly [string, string])[]) => html`
    <label><span>${label}</span>
      <select @change=${({ currentTarget: box }: Event) => {
        if (box instanceof HTMLSelectElement) change({ ...filter, [name]: box.value });
      }}>
        <option value="" .selected=${filter[name] === ''}>${t('All')}</option>
        ${options.map(([value, words]) => html`<option value=${value} .selected=${filter[name] === value}>${words}</option>`)}
      </select>
    </label>`;
  return html`
    <div class="filters" role="group" aria-label=${t('Filter')}>
      ${select('state', t('State'), stateNames())}
      ${select('confidence', t('Confidence'), confidenceNames())}
      ${select('rule', t('Rule'), distinct(rows.map(({ rule }) => rule)))}
      ${select('document', t('Document'), distinct(rows.map(({ document }) => document)))}
      ${filter === emptyFilter || shown === rows.length ? nothing : html`<span class="shown">${t('{0} of {1} images', number(shown), number(rows.length))}</span>`}
    </div>`;
}

export function confidenceNames(): readonly (readonly [string, string])[] {
  return [
    ['high', t('High')],
    ['medium', t('Medium')],
    ['low', t('Low')],
  ];
}

function stateNames(): readonly (readonly [string, string])[] {
  return [
    ['open', t('To decide')],
    ['accepted', t('Accepted')],
    ['skipped', t('Skipped')],
    ['waiting', t('Not asked yet')],
    ['asking', t('Being asked')],
    ['failed', t('Failed')],
    ['written', t('Written')],
  ];
}

function distinct(values: readonly (string | undefined)[]): readonly (readonly [string, string])[] {
  const names = [...new Set(values)].filter((value) => value !== undefined).sort();
  return names.map((name) => [name, name] as const);
}
