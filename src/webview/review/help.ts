import { html } from 'lit/html.js';
import { t } from '../l10n.ts';

/** The keys of the page, in a line below the list. */
export function help() {
  return html`
    <footer class="keys">
      ${keys().map(([names, words]) => html`<span class="key">${names.map((name) => html`<kbd>${name}</kbd>`)} ${words}</span>`)}
    </footer>`;
}

/** "Ctrl+Enter", as the keyboard of this system has it. */
export function applyKey(): string {
  return navigator.platform.startsWith('Mac') ? `⌘${t('Enter')}` : `${t('Ctrl')}+${t('Enter')}`;
}

function keys(): readonly (readonly [readonly string[], string])[] {
  return [
    [['↑', '↓'], t('choose')],
    [[t('Enter')], t('accept')],
    [['E'], t('edit')],
    [[t('Esc')], t('leave the text')],
    [['S'], t('skip')],
    [['D'], t('decorative')],
    [['R'], t('ask again')],
    [[applyKey()], t('apply all')],
  ];
}
