import { repeat } from 'lit/directives/repeat.js';
import { html, nothing } from 'lit/html.js';
import type { PanelState, QueuedView } from '../../protocol.ts';
import { editBox } from '../asked/editBox.ts';
import type { Post } from '../host.ts';
import { icon } from '../icon.ts';
import { t } from '../l10n.ts';

/** The questions that wait for the answers before them. */
export function queue(state: PanelState, post: Post) {
  if (!state.queue) return nothing;
  const { held, questions } = state.queue;
  const items = repeat(
    questions,
    ({ id }) => id,
    (question) => queued(question, state, post),
  );
  return html`
    <div class="queue">
      <div class="state">
        ${icon(held ? 'debug-pause' : 'clock')}
        <span>${held ? t('Queue paused.') : t('Asked one after the other.')}</span>
        ${held ? resumeButton(state, post) : nothing}
      </div>
      <ul role="list" aria-label=${t('Queued questions')}>${items}</ul>
    </div>`;
}

function resumeButton({ running }: PanelState, post: Post) {
  return html`
    <button class="secondary small" type="button" aria-disabled=${running ? 'true' : 'false'}
      @click=${() => running || post('resume', {})}>${t('Resume')}</button>`;
}

function queued(question: QueuedView, { editing, running }: PanelState, post: Post) {
  const { id, question: text, images } = question;
  return html`
    <li>
      ${
        editing?.id === id
          ? editBox(editing, t('Save'), post)
          : html`<div class="text" dir="auto">${text}</div>`
      }
      ${images.length > 0 ? html`<div class="names">${icon('file-media')}${images.join(', ')}</div>` : nothing}
      ${subjectOf(question, post)}
      ${editing?.id === id ? nothing : actions(id, running, post)}
    </li>`;
}

function actions(id: string, running: boolean, post: Post) {
  return html`
      <div class="actions">
        <button class="quiet" type="button" title=${running ? t('Stop the answer and send this question') : t('Send this question')}
          @click=${() => post('sendNow', { question: id })}>${icon('send')}${t('Send now')}</button>
        <button class="quiet edit" type="button" @click=${() => post('edit', { id })}>${icon('edit')}${t('Edit')}</button>
        <button class="quiet unqueue" type="button" @click=${() => post('unqueue', { question: id })}>
          ${icon('close')}${t('Remove from queue')}</button>
      </div>`;
}

function subjectOf({ id, subject }: QueuedView, post: Post) {
  if (!subject) return nothing;
  const isNew = subject === 'new';
  return html`
    <div class="names">${isNew ? t('New subject') : t('Joined to the conversation above')}
      <button class="link" type="button" @click=${() => post(isNew ? 'join' : 'separate', { question: id })}>
        ${isNew ? t('Join to the conversation above') : t('Begin a new subject here')}</button>
    </div>`;
}
