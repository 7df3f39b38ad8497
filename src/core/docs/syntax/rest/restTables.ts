import type { Range } from '../../imageReference.ts';
import { mapDraft, type OffsetSegment } from '../../text/offsets.ts';
import type { Draft } from '../../text/pageReader.ts';
import type { TextLine } from './restLines.ts';

export interface Table {
  readonly references: readonly Draft[];
  /** The line after it. */
  readonly next: number;
}

/** Reads the content of a cell; offsets count in it. */
type ReadCell = (content: string) => readonly Draft[];

interface CellLine extends Range {
  /** Of its start in the line of the document. */
  readonly column: number;
}

interface Cell {
  readonly lines: CellLine[];
  /** False where a longer line would break what is drawn around it. */
  readonly writable: boolean;
}

/** The grid or simple table that begins on a line; undefined when none does. */
export function readTable(
  text: string,
  lines: readonly TextLine[],
  index: number,
  read: ReadCell,
): Table | undefined {
  const found = gridTable(lines, index) ?? simpleTable(lines, index);
  if (!found) return undefined;
  return { references: found.cells.flatMap((cell) => referencesIn(text, cell, read)), next: found.next };
}

interface Found {
  readonly cells: readonly Cell[];
  readonly next: number;
}

const GRID_BORDER = /^\+-[-+]*-\+$/;

/** Cells may span rows and columns: each is told by the column that it begins in. */
function gridTable(lines: readonly TextLine[], index: number): Found | undefined {
  const first = lines[index];
  const border = first?.text.slice(first.marker.length).trimEnd() ?? '';
  if (!first || !GRID_BORDER.test(border)) return undefined;
  const left = first.marker.length;
  let next = index;
  while (/[+|]/.test(lines[next]?.text[left] ?? '')) next += 1;
  const rows = lines.slice(index, next);
  const columns = new Set(rows.flatMap(({ text }) => crossings(text, left)));
  const cells: Cell[] = [];
  const open = new Map<number, Cell>();
  for (const row of rows) {
    for (const { start, end } of segmentsOf(row.text, columns)) {
      const content = row.text.slice(start, end);
      const cell = open.get(start) ?? { lines: [], writable: false };
      if (/^[-=+]+$/.test(content)) open.delete(start);
      else if (cell.lines.push({ start: row.start + start, end: row.start + end, column: start }) === 1) {
        open.set(start, cell);
        cells.push(cell);
      }
    }
  }
  return { cells, next };
}

/** The offsets of the crossings in a line that has a border. */
function crossings(text: string, left: number): number[] {
  if (!/\+[-=]+\+/.test(text)) return [];
  return [...text.matchAll(/\+/g)].flatMap(({ index }) => (index >= left ? [index] : []));
}

/** The stretches of a line between the bars and crossings that stand in a column of the table. */
function segmentsOf(text: string, columns: ReadonlySet<number>): Range[] {
  const bars = [...text.matchAll(/[|+]/g)].flatMap(({ index }) => (columns.has(index) ? [index] : []));
  return bars.slice(1).map((end, index) => ({ start: (bars[index] ?? 0) + 1, end }));
}

const SIMPLE_BORDER = /^=+(?: +=+)+$/;
const ANY_BORDER = /^=[ =]*$/;
/** Below a cell that spans columns. */
const UNDERLINE = /^-[ -]*$/;

/** Text in the last column may go beyond the border; in the first one a line of text begins a row. */
function simpleTable(lines: readonly TextLine[], index: number): Found | undefined {
  const first = lines[index];
  const border = first?.text.slice(first.marker.length).trimEnd() ?? '';
  const last = SIMPLE_BORDER.test(border) ? simpleEnd(lines, index) : undefined;
  if (!first || last === undefined) return undefined;
  const starts = [...border.matchAll(/=+/g)].map((column) => first.marker.length + column.index);
  const cells: Cell[] = [];
  let row: Cell[] = [];
  for (const line of lines.slice(index + 1, last)) {
    const content = line.text.trim();
    if (ANY_BORDER.test(content) || UNDERLINE.test(content)) row = [];
    else if (row.length === 0 || line.text.slice(starts[0], starts[1]).trim() !== '') {
      row = starts.map((_, column) => ({ lines: [], writable: column === starts.length - 1 }));
      cells.push(...row);
    }
    for (const [column, cell] of row.entries()) {
      const [start, end] = [starts[column] ?? 0, starts[column + 1] ?? line.text.length];
      const length = line.text.length;
      cell.lines.push({
        start: line.start + Math.min(start, length),
        end: line.start + Math.min(end, length),
        column: start,
      });
    }
  }
  return { cells, next: last + 1 };
}

/** The third border ends a table, or the second when a blank line is below it. */
function simpleEnd(lines: readonly TextLine[], index: number): number | undefined {
  let borders = 1;
  for (let line = index + 1; line < lines.length; line += 1) {
    if (!ANY_BORDER.test(lines[line]?.text.trim() ?? '')) continue;
    borders += 1;
    if (borders === 3 || (lines[line + 1]?.blank ?? true)) return line;
  }
  return undefined;
}

function referencesIn(text: string, { lines, writable }: Cell, read: ReadCell): Draft[] {
  const written = lines.map(({ start, end }) => text.slice(start, end).trimEnd());
  const indents = written.flatMap((line) => (line === '' ? [] : [line.search(/\S/)]));
  const indent = indents.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
  const map: OffsetSegment[] = [];
  let content = '';
  for (const [index, line] of written.entries()) {
    const start = lines[index]?.start ?? 0;
    map.push({ from: content.length, to: start + Math.min(indent, line.length) });
    content += `${line.slice(indent)}\n`;
  }
  if (!content.includes('::')) return [];
  const prefix = ' '.repeat((lines[0]?.column ?? 0) + (Number.isFinite(indent) ? indent : 0));
  return read(content).map((draft) => inCell(mapDraft(draft, map), writable, text, prefix));
}

function inCell(draft: Draft, writable: boolean, text: string, prefix: string): Draft {
  const { form } = draft.alt;
  const newline = text.startsWith('\r\n', text.indexOf('\n', draft.range.end) - 1) ? '\r\n' : '\n';
  const before = form.before.replace(/^\r?\n/, newline + prefix);
  return { ...draft, alt: { ...draft.alt, readOnly: !writable, form: { ...form, before } } };
}
