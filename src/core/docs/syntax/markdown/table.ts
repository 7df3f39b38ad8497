import type { Range } from '../../imageReference.ts';
import type { OffsetMap, OffsetSegment } from '../../text/offsets.ts';

/** The cells of a row between `start` and `end`, trimmed; a pipe after a backslash does not part them. */
export function cellsOf(text: string, start: number, end: number): Range[] {
  const row = trimmed(text, start, end);
  const bounds = [row.start - 1];
  for (let at = row.start; at < row.end; at += 1)
    if (text[at] === '|' && text[at - 1] !== '\\') bounds.push(at);
  bounds.push(row.end);
  const cells = bounds.slice(1).map((bound, index) => ({ start: (bounds[index] ?? 0) + 1, end: bound }));
  if (cells[0] && cells[0].start >= cells[0].end) cells.shift();
  const last = cells.at(-1);
  if (last && last.start >= last.end) cells.pop();
  return cells.map((cell) => trimmed(text, cell.start, cell.end));
}

/** A cell's content has lost the backslashes of its `\|`. */
export function mapCell(text: string, cell: Range): OffsetMap {
  const segments: OffsetSegment[] = [{ from: 0, to: cell.start }];
  let lost = 0;
  for (let at = cell.start; at + 1 < cell.end; at += 1) {
    if (text[at] !== '\\' || text[at + 1] !== '|') continue;
    const from = at - cell.start - lost;
    segments.push({ from, to: at, width: 2 }, { from: from + 1, to: at + 2 });
    lost += 1;
    at += 1;
  }
  return segments;
}

function trimmed(text: string, from: number, to: number): Range {
  const inner = text.slice(from, to);
  const start = from + inner.length - inner.trimStart().length;
  return { start, end: Math.max(start, from + inner.trimEnd().length) };
}
