import type { AltSlot, Range } from '../../imageReference.ts';
import { type BlockPlace, DocumentLines } from './blockPlace.ts';

/** Below the directive that shows an image, with its caption, or below the table that is drawn around it. */
export function restPlace(
  text: string,
  { range, alt }: { readonly range: Range; readonly alt: Pick<AltSlot, 'readOnly'> },
): BlockPlace {
  const lines = new DocumentLines(text);
  const at = lines.indexOf(range.start);
  if (alt.readOnly) return drawnTable(lines, at);
  // At the column of the directive, which may stand behind the marker of a list.
  const indent = lines
    .at(at)
    .slice(0, range.start - (lines.all[at]?.start ?? 0))
    .replace(/[^\t]/g, ' ');
  let last = Math.max(at, lines.indexOf(range.end));
  for (let index = last + 1; index < lines.all.length; index += 1) {
    if (lines.isBlank(index)) continue;
    if (indentOf(lines.at(index)) <= indent.length) break;
    last = index;
  }
  return { offset: lines.end(last), indent, apart: true };
}

/** To the border that a blank line follows. */
function drawnTable(lines: DocumentLines, at: number): BlockPlace {
  let last = at;
  while (last < lines.all.length - 1 && !(isBorder(lines.at(last)) && lines.isBlank(last + 1))) last += 1;
  const indent = /^[ \t]*/.exec(lines.at(last))?.[0] ?? '';
  return { offset: lines.end(last), indent, apart: true };
}

function isBorder(line: string): boolean {
  return /^\s*(?:\+[-=+]*\+|=+(?:[ \t]+=+)*)\s*$/.test(line);
}

function indentOf(line: string): number {
  return line.search(/\S|$/);
}
