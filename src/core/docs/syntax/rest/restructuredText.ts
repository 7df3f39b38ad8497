import { type Comment, emptyPage, type Page, speaksToAudit } from '../../text/pageReader.ts';
import { isImage, readDirective } from './directive.ts';
import { columns, isComment, type TextLine, textLines } from './restLines.ts';
import { readTable } from './restTables.ts';

/** Tables in the cells of tables; nobody nests more. */
const DEEPEST_TABLE = 3;

/** reStructuredText's `image` and `figure` directives, in substitutions and tables too. */
export function readRest(text: string): Page {
  return readNested(text, 0);
}

function readNested(text: string, depth: number): Page {
  const page = emptyPage();
  const read = (content: string) => (depth < DEEPEST_TABLE ? readNested(content, depth + 1).references : []);
  const lines = textLines(text);
  const levels: string[] = [];
  for (let index = 0; index < lines.length; ) {
    const line = lines[index];
    if (!line) break;
    page.comments.push(...commentsAt(text, line));
    const image = readDirective(text, lines, index);
    if (image) {
      page.references.push(image.draft);
      index = image.next;
      continue;
    }
    const table = readTable(text, lines, index, read);
    if (table) {
      page.references.push(...table.references);
      const end = lines[table.next - 1]?.end ?? line.end;
      page.blocks.push({ level: 0, start: line.start, end, text: text.slice(line.start, end) });
      index = table.next;
      continue;
    }
    const level = headingLevel(lines, index, levels);
    const end = level > 0 ? index + 2 : endOfParagraph(lines, index);
    const last = level > 0 ? line : (lines[end - 1] ?? line);
    const content = text.slice(line.start, last.end).trim();
    if (!MARKUP.test(content)) page.blocks.push({ level, start: line.start, end: last.end, text: content });
    index = end;
  }
  return page;
}

/** Characters of a comment that are looked at. */
const LONGEST_COMMENT = 1000;

/** A comment stands on the line of its dots, or begins on the next. */
function commentsAt(text: string, line: TextLine): Comment[] {
  const rest = line.text.slice(line.marker.length);
  if (!isComment(rest)) return [];
  const start = line.start + line.marker.length;
  const below =
    rest.trim() === '..'
      ? (/^\r?\n[ \t]+[^\r\n]*/.exec(text.slice(line.end, line.end + LONGEST_COMMENT))?.[0] ?? '')
      : '';
  const comment = { start, end: line.end + below.length, text: rest + below };
  return speaksToAudit(comment.text) ? [comment] : [];
}

/** Nothing to read: an overline, a directive's first line, blank. */
const MARKUP = /^(?:([!-/:-@[-`{-~])\1{2,}|\.\.(?:\s[^\n]*)?|)$/;
const ADORNMENT = /^([!-/:-@[-`{-~])\1{2,}$/;

/** Titles are underlined, some overlined too; the order in which the styles appear is their level. */
function headingLevel(lines: readonly TextLine[], index: number, levels: string[]): number {
  const [above, line, below] = [lines[index - 1], lines[index], lines[index + 1]];
  if (!line || !below || line.blank || ADORNMENT.test(line.text.trim())) return 0;
  const under = below.text.trimEnd();
  if (!ADORNMENT.test(under) || under.length < line.text.trim().length) return 0;
  const style = `${under[0]}${above?.text.trimEnd() === under ? 'over' : ''}`;
  if (!levels.includes(style)) levels.push(style);
  return levels.indexOf(style) + 1;
}

/** After these a directive may follow in the next line; after other words it is one of them. */
const NO_TEXT = /^\s*(?:\.\.\s|:[^:]+:(?:\s|$)|([!-/:-@[-`{-~])\1{2,}\s*$)/;

function endOfParagraph(lines: readonly TextLine[], index: number): number {
  let end = index + 1;
  let above = lines[index];
  if (above?.blank || isOverline(lines, index)) return end;
  for (let line = lines[end]; line && !line.blank; line = lines[end]) {
    if (isImage(line) && !(above && goesOn(above, line))) break;
    above = line;
    end += 1;
  }
  return end;
}

function isOverline(lines: readonly TextLine[], index: number): boolean {
  const over = lines[index]?.text.trimEnd() ?? '';
  return ADORNMENT.test(over) && lines[index + 2]?.text.trimEnd() === over;
}

function goesOn(above: TextLine, line: TextLine): boolean {
  return columns(line.marker) === columns(above.marker) && !NO_TEXT.test(above.text);
}
