import { html, nothing } from 'lit/html.js';
import type { FailureView } from '../protocol.ts';
import type { Post } from './host.ts';
import { icon } from './icon.ts';
import { t } from './l10n.ts';

/** While an answer arrives they wait, as the buttons below the other answers do. */
const asks: ReadonlySet<string> = new Set(['retry', 'continue']);

/** A failure in the place of the answer; the most helpful button comes first. */
export function failureCard(
  { text, remedy, actions, detail }: FailureView,
  turn: string,
  running: boolean,
  post: Post,
) {
  const buttons = actions.map(
    ({ id, label }, index) => html`
      <button class=${index === 0 ? 'primary' : 'secondary'} type="button" ?disabled=${running && asks.has(id)}
        @click=${() => post('act', { id, turn })}>${label}</button>`,
  );
  return html`
    <div class="failure">
      ${icon('error')}
      <div class="said">
        <p class="what">${text}</p>
        <p>${remedy}</p>
        ${buttons.length > 0 ? html`<div class="actions">${buttons}</div>` : nothing}
        ${detail ? html`<details><summary>${t('Details')}</summary><pre tabindex="0">${detail}</pre></details>` : nothing}
      </div>
    </div>`;
}
