import { html } from 'lit/html.js';
import type { ReviewRowView } from '../../reviewProtocol.ts';
import { t } from '../l10n.ts';

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

/** What matters of a row: a text that was written or failed is that, whatever was decided before. */
function stateOf({ status, decision }: ReviewRowView): string {
  if (status === 'written' || status === 'failed' || status === 'waiting') return status;
  return decision;
}

export function filterBar(rows: readonly ReviewRowView[], filter: Filter, change: (filter: Filter) => void) {
  const select = (name: keyof Filter, label: string, options: readonly (readonly [string, string])[]) => html`
    <label>${label}
      <select @change=${({ currentTarget: box }: Event) => {
        if (box instanceof HTMLSelectElement) change({ ...filter, [name]: box.value });
      }}>
        <option value="" ?selected=${filter[name] === ''}>${t('All')}</option>
        ${options.map(([value, words]) => html`<option value=${value} ?selected=${filter[name] === value}>${words}</option>`)}
      </select>
    </label>`;
  return html`
    <div class="filters" role="group" aria-label=${t('Filter')}>
      ${select('state', t('State'), stateNames())}
      ${select('confidence', t('Confidence'), [
        ['high', t('High')],
        ['medium', t('Medium')],
        ['low', t('Low')],
      ])}
      ${select('rule', t('Rule'), distinct(rows.map(({ rule }) => rule)))}
      ${select('document', t('Document'), distinct(rows.map(({ document }) => document)))}
    </div>`;
}

function stateNames(): readonly (readonly [string, string])[] {
  return [
    ['open', t('To decide')],
    ['accepted', t('Accepted')],
    ['skipped', t('Skipped')],
    ['waiting', t('Not asked yet')],
    ['failed', t('Failed')],
    ['written', t('Written')],
  ];
}

function distinct(values: readonly (string | undefined)[]): readonly (readonly [string, string])[] {
  const names = [...new Set(values)].filter((value) => value !== undefined).sort();
  return names.map((name) => [name, name] as const);
}
