import { html, nothing } from 'lit/html.js';
import type { ImageView } from '../../protocol.ts';
import { icon } from '../icon.ts';
import { number, t } from '../l10n.ts';
import { clamp } from './geometry.ts';

/** Two pictures at one scale: one over the other, divided by a slider, or side by side. */
export interface Comparison {
  /** Id of the other image. */
  readonly other: string;
  /** Percent of the width that shows the first. */
  readonly share: number;
  readonly sideBySide: boolean;
}

export interface CompareView {
  readonly comparison: Comparison;
  readonly first: ImageView;
  readonly second: ImageView;
  readonly others: readonly ImageView[];
  readonly change: (change: Partial<Comparison>) => void;
}

/** Which image the other is, and how the two are shown. */
export function compareBar({ comparison, first, second, others, change }: CompareView) {
  const choose = ({ currentTarget }: Event) =>
    currentTarget instanceof HTMLSelectElement && change({ other: currentTarget.value });
  const { sideBySide } = comparison;
  return html`
    <div class="tools">
      <label class="with">${t('Compare with')}
        <select @change=${choose}>
          ${others.map(({ id, name }) => html`<option value=${id} ?selected=${id === second.id}>${name}</option>`)}
        </select>
      </label>
      <button class="secondary small" type="button" aria-pressed=${sideBySide ? 'true' : 'false'}
        @click=${() => change({ sideBySide: !sideBySide })}>${icon('split-horizontal')}${t('Side by side')}</button>
      <output class="told" role="status">${sizesText(first, second)}</output>
    </div>`;
}

/** The second picture over the first, to the right of the divider. */
export function overlay({ comparison, first, second, change }: CompareView) {
  if (comparison.sideBySide) return nothing;
  const { share } = comparison;
  const text = t('{0} % {1}, {2} % {3}', number(share), first.name, number(100 - share), second.name);
  return html`
    <div class="second">${second.whole ? html`<img src=${second.whole} alt=${second.name} draggable="false">` : nothing}</div>
    <div class="divider" role="slider" tabindex="0" aria-label=${t('Divider')} aria-orientation="horizontal"
      aria-valuemin="0" aria-valuemax="100" aria-valuenow=${share} aria-valuetext=${text}
      @keydown=${onKey(share, change)} @pointerdown=${onPress(change)}><span class="grip"></span></div>`;
}

/** Where the second picture begins; not a style in the template, which the policy of the page refuses. */
export function placeDivider(canvas: HTMLElement | null, share: number): void {
  canvas?.style.setProperty('--share', `${share}%`);
}

function sizesText(first: ImageView, second: ImageView): string {
  const [one, other] = [sizeText(first), sizeText(second)];
  if (one === other) return one;
  return t('{0}: {1}; {2}: {3}. Both are scaled to the same box.', first.name, one, second.name, other);
}

function sizeText({ size }: ImageView): string {
  return size ? `${size.width} × ${size.height}` : '';
}

const keys: Readonly<Record<string, (share: number) => number>> = {
  ArrowLeft: (share) => share - 2,
  ArrowDown: (share) => share - 2,
  ArrowRight: (share) => share + 2,
  ArrowUp: (share) => share + 2,
  PageDown: (share) => share - 10,
  PageUp: (share) => share + 10,
  Home: () => 0,
  End: () => 100,
};

function onKey(share: number, change: CompareView['change']) {
  return (event: KeyboardEvent): void => {
    const next = keys[event.key]?.(share);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    change({ share: clamp(next, 0, 100) });
  };
}

function onPress(change: CompareView['change']) {
  return (event: PointerEvent): void => {
    const { currentTarget: divider } = event;
    if (!(divider instanceof HTMLElement)) return;
    // The stage would take the picture along.
    event.stopPropagation();
    divider.setPointerCapture(event.pointerId);
    divider.focus();
    const move = ({ clientX }: PointerEvent) => {
      const { left = 0, width = 1 } = divider.parentElement?.getBoundingClientRect() ?? {};
      change({ share: Math.round(clamp(((clientX - left) / width) * 100, 0, 100)) });
    };
    const ending = new AbortController();
    divider.addEventListener('pointermove', move, { signal: ending.signal });
    divider.addEventListener('lostpointercapture', () => ending.abort(), { signal: ending.signal });
  };
}
