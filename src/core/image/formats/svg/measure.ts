import { cloneNode, Element } from 'domhandler';
import type { ReferenceBox } from './css/transforms.ts';
import type { Viewport } from './css/values.ts';
import { allElements } from './document.ts';
import { sizeRoot } from './root.ts';
import { serialised } from './serialise.ts';

/** The bounding box of a drawing, in its pixels; undefined when it shows nothing. */
export type Measure = (svg: Uint8Array) => ReferenceBox | undefined;

/** The box that a transform refers to: the view box, or that of the element where `transform-box` says so. */
export function transformBox(
  element: Element,
  own: ReadonlyMap<string, string | undefined>,
  viewport: Viewport,
  measure: Measure,
): ReferenceBox {
  const view = { x: 0, y: 0, ...viewport };
  if (!/^(?:fill|content|stroke|border)-box$/.test(own.get('transform-box') ?? '')) return view;
  return measure(alone(element, viewport)) ?? view;
}

/** A drawing with only the shapes of an element. */
function alone(element: Element, viewport: Viewport): Uint8Array {
  const copy = cloneNode(element, true);
  delete copy.attribs['transform'];
  for (const { attribs } of allElements(copy)) {
    for (const name of ['filter', 'mask', 'clip-path', 'opacity', 'stroke', 'display', 'visibility'])
      delete attribs[name];
    attribs['fill'] = 'black';
  }
  const root = new Element('svg', {}, [copy]);
  sizeRoot(root, viewport);
  return serialised(root);
}
