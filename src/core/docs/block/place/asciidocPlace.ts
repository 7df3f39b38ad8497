import type { Range } from '../../imageReference.ts';
import { type BlockPlace, DocumentLines } from './blockPlace.ts';

/** Below the paragraph, the macro or the table that holds an image; in a list, as a part of its item. */
export function asciidocPlace(text: string, range: Range): BlockPlace {
  const lines = new DocumentLines(text);
  const at = lines.indexOf(range.start);
  const around = surroundings(lines, at);
  const first = around.table ?? firstOf(lines, at);
  const last = around.table === undefined ? lastOf(lines, lines.indexOf(range.end)) : around.tableEnd;
  const place = { offset: lines.end(last), indent: '' };
  if (around.isOpen || !isInItem(lines, first)) return { ...place, apart: true };
  return { ...place, apart: false, opening: ['+', '--'], closing: ['--'] };
}

const TABLE = /^[|,:!]={3,}\s*$/;
const VERBATIM = /^(?:-{4,}|\.{4,}|\+{4,}|\/{4,})\s*$|^`{3}/;
const CONTAINER = /^(?:--|={4,}|\*{4,}|_{4,})\s*$/;
const ITEM = /^\s*(?:[*.]{1,5}|-|\w{1,9}[.)]|<(?:\d+|\.)>)\s|^(?!\/\/).{0,400}?(?:::{1,3}|;;)(?:\s|$)/;
/** A block of its own begins, or a condition stands there. */
const OTHER =
  /^(?:\+\s*$|\[.*\]\s*$|\.[^\s.]|(?:ifdef|ifndef|ifeval|endif|include|image|video|audio|toc)::|={1,6}\s|'{3})/;

interface Surroundings {
  /** The first and the last line of the table around. */
  readonly table: number | undefined;
  readonly tableEnd: number;
  /** Inside an open block, which holds no other one. */
  readonly isOpen: boolean;
}

function surroundings(lines: DocumentLines, at: number): Surroundings {
  let closing: string | undefined;
  let table: number | undefined;
  let isOpen = false;
  for (let index = 0; index < at; index += 1) {
    const line = lines.at(index).trimEnd();
    if (closing !== undefined) {
      if (line !== closing) continue;
      closing = table = undefined;
    } else if (TABLE.test(line) || VERBATIM.test(line)) {
      closing = line.startsWith('```') ? '```' : line;
      if (TABLE.test(line)) table = index;
    } else if (line === '--') isOpen = !isOpen;
  }
  let tableEnd = at;
  while (tableEnd < lines.all.length - 1 && lines.at(tableEnd).trimEnd() !== closing) tableEnd += 1;
  return { table, tableEnd, isOpen };
}

function isBoundary(lines: DocumentLines, index: number): boolean {
  const line = lines.at(index);
  return [TABLE, VERBATIM, CONTAINER, OTHER].some((one) => one.test(line)) || lines.isBlank(index);
}

function firstOf(lines: DocumentLines, at: number): number {
  let first = at;
  while (first > 0 && !ITEM.test(lines.at(first)) && !isBoundary(lines, first - 1)) {
    if (isMacro(lines.at(first))) break;
    first -= 1;
  }
  return first;
}

function lastOf(lines: DocumentLines, at: number): number {
  let last = at;
  if (isMacro(lines.at(at))) return last;
  while (last < lines.all.length - 1 && !isBoundary(lines, last + 1) && !ITEM.test(lines.at(last + 1)))
    last += 1;
  return last;
}

function isMacro(line: string): boolean {
  return /^[a-z]+::[^\s[]*\[/.test(line) && line.trimEnd().endsWith(']');
}

/** Whether a block that begins there is an item, or is attached to one. */
function isInItem(lines: DocumentLines, first: number): boolean {
  if (ITEM.test(lines.at(first)) && !isMacro(lines.at(first))) return true;
  let above = first - 1;
  // Title and attributes of the block.
  while (above >= 0 && /^(?:\.[^\s.]|\[.*\]\s*$)/.test(lines.at(above))) above -= 1;
  return lines.at(above).trimEnd() === '+';
}
