import { Kept } from '../kept.ts';
import { isKnown, look } from './knownFiles.ts';

/** Words of an answer that may name a file: a link once the host has found that file in the workspace. */
export class FileLink extends Kept {
  #reference = '';

  static of(target: Element): FileLink {
    const link = document.createElement('answer-file') as FileLink;
    link.#reference = target.getAttribute('title') ?? '';
    link.append(...target.childNodes);
    return link;
  }

  /** The path as the answer has it, with the line behind it. */
  get reference(): string {
    return this.#reference;
  }

  connectedCallback(): void {
    look();
    this.update();
  }

  override takeOver(wanted: this): void {
    if (wanted.#reference === this.#reference && wanted.textContent === this.textContent) return;
    this.#reference = wanted.#reference;
    this.replaceChildren(...wanted.childNodes);
    look();
    this.update();
  }

  /** Becomes a link, or plain words again. */
  update(): void {
    const link = this.querySelector('a');
    if ((link !== null) === isKnown(this.#reference)) return;
    if (link) link.replaceWith(...link.childNodes);
    else this.replaceChildren(this.#link());
  }

  #link(): Element {
    const link = document.createElement('a');
    link.className = 'fileLink';
    link.href = '#';
    link.title = this.#reference;
    link.append(...this.childNodes);
    return link;
  }
}

customElements.define('answer-file', FileLink);
