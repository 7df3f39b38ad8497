/** Presentation attributes that elements inherit (SVG 2, appendix G), with their initial values where those matter. */
const inherited: ReadonlyMap<string, string | undefined> = new Map(
  Object.entries({
    'clip-rule': 'nonzero',
    color: 'black',
    'color-interpolation': 'sRGB',
    'color-interpolation-filters': 'linearRGB',
    direction: 'ltr',
    'dominant-baseline': 'auto',
    fill: 'black',
    'fill-opacity': '1',
    'fill-rule': 'nonzero',
    'font-family': undefined,
    'font-kerning': 'auto',
    'font-size': '16px',
    'font-stretch': 'normal',
    'font-style': 'normal',
    'font-variant': 'normal',
    'font-weight': 'normal',
    'image-rendering': 'auto',
    'letter-spacing': 'normal',
    'marker-end': 'none',
    'marker-mid': 'none',
    'marker-start': 'none',
    'paint-order': 'normal',
    'shape-rendering': 'auto',
    stroke: 'none',
    'stroke-dasharray': 'none',
    'stroke-dashoffset': '0',
    'stroke-linecap': 'butt',
    'stroke-linejoin': 'miter',
    'stroke-miterlimit': '4',
    'stroke-opacity': '1',
    'stroke-width': '1',
    'text-align': 'start',
    'text-anchor': 'start',
    'text-rendering': 'auto',
    visibility: 'visible',
    'white-space': 'normal',
    'word-spacing': 'normal',
    'writing-mode': 'horizontal-tb',
  }),
);

const notInherited: ReadonlySet<string> = new Set([
  ...[
    'alignment-baseline',
    'baseline-shift',
    'clip-path',
    'display',
    'filter',
    'flood-color',
    'flood-opacity',
  ],
  ...[
    'isolation',
    'lighting-color',
    'mask',
    'mask-type',
    'mix-blend-mode',
    'opacity',
    'overflow',
    'stop-color',
  ],
  ...['stop-opacity', 'text-decoration', 'transform', 'transform-box', 'transform-origin', 'vector-effect'],
]);

/** Geometry that is a property in SVG 2, and the elements that have it. */
const geometry: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    x: ['svg', 'rect', 'image', 'foreignObject', 'use'],
    y: ['svg', 'rect', 'image', 'foreignObject', 'use'],
    width: ['svg', 'rect', 'image', 'foreignObject', 'use'],
    height: ['svg', 'rect', 'image', 'foreignObject', 'use'],
    cx: ['circle', 'ellipse'],
    cy: ['circle', 'ellipse'],
    r: ['circle'],
    rx: ['rect', 'ellipse'],
    ry: ['rect', 'ellipse'],
    d: ['path'],
  }),
);

export function isInherited(property: string): boolean {
  return property.startsWith('--') || inherited.has(property);
}

/** The initial value of an inherited property; the others have theirs when the attribute is absent. */
export function initialValue(property: string): string | undefined {
  return inherited.get(property);
}

/** Whether an attribute of that name is a presentation attribute of the element, which CSS can set too. */
export function isPresentation(property: string, element: string): boolean {
  if (inherited.has(property) || notInherited.has(property)) return true;
  return geometry.get(property)?.includes(element) === true;
}

export const colorProperties: ReadonlySet<string> = new Set([
  ...['color', 'fill', 'stroke', 'stop-color', 'flood-color', 'lighting-color', 'background-color'],
]);

export const opacityProperties: ReadonlySet<string> = new Set([
  ...['opacity', 'fill-opacity', 'stroke-opacity', 'stop-opacity', 'flood-opacity'],
]);
