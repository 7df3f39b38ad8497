import { repeat } from 'lit/directives/repeat.js';
import { html, nothing } from 'lit/html.js';
import type { AlongView, PanelState } from '../../protocol.ts';
import type { Post } from '../host.ts';
import { icon } from '../icon.ts';
import { t } from '../l10n.ts';

/** What the next question carries besides its own images: always in sight, and every image can be left out. */
export function along({ along: view }: PanelState, post: Post) {
  if (!view) return nothing;
  const { fresh, images, saving } = view;
  const change = () => post(fresh ? 'join' : 'separate', {});
  return html`
    <div class="along" role="group" aria-label=${t('Sent with the next question')}>
      <span>${label(view)}</span>
      ${images.length > 0 ? imagesAlong(view, post) : nothing}
      ${saving === undefined ? nothing : html`<span class="saving">${t('Left out: {0}', saving)}</span>`}
      <button class="link" type="button" @click=${change}>
        ${fresh ? t('Join to the conversation above') : t('Begin a new subject')}</button>
    </div>`;
}

function label({ fresh, images }: AlongView): string {
  if (fresh) return t('New subject: nothing above is sent.');
  return images.length > 0 ? t('Also sent:') : t('Also sent: the conversation above');
}

function imagesAlong({ images }: AlongView, post: Post) {
  const items = repeat(
    images,
    ({ id }) => id,
    (image) => imageAlong(image, post),
  );
  return html`<ul role="list" aria-label=${t('Also sent')}>${items}</ul>`;
}

function imageAlong({ id, name, tokens, leftOut }: AlongView['images'][number], post: Post) {
  const action = leftOut ? t('Include {0} again', name) : t('Leave out {0}', name);
  const change = () => post(leftOut ? 'takeBack' : 'leaveOut', { image: id });
  return html`
    <li class="sentImage ${leftOut ? 'leftOut' : ''}" title="${name}, ${tokens}">
      <span class="name">${name}</span><span class="tokens">${tokens}</span>
      <button class="icon" type="button" title=${action} aria-label=${action} @click=${change}>
        ${icon(leftOut ? 'add' : 'close')}</button>
    </li>`;
}
