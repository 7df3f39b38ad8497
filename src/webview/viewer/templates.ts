import { html, nothing } from 'lit/html.js';
import type { ImageView } from '../../protocol.ts';
import { icon } from '../icon.ts';
import { number, t } from '../l10n.ts';
import { type CompareView, compareBar, overlay } from './compare.ts';
import type { PictureSize } from './geometry.ts';
import { boxText, marks, regionText } from './marks.ts';
import type { PartsEditor, Tool } from './partsEditor.ts';
import type { Zoom } from './zoom.ts';

export interface ViewerView {
  readonly image: ImageView;
  /** Of an image that was asked about, what is drawn goes with a copy. */
  readonly isAttached: boolean;
  readonly size: PictureSize | undefined;
  readonly editor: PartsEditor;
  readonly zoom: Zoom;
  readonly canCompare: boolean;
  readonly compare: CompareView | undefined;
  readonly actions: ViewerActions;
}

export interface ViewerActions {
  readonly close: () => void;
  readonly open: () => void;
  /** The event of the button: a tool that was chosen by a key begins with a rectangle that keys can move. */
  readonly use: (tool: Tool, event: MouseEvent) => void;
  readonly done: () => void;
  readonly useRegion: () => void;
  readonly wholeImage: () => void;
  readonly addBox: () => void;
  readonly removeBox: () => void;
  readonly undo: () => void;
  readonly zoomed: (change: (zoom: Zoom) => void) => () => void;
  readonly compare: () => void;
  readonly pressed: (event: PointerEvent) => void;
  readonly doubled: (event: MouseEvent) => void;
  readonly turned: { readonly handleEvent: (event: WheelEvent) => void; readonly passive: false };
  readonly scrolled: (event: Event) => void;
  readonly keys: (event: KeyboardEvent) => void;
}

export function viewerTemplate(view: ViewerView) {
  const { image, compare, editor, actions } = view;
  return html`
    <div class="head">
      <h2 id="viewerName" dir="auto">${image.name}</h2>
      <button class="icon" type="button" title=${t('Close (Escape)')} aria-label=${t('Close')} @click=${actions.close}>
        ${icon('close')}</button>
    </div>
    <div class="commands">${zoomButtons(view)}${toolButtons(view)}</div>
    ${compare ? compareBar(compare) : nothing}
    ${editor.tool === 'region' ? regionBar(view) : nothing}
    ${editor.tool === 'redact' ? redactBar(view) : nothing}
    <div class="stages">
      ${stage(view, image, compare ? overlay(compare) : nothing)}
      ${compare?.comparison.sideBySide ? stage(view, compare.second, nothing) : nothing}
    </div>`;
}

function zoomButtons({ zoom, size, actions }: ViewerView) {
  const button = (name: string, symbol: string, key: string, change: (zoom: Zoom) => void) => html`
    <button class="icon" type="button" title="${name} (${key})" aria-label=${name} ?disabled=${!size}
      @click=${actions.zoomed(change)}>${icon(symbol)}</button>`;
  return html`
    <span class="zooms" role="group" aria-label=${t('Zoom')}>
      ${button(t('Zoom out'), 'zoom-out', '-', (one) => one.out())}
      <button class="quiet" type="button" title=${t('Actual size (1)')} ?disabled=${!size}
        @click=${actions.zoomed((one) => one.to(1))}>${t('{0} %', number(100))}</button>
      ${button(t('Zoom in'), 'zoom-in', '+', (one) => one.in())}
      ${button(t('Fit'), 'screen-full', '0', (one) => one.fit())}
      <span class="scale">${size ? t('{0} %', number(Math.round(zoom.scale * 100))) : nothing}</span>
    </span>`;
}

