import { type ChildNode, Element, Text } from 'domhandler';
import type { Inherited, Styles } from '../css/style.ts';
import { componentValues, parseBlock } from '../css/syntax.ts';
import type { ReferenceBox } from '../css/transforms.ts';
import { elementsIn } from '../document.ts';
import { type LabelText, labelText, type Run } from './labelText.ts';

/** The text of a `foreignObject` as SVG. */
export interface Label {
  readonly content: ChildNode[];
  /** Whether the HTML contains more than text. */
  readonly more: boolean;
}

/**
 * Converts the HTML in which Mermaid, draw.io and others put their labels to SVG text at the position where browsers
 * show it. The widths of the letters are estimates, so lines may break elsewhere.
 */
export function labelOf(foreignObject: Element, styles: Styles, style: Inherited): Label {
  const label = labelText(foreignObject, styles, style);
  const box = contentBox(foreignObject);
  const lines = label.lines.flatMap((line) => (label.noWrap ? [trimmed(line)] : wrapped(line, box.width)));
  if (lines.length === 0) return { content: [], more: label.more };
  const placed = place(lines, box, label);
  const behind = label.background ? [background(placed, label.background)] : [];
  return { content: [...behind, textElement(placed)], more: label.more };
}

interface ContentBox extends ReferenceBox {
  /** Vertical position of the text, as a share of the remaining space. */
  readonly vertical: number | undefined;
}

/** draw.io positions a label by the margin, padding and width of the first element inside. */
function contentBox(foreignObject: Element): ContentBox {
  const { attribs } = foreignObject;
  const number = (name: string) =>
    Number.parseFloat(attribs[name]?.endsWith('%') ? '0' : (attribs[name] ?? '0')) || 0;
  const inner = elementsIn(foreignObject)[0]?.attribs['style'] ?? '';
  const declared = new Map(
    parseBlock(componentValues(inner)).declarations.map(({ property, value }) => [property, value]),
  );
  const pixels = (property: string) =>
    Number.parseFloat(/^[\d.-]+px$/.exec(declared.get(property) ?? '')?.[0] ?? '0');
  const align = declared.get('align-items') ?? '';
  const vertical = align.includes('center')
    ? 0.5
    : align.includes('end')
      ? 1
      : align.includes('start')
        ? 0
        : undefined;
  return {
    x: number('x') + pixels('margin-left'),
    y: number('y') + pixels('padding-top'),
    width: pixels('width') || number('width'),
    height: pixels('height') || number('height'),
    vertical,
  };
}

interface PlacedLine {
  readonly runs: readonly Run[];
  readonly x: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly anchor: string;
}

const lineHeight = 1.2;
/** From the top of a line down to its baseline, in font sizes. */
const ascent = 0.94;

function place(lines: readonly (readonly Run[])[], box: ContentBox, { align }: LabelText): PlacedLine[] {
  const heights = lines.map((runs) => Math.max(...runs.map(({ fontSize }) => fontSize)) * lineHeight);
  const total = heights.reduce((sum, height) => sum + height, 0);
  const widest = Math.max(...lines.map(widthOf));
  // A box that was measured around its text is full: then the middle is the best position.
  const tight = lines.length === 1 && widest >= box.width * 0.7;
  const anchor = /^(?:right|end)$/.test(align ?? '')
    ? 'end'
    : align === 'center' || (tight && !align)
      ? 'middle'
      : 'start';
  const share = { start: 0, middle: 0.5, end: 1 }[anchor];
  const vertical = box.vertical ?? (total >= box.height * 0.75 ? 0.5 : 0);
  let top = box.y + (box.height - total) * vertical;
  return lines.map((runs, at) => {
    const height = heights[at] ?? 0;
    const line = { runs, x: box.x + box.width * share, top, width: widthOf(runs), height, anchor };
    top += height;
    return line;
  });
}

function textElement(lines: readonly PlacedLine[]): Element {
  const text = new Element('text', { 'xml:space': 'preserve', stroke: 'none' });
  for (const { runs, x, top, height, anchor } of lines) {
    const baseline = top + (height / lineHeight) * ascent;
    for (const [at, run] of runs.entries()) {
      const span = new Element('tspan', {
        ...(at === 0 && { x: x.toFixed(2), y: baseline.toFixed(2), 'text-anchor': anchor }),
        fill: run.color,
        'font-size': `${run.fontSize}px`,
        'font-weight': run.bold ? 'bold' : 'normal',
        'font-style': run.italic ? 'italic' : 'normal',
        'font-family': run.family ?? 'serif',
      });
      append(span, new Text(run.text));
      append(text, span);
    }
  }
  return text;
}

function background(lines: readonly PlacedLine[], fill: string): Element {
  const left = ({ x, width, anchor }: PlacedLine) =>
    x - width * (anchor === 'middle' ? 0.5 : anchor === 'end' ? 1 : 0);
  const x = Math.min(...lines.map(left));
  const right = Math.max(...lines.map((line) => left(line) + line.width));
  const y = lines[0]?.top ?? 0;
  const height = lines.reduce((sum, line) => sum + line.height, 0);
  return new Element('rect', {
    x: x.toFixed(2),
    y: y.toFixed(2),
    width: (right - x).toFixed(2),
    height: height.toFixed(2),
    fill,
  });
}

/** Lines that are no wider than the box, broken between words. */
function wrapped(line: readonly Run[], width: number): Run[][] {
  const lines: Run[][] = [[]];
  let used = 0;
  for (const run of line) {
    for (const word of run.text.split(/(?<=\s)/)) {
      const piece = { ...run, text: word };
      const needed = widthOf([{ ...piece, text: word.trimEnd() }]);
      if (used > 0 && width > 1 && used + needed > width * slack) {
        lines.push([]);
        used = 0;
      }
      lines.at(-1)?.push(piece);
      used += widthOf([piece]);
    }
  }
  return lines.map(trimmed).filter((one) => one.length > 0);
}

/** Tolerance, because the widths are estimates: a line that fits in browsers must not break. */
const slack = 1.1;

/** Runs of the same style joined, without white space at the end of the line. */
function trimmed(line: readonly Run[]): Run[] {
  const joined: Run[] = [];
  for (const run of line) {
    const last = joined.at(-1);
    if (
      last &&
      last.color === run.color &&
      last.fontSize === run.fontSize &&
      last.bold === run.bold &&
      last.italic === run.italic
    )
      joined[joined.length - 1] = { ...last, text: last.text + run.text };
    else joined.push(run);
  }
  return joined
    .map((run, at) => (at === joined.length - 1 ? { ...run, text: run.text.trimEnd() } : run))
    .filter(({ text }) => text !== '');
}

/** Widths of letters in font sizes: the mean over English text in Helvetica. */
function widthOf(runs: readonly Run[]): number {
  const wide = /[\u1100-\u11ff\u2e80-\ud7af\uf900-\ufaff\uff00-\uff60]/;
  return runs.reduce(
    (sum, { text, fontSize, bold }) =>
      sum +
      [...text].reduce((width, letter) => width + (wide.test(letter) ? 1 : bold ? 0.55 : 0.5), 0) * fontSize,
    0,
  );
}

function append(parent: Element, child: Element | Text): void {
  child.parent = parent;
  parent.children.push(child);
}
