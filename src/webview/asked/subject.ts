import { html, nothing } from 'lit/html.js';
import type { TurnView } from '../../protocol.ts';
import type { Post } from '../host.ts';
import { t } from '../l10n.ts';

/** Between two turns: where a new subject begins, or did so until it was joined to the one above. */
export function subject({ id, subject: kind, status }: TurnView, post: Post) {
  if (!kind) return nothing;
  const isNew = kind === 'new';
  // What was sent for an answer that is arriving cannot be changed any more.
  const fixed = status === 'preparing' || status === 'waiting' || status === 'streaming';
  const change = () => !fixed && post(isNew ? 'join' : 'separate', { question: id });
  return html`
    <div class="subject">
      <div><span>${isNew ? t('New subject') : t('Joined to the conversation above')}</span>
      <button class="link" type="button" title=${explanation(isNew)} aria-disabled=${fixed ? 'true' : 'false'} @click=${change}>
        ${isNew ? t('Join to the conversation above') : t('Begin a new subject here')}</button></div>
    </div>`;
}

function explanation(isNew: boolean): string {
  return isNew
    ? t('Nothing above this line is sent with the questions below it.')
    : t('What is above this line is sent with the questions below it.');
}