function toolButtons({ editor, size, canCompare, compare, actions }: ViewerView) {
  const tool = (name: Tool, label: string, symbol: string) => html`
    <button class="quiet" type="button" aria-pressed=${editor.tool === name ? 'true' : 'false'} ?disabled=${!size}
      @click=${(event: MouseEvent) => actions.use(name, event)}>${icon(symbol)}${label}</button>`;
  return html`
    ${tool('region', t('Ask about a region'), 'selection')}
    ${tool('redact', t('Redact'), 'eye-closed')}
    ${
      canCompare
        ? html`<button class="quiet" type="button" aria-pressed=${compare ? 'true' : 'false'} @click=${actions.compare}>
            ${icon('compare-changes')}${t('Compare')}</button>`
        : nothing
    }
    <button class="quiet" type="button" @click=${actions.open}>${icon('go-to-file')}${t('Open in Editor')}</button>`;
}

function regionBar({ editor, size, actions }: ViewerView) {
  const { region } = editor.shown;
  return html`
    <div class="tools">
      <button class="primary small" type="button" ?disabled=${!region} @click=${actions.useRegion}>
        ${t('Use this region')}</button>
      <button class="secondary small" type="button" ?disabled=${!region} @click=${actions.wholeImage}>
        ${t('Whole image')}</button>
      <button class="secondary small" type="button" @click=${actions.done}>${t('Done')}</button>
      <output class="told" role="status">${
        region && size
          ? `${regionText(region, size)}, ${t('at {0}, {1}', region.x, region.y)}`
          : t('Draw a rectangle, or press an arrow key.')
      }</output>
      <p class="keys">${t('Arrow keys move it, Shift and arrow keys resize it, Enter uses it.')}</p>
    </div>`;
}

function redactBar({ editor, isAttached, actions }: ViewerView) {
  const { redactions } = editor.shown;
  const place = typeof editor.draft?.target === 'number' ? editor.draft.target : redactions.length - 1;
  const box = redactions[place];
  return html`
    <div class="tools">
      <button class="primary small" type="button" @click=${actions.done}>${t('Done')}</button>
      <button class="secondary small" type="button" @click=${actions.addBox}>${t('Add Box')}</button>
      <button class="secondary small" type="button" ?disabled=${!box} @click=${actions.removeBox}>${t('Remove Box')}</button>
      <button class="secondary small" type="button" ?disabled=${!editor.canUndo} @click=${actions.undo}>
        ${t('Undo')}</button>
      <output class="told" role="status">${
        box
          ? boxText(place, redactions.length, box)
          : t('Draw a box over what should stay hidden, or press an arrow key.')
      }</output>
      <p class="keys">${
        isAttached
          ? t(
              'What the boxes cover is painted over before anything is sent. Arrow keys move a box, Shift and arrow keys resize it, Enter keeps it, Delete removes it.',
            )
          : t(
              'This image was sent as it is, and goes with every follow-up. The boxes cover a copy, which is attached to the next question.',
            )
      }</p>
    </div>`;
}

function stage({ size, editor, zoom, compare, actions }: ViewerView, image: ImageView, over: unknown) {
  return html`
    <div class="stage ${editor.tool ? 'drawing' : ''}" tabindex="0" role="group" aria-label=${t('Picture of {0}', image.name)}
      @pointerdown=${actions.pressed} @dblclick=${actions.doubled} @wheel=${actions.turned} @scroll=${actions.scrolled}>
      <div class="canvas">
        ${picture(image)}
        ${over}
        ${size && !compare ? marks(editor, size, zoom.scale) : nothing}
      </div>
      ${waiting(image)}
    </div>`;
}

function picture({ whole, name }: ImageView) {
  if (whole === undefined || whole === 'failed') return nothing;
  return html`<img src=${whole} alt=${name} draggable="false">`;
}

function waiting({ whole, size, problem }: ImageView) {
  if (!size || whole === 'failed')
    return html`<p class="waiting">${problem ?? t('This image cannot be shown here.')}</p>`;
  return whole === undefined ? html`<p class="waiting">${t('Loading the image…')}</p>` : nothing;
}
