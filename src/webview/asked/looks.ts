import { html, nothing } from 'lit/html.js';
import type { LookView } from '../../protocol.ts';
import { icon } from '../icon.ts';
import { t } from '../l10n.ts';

/** Where the model looked closer, in order, above the answer that it gave after that. */
export function lookList(looks: readonly LookView[] = []) {
  if (looks.length === 0) return nothing;
  return html`<ol class="looks" role="list" aria-label=${t('Closer looks')}>${looks.map(look)}</ol>`;
}

function look({ text, thumbnail }: LookView) {
  const picture =
    thumbnail === undefined
      ? html`<span class="missing">${icon('zoom-in')}</span>`
      : html`<img src=${thumbnail} alt="" draggable="false" decoding="async">`;
  return html`<li>${picture}<span>${text}</span></li>`;
}
