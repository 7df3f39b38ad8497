import { html, nothing } from 'lit/html.js';
import type { TurnView } from '../../protocol.ts';
import type { Post } from '../host.ts';
import { icon } from '../icon.ts';
import { number, t } from '../l10n.ts';

/** Which version of a question is shown, and the way to the others: each with what was asked after it. */
export function versions({ versions: shown }: TurnView, running: boolean, post: Post) {
  if (!shown) return nothing;
  const { position, of, previous, next } = shown;
  const said = t('Version {0} of {1}', number(position), number(of));
  return html`
    <div class="versions" role="group" aria-label=${t('Versions of this question')}>
      ${step(t('Previous version'), 'chevron-left', running ? undefined : previous, post)}
      <span class="unseen">${said}</span><span aria-hidden="true" title=${said}>${number(position)}/${number(of)}</span>
      ${step(t('Next version'), 'chevron-right', running ? undefined : next, post)}
    </div>`;
}

/** The first and the last keep the focus: the way back is beside them. */
function step(name: string, glyph: string, turn: string | undefined, post: Post) {
  return html`
    <button class="icon" type="button" title=${name} aria-label=${name} aria-disabled=${turn === undefined ? 'true' : 'false'}
      @click=${() => turn !== undefined && post('showVersion', { turn })}>${icon(glyph)}</button>`;
}
