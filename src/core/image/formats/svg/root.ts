import { Element } from 'domhandler';
import type { ImageHeader, Region } from '../../imageTypes.ts';
import type { Viewport } from './css/values.ts';
import { svgNamespace } from './document.ts';

/** The size that `vw` and percentages refer to. */
export function viewportOf(
  { attribs }: Element,
  { width, height }: Pick<ImageHeader, 'width' | 'height'>,
): Viewport {
  const [, , boxWidth = 0, boxHeight = 0] = (attribs['viewBox'] ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  return boxWidth > 0 && boxHeight > 0 ? { width: boxWidth, height: boxHeight } : { width, height };
}

/** Gives the root its namespaces and the size in pixels that browsers give it. */
export function sizeRoot(
  { attribs }: Element,
  { width, height }: Pick<ImageHeader, 'width' | 'height'>,
): void {
  attribs['xmlns'] = svgNamespace;
  attribs['width'] = String(width);
  attribs['height'] = String(height);
}

/** A drawing of a part of another, whose root has its size. */
export function partOf(root: Element, { x, y, width, height }: Region): Element {
  const viewBox = `${x} ${y} ${width} ${height}`;
  const attributes = { xmlns: svgNamespace, width: String(width), height: String(height), viewBox };
  return new Element('svg', attributes, [root]);
}

/** Paints the background that CSS gives the root, which browsers extend to the whole picture. */
export function paintBackground(root: Element, color: string | undefined): void {
  if (!color || color === 'transparent' || /^rgba\(.*, 0\)$/.test(color)) return;
  const [x = 0, y = 0] = (root.attribs['viewBox'] ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const rect = new Element('rect', {
    // Larger than the view box, since the picture may be wider or higher than that.
    ...{ x: String(x), y: String(y), width: '100%', height: '100%', fill: color, stroke: 'none' },
  });
  rect.parent = root;
  root.children.unshift(rect);
}
