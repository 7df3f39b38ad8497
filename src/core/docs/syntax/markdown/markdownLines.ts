import type { OffsetMap, OffsetSegment } from '../../text/offsets.ts';

/** The lines of a document as markdown-it counts them: after `\n`, `\r\n` or a lone `\r`. */
export interface Lines {
  readonly text: string;
  /** Offset of the first character of each line, and the end of the text. */
  readonly starts: readonly number[];
}

export function linesOf(text: string, from: number): Lines {
  const starts = [from];
  for (let at = from; ; ) {
    const feed = text.indexOf('\n', at);
    if (feed < 0) break;
    at = feed + 1;
    starts.push(at);
  }
  if (text.includes('\r')) return { text, starts: withReturns(text, from) };
  return { text, starts };
}

function withReturns(text: string, from: number): number[] {
  const starts = [from];
  const newline = /\r\n?|\n/g;
  newline.lastIndex = from;
  for (let found = newline.exec(text); found; found = newline.exec(text)) starts.push(newline.lastIndex);
  return starts;
}

/** Offset after the last character of a line, before its line break. */
export function lineEnd({ text, starts }: Lines, line: number): number {
  let end = starts[line + 1] ?? text.length;
  if (line + 1 >= starts.length) return end;
  if (text[end - 1] === '\n') end -= 1;
  if (text[end - 1] === '\r') end -= 1;
  return end;
}

/**
 * Where the text of a paragraph or HTML block stands: each of its lines is the end of a line of the document, since
 * only what is before it (`> `, list indents) and trailing white space were taken away.
 */
export function mapLines(content: string, lines: Lines, first: number): OffsetMap {
  const segments: OffsetSegment[] = [];
  let from = 0;
  for (let line = first; ; line += 1) {
    const feed = content.indexOf('\n', from);
    const end = feed < 0 ? content.length : feed;
    segments.push({ from, to: lineStart(content.slice(from, end), lines, line) });
    if (feed < 0) break;
    // The break itself, so that what follows an offset at the end of a line is the break and not the next line's prefix.
    segments.push({ from: feed, to: lineEnd(lines, line) });
    from = feed + 1;
  }
  return segments;
}

/** Of the white space at the end, some may have been taken away and some not: the last word is what is sure. */
function lineStart(content: string, lines: Lines, line: number): number {
  const words = content.trimEnd();
  const end = lineEnd(lines, line);
  if (words === '') return end - content.length;
  const start = lines.starts[line] ?? 0;
  return start + lines.text.slice(start, end).trimEnd().length - words.length;
}

/** A line break as the line has it, and what a new line in the same block begins with. */
export function newLineAt(lines: Lines, line: number, start: number): string {
  const prefix = lines.text.slice(lines.starts[line] ?? start, start).replace(/[^>\s]/g, ' ');
  return `${lines.text.startsWith('\r\n', lineEnd(lines, line)) ? '\r\n' : '\n'}${prefix}`;
}
