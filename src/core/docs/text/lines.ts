import type { Range } from '../imageReference.ts';

export interface Line extends Range {
  /** Without its line break. */
  readonly text: string;
}

/** The lines of a text; a byte order mark belongs to none. */
export function* linesIn(text: string): Generator<Line> {
  for (let start = text.startsWith('\ufeff') ? 1 : 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const next = feed < 0 ? text.length : feed + 1;
    let end = feed < 0 ? text.length : feed;
    if (end > start && text[end - 1] === '\r') end -= 1;
    yield { start, end, text: text.slice(start, end) };
    start = next;
  }
}

/** Counted from 0, as editors count. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Turns offsets into positions; lines end as they do in editors, after a lone carriage return too. */
export function positionsIn(text: string): (offset: number) => Position {
  const starts = [0];
  const lineBreak = /\r\n?|\n/g;
  while (lineBreak.test(text)) starts.push(lineBreak.lastIndex);
  return (offset) => {
    let line = 0;
    for (let after = starts.length; after - line > 1; ) {
      const middle = (line + after) >> 1;
      if ((starts[middle] ?? 0) <= offset) line = middle;
      else after = middle;
    }
    return { line, character: offset - (starts[line] ?? 0) };
  };
}
