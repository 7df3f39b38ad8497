/** The shapes that the sample pictures are drawn with. */

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly svg: string;
}

export type Attributes = Readonly<Record<string, string | number>>;

export function picture(width: number, height: number, shapes: readonly string[]): Picture {
  const view = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return { width, height, svg: `<svg xmlns="http://www.w3.org/2000/svg" ${view}>${shapes.join('')}</svg>` };
}

export function box(
  x: number,
  y: number,
  width: number,
  height: number,
  attributes: Attributes = {},
): string {
  return `<rect ${written({ x, y, width, height, rx: 10, ...attributes })}/>`;
}

export function line(points: readonly (readonly [number, number])[], attributes: Attributes = {}): string {
  const d = points.map(([x, y]) => `${round(x)},${round(y)}`).join(' ');
  return `<polyline ${written({ points: d, fill: 'none', 'stroke-width': 2, ...attributes })}/>`;
}

export function path(d: string, attributes: Attributes): string {
  return `<path ${written({ d, ...attributes })}/>`;
}

export function circle(cx: number, cy: number, r: number, attributes: Attributes): string {
  return `<circle ${written({ cx, cy, r, ...attributes })}/>`;
}

/** One line of text whose baseline is at `y`. */
export function text(x: number, y: number, words: string, attributes: Attributes = {}): string {
  const style = { x, y, 'font-family': 'Inter', 'font-size': 20, fill: ink, ...attributes };
  return `<text ${written(style)} xml:space="preserve">${escaped(words)}</text>`;
}

export const ink = '#1f2933';
export const muted = '#7b8794';
export const bold: Attributes = { 'font-weight': 700 };

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function written(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${name}="${value}"`)
    .join(' ');
}

function escaped(words: string): string {
  return words.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}
