import { html, nothing, render } from 'lit/html.js';
import { icon } from '../icon.ts';
import { number, t } from '../l10n.ts';
import { showPlace } from '../scroll.ts';
import { matches } from './matches.ts';

/** Milliseconds between two searches while an answer arrives. */
const pause = 250;

/** Finds text in the conversation: marks every place, and goes from one to the next. */
export class FindBar {
  readonly #place: HTMLElement;
  readonly #log: HTMLElement;
  readonly #changes = new MutationObserver(() => this.#searchSoon());
  #found: readonly Range[] = [];
  #current = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #before: Element | null = null;

  constructor(place: HTMLElement, log: HTMLElement) {
    this.#place = place;
    this.#log = log;
  }

  /** Shows the bar, with what is selected in the conversation, and puts the caret into it. */
  open(): void {
    const selected = document.getSelection()?.toString() ?? '';
    if (!this.#place.contains(document.activeElement)) this.#before = document.activeElement;
    this.#draw();
    const input = this.#input;
    if (!input) return;
    if (selected !== '' && !selected.includes('\n')) input.value = selected;
    input.focus();
    input.select();
    this.#changes.observe(this.#log, { subtree: true, childList: true, characterData: true });
    this.#search();
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#changes.disconnect();
    CSS.highlights.delete('found');
    CSS.highlights.delete('found-current');
    render(nothing, this.#place);
    const back = this.#before?.isConnected && this.#before !== document.body ? this.#before : this.#log;
    if (back instanceof HTMLElement) back.focus({ preventScroll: true });
  }

  get #input(): HTMLInputElement | null {
    return this.#place.querySelector('input');
  }

  #searchSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#search(this.#current);
    }, pause);
  }

  /** From the place that is in sight, unless it is said at which of them one is. */
  #search(current?: number): void {
    this.#found = matches(this.#log, this.#input?.value ?? '');
    const inSight = this.#found.findIndex((range) => topOf(range) >= this.#top);
    this.#current = current ?? Math.max(0, inSight);
    CSS.highlights.set('found', new Highlight(...this.#found));
    this.#show(current === undefined);
  }

  #step(step: number): void {
    const { length } = this.#found;
    if (length === 0) return;
    this.#current = (this.#current + step + length) % length;
    this.#show(true);
  }

  #show(scroll: boolean): void {
    const range = this.#found[this.#current];
    CSS.highlights.set('found-current', new Highlight(...(range ? [range] : [])));
    if (scroll && range) showPlace(range);
    this.#draw();
  }

  get #top(): number {
    return this.#log.getBoundingClientRect().top;
  }

  #draw(): void {
    const typed = () => this.#search();
    render(
      html`
        <div class="find" role="search" aria-label=${t('Find in conversation')} @keydown=${this.#onKey}>
          <input type="text" spellcheck="false" aria-label=${t('Find in conversation')} placeholder=${t('Find')} @input=${typed}>
          <span class="count" role="status">${this.#countText()}</span>
          ${this.#button(t('Previous match'), 'arrow-up', () => this.#step(-1))}
          ${this.#button(t('Next match'), 'arrow-down', () => this.#step(1))}
          ${this.#button(t('Close'), 'close', () => this.#close())}
        </div>`,
      this.#place,
    );
  }

  #countText(): string {
    const { length } = this.#found;
    if (length > 0) return t('{0} of {1}', number(this.#current + 1), number(length));
    return this.#input?.value ? t('No results') : '';
  }

  #button(name: string, glyph: string, press: () => void) {
    return html`
      <button class="icon" type="button" title=${name} aria-label=${name} @click=${press}>${icon(glyph)}</button>`;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const isInput = event.target === this.#input;
    if (event.key === 'Escape') this.#close();
    else if (event.key === 'F3' || (event.key === 'Enter' && isInput)) this.#step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    // Escape would stop an answer as well.
    event.stopPropagation();
  };
}

/** What is out of sight is not laid out: then it is where its turn is. */
function topOf(range: Range): number {
  const { top, height } = range.getBoundingClientRect();
  return height > 0
    ? top
    : (range.startContainer.parentElement?.closest('article')?.getBoundingClientRect().top ?? top);
}
