import { html } from 'lit/html.js';

/** A codicon, silent: what it stands beside or its button has the name. */
export function icon(name: string) {
  return html`<span class=${`codicon codicon-${name}`} aria-hidden="true"></span>`;
}
