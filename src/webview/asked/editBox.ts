import { html } from 'lit/html.js';
import type { PanelState } from '../../protocol.ts';
import type { Post } from '../host.ts';
import { t } from '../l10n.ts';

/** Milliseconds without a key before the host is told what was typed. */
const typingPause = 300;

let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * A question that is edited in its place. The host keeps what is typed; it comes back only into a box that nobody has
 * typed into, which is what `defaultValue` means.
 */
export function editBox({ id, text }: NonNullable<PanelState['editing']>, action: string, post: Post) {
  const end = (event: Event, say: (text: string) => void) => {
    clearTimeout(timer);
    const area = event.currentTarget instanceof Element && areaBeside(event.currentTarget);
    if (area) say(area.value);
  };
  const save = (event: Event) => end(event, (text) => post('saveEdit', { id, text }));
  const cancel = (event: Event) => end(event, () => post('cancelEdit', {}));
  const onKey = (event: KeyboardEvent) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Escape') cancel(event);
    else if (event.key === 'Enter' && !event.shiftKey) save(event);
    else return;
    event.preventDefault();
    // Escape would stop an answer as well.
    event.stopPropagation();
  };
  const typed = ({ currentTarget: area }: Event) => {
    clearTimeout(timer);
    if (area instanceof HTMLTextAreaElement)
      timer = setTimeout(() => post('editText', { id, text: area.value }), typingPause);
  };
  return html`
    <div class="editing">
      <textarea rows="1" dir="auto" aria-label=${t('Edited question')} .defaultValue=${text} @input=${typed}
        @keydown=${onKey}></textarea>
      <div class="bar">
        <button class="secondary small" type="button" title=${t('Cancel (Escape)')} @click=${cancel}>${t('Cancel')}</button>
        <button class="primary small" type="button" title=${t('{0} (Enter)', action)} @click=${save}>${action}</button>
      </div>
    </div>`;
}

function areaBeside(element: Element): HTMLTextAreaElement | null {
  return element.closest('.editing')?.querySelector('textarea') ?? null;
}
