import type { Range } from '../../imageReference.ts';
import { DelimiterSearch } from '../../text/delimiters.ts';
import { holdsBlocks, type Paragraph } from './paragraphs.ts';

export interface ImageMacro {
  readonly start: number;
  readonly target: string;
  /** Its attributes, without the brackets. */
  readonly list: Range;
  readonly block: boolean;
}

/** HTML that is passed through. */
export interface Passthrough {
  readonly raw: Range;
}

const CURVED_QUOTE = /(?<![^\s([{])["']`(?=\S)|(?<=\S)`["'](?!\w)/;
const CODE = /(?<![\w`])`(?:[^`\s]|[^`\s][^`]*[^`\s])`(?![\w`])|``[^`]+``/;
const PASSED =
  /\+\+\+(?<html>[^+]+)\+\+\+|\+\+[^+]+\+\+|(?<![\w+])\+(?:[^+\s]|[^+\s][^+]*[^+\s])\+(?![\w+])|\$\$[^$]+\$\$/;
const PASS = /\b(?<pass>pass|stem|latexmath|asciimath):(?<subs>[\w,]*)\[/;
const IMAGE = /(?<![\\:])(?<image>image::?)(?=[^:\s[\]])/;
/** Code, a passthrough or a macro: whichever begins first. */
const CODE_OR_MACRO = [CURVED_QUOTE, CODE, PASSED, PASS, IMAGE].map(({ source }) => source).join('|');
/** Substitutions of `pass:…[]` after which there are macros, and after which there is no HTML. */
const MACROS = /(?:^|,)(?:m|macros|n|normal)(?:,|$)/;
const ESCAPED = /(?:^|,)(?:c|specialchars|specialcharacters|v|verbatim)(?:,|$)/;

/** The images and the HTML in a paragraph, in order. */
export function macrosIn(text: string, paragraph: Paragraph): (ImageMacro | Passthrough)[] {
  const content = text.slice(paragraph.start, paragraph.end);
  if (!/image:|pass:|\+\+\+/.test(content)) return [];
  const scan: Scan = {
    text,
    content,
    paragraph,
    found: [],
    delimiters: new DelimiterSearch(content),
    stop: -1,
  };
  const pattern = new RegExp(CODE_OR_MACRO, 'g');
  for (let one = pattern.exec(content); one; one = pattern.exec(content))
    pattern.lastIndex = take(scan, one, pattern.lastIndex);
  return scan.found;
}

/** Offsets are those of the content, except for what is found. */
interface Scan {
  readonly text: string;
  readonly content: string;
  readonly paragraph: Paragraph;
  readonly found: (ImageMacro | Passthrough)[];
  readonly delimiters: DelimiterSearch;
  /** The last bracket or line break that was looked for. */
  stop: number;
}

/** Takes in what was matched up to `after`; the offset to go on at. */
function take(scan: Scan, { groups = {}, index }: RegExpExecArray, after: number): number {
  const { html, pass, subs = '', image } = groups;
  if (html !== undefined) addHtml(scan, after - '+++'.length - html.length, after - '+++'.length);
  if (image !== undefined) return takeImage(scan, index, after, image === 'image::');
  if (pass === undefined || (pass === 'pass' && MACROS.test(subs))) return after;
  const end = scan.delimiters.after(']', after);
  if (end === undefined) return after;
  if (pass === 'pass' && !ESCAPED.test(subs)) addHtml(scan, after, end - 1);
  return end;
}

function addHtml({ found, paragraph }: Scan, start: number, end: number): void {
  found.push({ raw: { start: paragraph.start + start, end: paragraph.start + end } });
}

const STOP = /[\r\n[\]]/g;

function takeImage(scan: Scan, start: number, after: number, block: boolean): number {
  const { text, content, paragraph } = scan;
  if (scan.stop < after) {
    STOP.lastIndex = after;
    scan.stop = STOP.exec(content)?.index ?? content.length;
  }
  const target = content.slice(after, scan.stop);
  const at = paragraph.start + start;
  if (content[scan.stop] !== '[' || target.trimEnd() !== target) return after;
  if (block && !startsBlock(text, at, paragraph)) return after;
  const list = scan.stop + 1;
  const close = block ? blockClose(scan, list) : inlineClose(content, list);
  if (close === undefined) return block ? after : content.length;
  const range = { start: paragraph.start + list, end: paragraph.start + close };
  scan.found.push({ start: at, target, list: range, block });
  return close + 1;
}

/** An inline macro's list goes on to the first bracket that is not escaped. */
function inlineClose(content: string, list: number): number | undefined {
  for (let at = list; at < content.length; at += 1)
    if (content[at] === ']' && content[at - 1] !== '\\') return at;
  return undefined;
}

/** A block macro's list goes on to the bracket at the end of its line or cell. */
function blockClose({ content, paragraph, delimiters }: Scan, list: number): number | undefined {
  const line = delimiters.after('\n', list) ?? content.length;
  const bar = paragraph.cell ? delimiters.after('|', list) : undefined;
  const inCell = bar !== undefined && bar <= line;
  const rest = content.slice(list, inCell ? bar - 1 : line).trimEnd();
  // The style of the next cell stands before its bar.
  const words = inCell ? rest.replace(/(?<=\])[ \t]+[\d.*+<^>]*[a-z]?$/, '') : rest;
  return words.endsWith(']') ? list + words.length - 1 : undefined;
}

/** At the start of a paragraph, or of a cell that holds more than text. */
function startsBlock(text: string, at: number, { start, cell }: Paragraph): boolean {
  if (at === start) return cell === undefined || cell.blocks;
  const style = cell && /(?<![A-Za-z])([a-z]?)\|[ \t]*$/.exec(text.slice(Math.max(start, at - 40), at));
  return Boolean(style && holdsBlocks(style[1], cell));
}
