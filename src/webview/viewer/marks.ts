import { nothing, svg } from 'lit/html.js';
import type { RegionView } from '../../protocol.ts';
import { t } from '../l10n.ts';
import type { PictureSize } from './geometry.ts';
import type { PartsEditor, Target } from './partsEditor.ts';

/** Pixels on the screen. */
const handleSide = 10;

/** The region and the boxes over an image, in its pixels: those of the tool in use can be taken hold of. */
export function marks(editor: PartsEditor, size: PictureSize, scale: number) {
  const { region, redactions } = editor.shown;
  return svg`
    <svg class="marks" viewBox="0 0 ${size.width} ${size.height}" preserveAspectRatio="none">
      ${region ? svg`<path class="around" d=${around(region, size)} fill-rule="evenodd"></path>` : nothing}
      ${redactions.map((box, place) => mark(editor, place, box, boxText(place, redactions.length, box), scale))}
      ${region ? mark(editor, 'region', region, regionText(region, size), scale) : nothing}
    </svg>`;
}

export function regionText({ width, height }: RegionView, size: PictureSize): string {
  return t('region {0} × {1} of {2} × {3}', width, height, size.width, size.height);
}

export function boxText(place: number, count: number, { x, y, width, height }: RegionView): string {
  return t('Box {0} of {1}: {2} × {3} at {4}, {5}', place + 1, count, width, height, x, y);
}

function mark(editor: PartsEditor, target: Target, box: RegionView, name: string, scale: number) {
  const { tool, draft } = editor;
  const isRegion = target === 'region';
  const isHeld = tool === (isRegion ? 'region' : 'redact');
  const kind = `${isRegion ? 'region' : 'box'} ${draft?.target === target ? 'draft' : ''}`;
  const { x, y, width, height } = box;
  const outline = svg`<rect x=${x} y=${y} width=${width} height=${height}></rect>`;
  if (!isHeld) return svg`<g class="mark ${kind}">${outline}</g>`;
  return svg`
    <g class="mark held ${kind}" data-target=${String(target)} tabindex="0" role="group" aria-label=${name}
      aria-roledescription=${isRegion ? t('region') : t('box')}>
      ${outline}
      ${handle('nw', x, y, scale)}
      ${handle('ne', x + width, y, scale)}
      ${handle('sw', x, y + height, scale)}
      ${handle('se', x + width, y + height, scale)}
    </g>`;
}

function handle(corner: string, x: number, y: number, scale: number) {
  const side = handleSide / scale;
  return svg`
    <rect class="handle ${corner}" data-corner=${corner} x=${x - side / 2} y=${y - side / 2} width=${side} height=${side}>
    </rect>`;
}

function around({ x, y, width, height }: RegionView, size: PictureSize): string {
  return `M0 0H${size.width}V${size.height}H0ZM${x} ${y}V${y + height}H${x + width}V${y}Z`;
}
