import { repeat } from 'lit/directives/repeat.js';
import { html } from 'lit/html.js';
import type { PanelState } from '../protocol.ts';
import { turn } from './asked/turn.ts';
import type { Post } from './host.ts';
import { icon } from './icon.ts';
import { plural, t } from './l10n.ts';

/**
 * The questions and answers. The log is silent for screen readers while text streams in; `announce.ts` says when an answer
 * starts and how it ends.
 */
export function conversation(state: PanelState, post: Post) {
  const turns = repeat(
    state.turns,
    // By its place: another version of a question is drawn into the same elements, so that the focus stays.
    (_, index) => state.turns[index - 1]?.id ?? state.conversation,
    (view) => turn(view, state, post),
  );
  return html`
    <main>
      <div id="find"></div>
      <div id="log" role="log" aria-label=${t('Conversation')} aria-live="off" tabindex="0">
        <div class="turns">${state.turns.length > 0 ? turns : emptyState(state, post)}</div>
      </div>
      <button class="jump" type="button" hidden>${icon('arrow-down')}${t('Jump to latest')}</button>
    </main>`;
}

function emptyState(state: PanelState, post: Post) {
  if (state.images.length > 0)
    return html`<div class="empty"><p>${plural(
      state.images.length,
      t('Ask a question below, or choose an action for the image.'),
      t('Ask a question below, or choose an action for the images.'),
    )}</p></div>`;
  return html`
    <div class="empty">
      ${icon('file-media')}
      <p class="lead">${t('Ask about an image')}</p>
      <p>${t('Right-click one in the Explorer and choose "Ask Claude".')}
        ${t('Paste it here, or drag it in (hold Shift when dragging from the Explorer).')}</p>
      <button class="secondary" type="button" @click=${() => post('pick', {})}>${t('Add images…')}</button>
      <p>${t('Then ask a question, or choose an action: {0}.', state.recipes.map(({ label }) => label).join(', '))}</p>
    </div>`;
}
