import { html, render } from 'lit/html.js';
import type { ImageView, PanelState } from '../../protocol.ts';
import type { Post } from '../host.ts';
import { viewerActions } from './actions.ts';
import { type CompareView, type Comparison, placeDivider } from './compare.ts';
import { type Parts, PartsEditor, type Target } from './partsEditor.ts';
import { imageIn, othersIn, partsIn, type Shown, sameParts } from './shownImage.ts';
import { viewerTemplate } from './templates.ts';
import { Zoom } from './zoom.ts';

/** Milliseconds after which the host has said what became of what was drawn. */
const answerTime = 1500;

/** The picture of an image at any scale, where parts of it are chosen. What is confirmed is the host's, all else goes with it. */
export class Viewer {
  readonly #place: HTMLElement;
  readonly #post: Post;
  readonly #zoom = new Zoom(() => [...this.#place.querySelectorAll<HTMLElement>('.stage')]);
  readonly #editor = new PartsEditor({
    size: () => this.#size,
    parts: () => this.#parts,
    confirm: (parts) => this.#confirm(parts),
  });
  readonly #actions = viewerActions({
    ...{ editor: this.#editor, zoom: this.#zoom },
    size: () => this.#size,
    draw: () => this.#draw(),
    focus: (target) => this.#focus(target),
    close: (ask) => this.#close(ask),
    openFile: () => this.#image && this.#post('open', { image: this.#image.id }),
    toggleCompare: () => (this.#comparison ? this.#endCompare() : this.#compare({})),
    endCompare: () => this.#endCompare(),
  });
  #state: PanelState;
  #shown: Shown | undefined;
  /** Parts that were confirmed here and that the host has not shown yet. */
  #pending: { readonly parts: Parts; readonly since: number } | undefined;
  #comparison: Comparison | undefined;

  /** `place` is the element of the page that the viewer is drawn in. */
  constructor(place: HTMLElement, post: Post, state: PanelState) {
    this.#place = place;
    this.#post = post;
    this.#state = state;
    window.addEventListener('resize', () => this.#draw());
  }

  /** With `other`, the two are compared. */
  open(image: string, other?: string): void {
    this.#shown = { image, copy: crypto.getRandomValues(new Uint32Array(4)).join('-') };
    this.#pending = undefined;
    this.#comparison = undefined;
    this.#editor.reset();
    this.#post('showWhole', { image });
    this.#draw();
    if (!this.#dialog?.open) this.#dialog?.showModal();
    this.#zoom.fit();
    if (other === undefined) this.#draw();
    else this.#compare({ other });
    this.#focus();
  }

  /** Follows the host: what it shows counts. */
  update(state: PanelState): void {
    this.#state = state;
    if (!this.#shown) return;
    if (!this.#image) {
      this.#close();
      return;
    }
    if (this.#pending && this.#isAnswered(this.#pending)) this.#pending = undefined;
    this.#draw();
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#place.querySelector('dialog');
  }

  get #image(): ImageView | undefined {
    return this.#shown && imageIn(this.#state, this.#shown);
  }

  get #size() {
    return this.#image?.size ?? { width: 1, height: 1 };
  }

  get #parts(): Parts {
    return this.#pending?.parts ?? partsIn(this.#image ?? {});
  }

  #isAnswered({ parts, since }: { readonly parts: Parts; readonly since: number }): boolean {
    return sameParts(parts, partsIn(this.#image ?? {})) || performance.now() - since > answerTime;
  }

  #confirm(parts: Parts): void {
    if (!this.#shown) return;
    this.#pending = { parts, since: performance.now() };
    const { region, redactions } = parts;
    this.#post('parts', { ...this.#shown, redactions, ...(region && { region }) });
    this.#draw();
  }

  #close(ask?: 'ask'): void {
    this.#editor.stop();
    this.#shown = undefined;
    this.#dialog?.close();
    const focused = document.activeElement;
    if (ask || !focused || focused === document.body)
      document.querySelector<HTMLElement>('form textarea')?.focus();
  }

  #draw(): void {
    const image = this.#image;
    if (!image) return;
    const { size } = image;
    const compare = this.#compareView(image);
    const view = {
      ...{ image, size, compare, editor: this.#editor, zoom: this.#zoom, actions: this.#actions },
      isAttached: this.#state.images.includes(image),
      canCompare: size !== undefined && othersIn(this.#state, image).length > 0,
    };
    // Once for the elements, and once more where their size decides the scale.
    render(dialog(view), this.#place);
    if (!size) return;
    const { scale } = this.#zoom;
    this.#zoom.layOut(size);
    if (this.#zoom.scale !== scale) render(dialog(view), this.#place);
    placeDivider(this.#place.querySelector('.canvas'), compare?.comparison.share ?? 100);
  }

  #focus(target?: Target): void {
    const selector = target === undefined ? '.stage' : `[data-target="${target}"]`;
    this.#place.querySelector<HTMLElement | SVGElement>(selector)?.focus();
  }

  #compareView(image: ImageView): CompareView | undefined {
    const others = othersIn(this.#state, image);
    const second = others.find(({ id }) => id === this.#comparison?.other);
    if (!this.#comparison || !second) return undefined;
    const change = (one: Partial<Comparison>) => this.#compare(one);
    return { comparison: this.#comparison, first: image, second, others, change };
  }

  #compare(change: Partial<Comparison>): void {
    const [first] = this.#image ? othersIn(this.#state, this.#image) : [];
    const other = change.other ?? this.#comparison?.other ?? first?.id;
    if (other === undefined) return;
    if (other !== this.#comparison?.other) this.#post('showWhole', { image: other });
    this.#comparison = { share: 50, sideBySide: false, ...this.#comparison, ...change, other };
    this.#editor.stop();
    this.#draw();
  }

  #endCompare(): void {
    this.#comparison = undefined;
    this.#draw();
  }
}

function dialog(view: Parameters<typeof viewerTemplate>[0]) {
  return html`
    <dialog class="viewer" aria-labelledby="viewerName" @keydown=${view.actions.keys}>${viewerTemplate(view)}</dialog>`;
}
