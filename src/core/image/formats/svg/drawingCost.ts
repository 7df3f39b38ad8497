import type { Element } from 'domhandler';
import { RefusalError } from '../../imageTypes.ts';
import type { Viewport } from './css/values.ts';
import { allElements, elementsIn, idIn } from './document.ts';

/** Most elements that are drawn, each repetition by `use` included. */
const maxDrawn = 500_000;

/** Memory for layers while drawing: there are as many at once as groups are nested. */
const maxLayerBytes = 200_000_000;

/** At less than a quarter of the width and height nothing would be legible. */
const leastScale = 0.25;

/**
 * The scale at which the groups, masks and filters of a drawing stay within memory; 1 for all but the most unusual.
 *
 * @throws RefusalError when it would be too small, or `use` repeats too many elements.
 */
export function drawingScale(root: Element, viewport: Viewport, pixels: number): number {
  const cost = new Costs(root, viewport).of(root);
  if (cost.drawn > maxDrawn) throw tooComplex(`${cost.drawn} elements`);
  const scale = Math.min(1, Math.sqrt(maxLayerBytes / (pixels * 4 * (cost.layers + 1))));
  if (scale < leastScale) throw tooComplex(`${Math.round(cost.layers)} layers`);
  return scale;
}

function tooComplex(detail: string): RefusalError {
  return new RefusalError({ reason: 'tooComplex', type: 'svg', detail });
}

interface Cost {
  /** Elements that are drawn; those that `use` repeats count each time. */
  readonly drawn: number;
  /** Most layers of the size of the whole drawing that are held at the same time. */
  readonly layers: number;
}

const nothing: Cost = { drawn: 0, layers: 0 };

/** Elements that are drawn where they are referenced, not where they are defined. */
const definitions = new Set([
  'defs',
  'symbol',
  'clipPath',
  'mask',
  'pattern',
  'marker',
  'filter',
  'linearGradient',
  'radialGradient',
]);

class Costs {
  readonly #byId: ReadonlyMap<string, Element>;
  readonly #known = new Map<Element, Cost>();

  readonly #viewport: Viewport;

  constructor(root: Element, viewport: Viewport) {
    this.#viewport = viewport;
    const named = allElements(root).filter(({ attribs }) => attribs['id'] !== undefined);
    this.#byId = new Map(named.reverse().map((element) => [element.attribs['id'] ?? '', element]));
  }

  of(element: Element): Cost {
    const known = this.#known.get(element);
    if (known) return known;
    // A reference to an ancestor draws nothing.
    this.#known.set(element, nothing);
    const cost = this.#compute(element);
    this.#known.set(element, cost);
    return cost;
  }

  #compute(element: Element): Cost {
    const { attribs, name } = element;
    const children = elementsIn(element).filter((child) => !definitions.has(child.name));
    const parts = [...children, ...this.#referred(name === 'use' ? attribs['href'] : undefined)].map((part) =>
      this.of(part),
    );
    const paint = ['mask', 'clip-path', 'fill', 'stroke', 'marker-start', 'marker-mid', 'marker-end']
      .flatMap((property) => this.#referred(attribs[property]))
      .map((part) => this.of(part));
    const own = this.#ownLayers(element);
    const deepest = [...parts, ...paint].reduce((most, { layers }) => Math.max(most, layers), 0);
    const drawn = [...parts, ...paint].reduce((sum, part) => sum + part.drawn, 1);
    return { drawn, layers: own + deepest };
  }

  #referred(reference: string | undefined): Element[] {
    const found = this.#byId.get(idIn(reference) ?? '');
    return found ? [found] : [];
  }

  /** Layers that the element itself needs: for the group, its mask and its clip, and each result of a filter. */
  #ownLayers({ attribs, name }: Element): number {
    const group = Number.parseFloat(attribs['opacity'] ?? '1') < 1 && name !== 'svg' ? 1 : 0;
    const blended = attribs['style'] ? 1 : 0;
    const masked = attribs['mask']?.includes('url') ? 2 : 0;
    const clipped = attribs['clip-path']?.includes('url') ? 2 : 0;
    const tiled = name === 'pattern' ? 1 : 0;
    const filters = this.#referred(attribs['filter']).reduce(
      (sum, one) => sum + filterLayers(one, this.#viewport),
      0,
    );
    const functions = attribs['filter']?.match(/[\w-]\((?!\s*["']?#)/g)?.length ?? 0;
    return Math.max(group, blended) + masked + clipped + tiled + filters + functions * layersPerFunction;
  }
}

/** Each filter function of CSS is a filter of its own, a little larger than the element. */
const layersPerFunction = 2;

/** The renderer limits the region of a filter to this many times the picture. */
const largestRegion = 25;

/** The renderer keeps every result of a filter, each as large as the region. */
function filterLayers(filter: Element, viewport: Viewport): number {
  const { width = '120%', height = '120%', filterUnits } = filter.attribs;
  const share = (length: string, whole: number) => {
    if (length.endsWith('%')) return Number.parseFloat(length) / 100;
    return Number.parseFloat(length) / (filterUnits === 'userSpaceOnUse' ? whole : 1);
  };
  const region = share(width, viewport.width) * share(height, viewport.height);
  return (elementsIn(filter).length + 2) * Math.min(region > 0 ? region : 1, largestRegion);
}
