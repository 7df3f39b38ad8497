import { html, nothing } from 'lit/html.js';
import type { PanelState } from '../protocol.ts';
import type { Post } from './host.ts';
import { icon } from './icon.ts';
import { t } from './l10n.ts';

/** Which model answers, whose key pays for it, and what it has cost so far. */
export function header(state: PanelState, post: Post) {
  const listing = state.conversations !== undefined;
  return html`
    <header>
      <h1 class="unseen">Ask Claude</h1>
      <div class="bar">
        <button class="model quiet" type="button" title=${t('Select the model')} aria-label=${t('Model: {0}', state.model)}
          @click=${() => post('selectModel', {})}>
          <span class="modelName">${state.model}</span>${icon('chevron-down')}
        </button>
        <button class="icon history" type="button" title=${t('Show conversations')} aria-label=${t('Show conversations')}
          aria-pressed=${listing ? 'true' : 'false'} @click=${() => post('showConversations', { shown: !listing })}>
          ${icon('history')}</button>
        <button class="icon" type="button" title=${t('New conversation')} aria-label=${t('New conversation')}
          @click=${() => post('newConversation', {})}>${icon('add')}</button>
      </div>
      <div class="facts">
        <span class="key ${state.key.missing ? 'absent' : ''}">${icon('key')}<span
          class="label" title=${state.key.label}>${state.key.label}</span></span>
        ${state.key.missing ? keyButton(post) : nothing}
        ${state.total ? html`<span class="total">${state.total}</span>` : nothing}
      </div>
    </header>`;
}

function keyButton(post: Post) {
  return html`<button class="primary small" type="button" @click=${() => post('setKey', {})}>${t('Set API Key')}</button>`;
}
