import { type BlockSyntax, isMarkup } from '../../../core/docs/block/blockIn.ts';
import { asciidocPlace } from '../../../core/docs/block/place/asciidocPlace.ts';
import type { BlockPlace } from '../../../core/docs/block/place/blockPlace.ts';
import { htmlPlace } from '../../../core/docs/block/place/htmlPlace.ts';
import { latexPlace } from '../../../core/docs/block/place/latexPlace.ts';
import { restPlace } from '../../../core/docs/block/place/restPlace.ts';
import type { AltSlot, Range } from '../../../core/docs/imageReference.ts';

/** The text to insert at an offset, so that `content` stands below the block that holds an image. */
export interface Insertion {
  readonly offset: number;
  readonly text: string;
}

interface Reference {
  readonly range: Range;
  readonly alt: Pick<AltSlot, 'readOnly'>;
}

/**
 * Keeps to the list item, quote or cell that the image is in, and to the line ends of the document. Undefined where no
 * text can stand below it, as in the preamble of LaTeX.
 */
export function insertionBelow(
  text: string,
  syntax: BlockSyntax,
  reference: Reference,
  content: string,
): Insertion | undefined {
  const place = placeBelow(text, syntax, reference);
  if (!place) return undefined;
  const { offset, indent, apart, opening = [], closing = [] } = place;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = [...opening, ...content.trim().split(/\r?\n/), ...closing];
  const following = lineAt(text, offset);
  const below = nextLine(text, offset);
  const needsLine = !isBlank(following);
  const needsBlank = apart && !needsLine && below !== undefined && !isBlank(lineAt(text, below));
  const empty = indent.trimEnd();
  const written = [
    ...(apart ? ['', empty] : ['']),
    ...indented(lines, indent, syntax),
    ...(needsLine ? (apart ? ['', ''] : ['']) : needsBlank ? [empty] : []),
  ];
  return { offset, text: written.join(eol) };
}

function placeBelow(text: string, syntax: BlockSyntax, reference: Reference): BlockPlace | undefined {
  switch (syntax) {
    case 'asciidoc':
      return asciidocPlace(text, reference.range);
    case 'rest':
      return restPlace(text, reference);
    case 'latex':
      return latexPlace(text, reference.range);
    case 'html':
    case 'vue':
    case 'svelte':
    case 'astro':
      return htmlPlace(text, syntax, reference.range);
    default:
      return markdownPlace(text, reference.range);
  }
}

/** White space counts in `<pre>`. */
export function indented(lines: readonly string[], indent: string, syntax: BlockSyntax): readonly string[] {
  const markup = isMarkup(syntax);
  let inPre = false;
  return lines.map((line) => {
    const kept = inPre;
    if (markup && line.startsWith('<pre')) inPre = true;
    if (markup && line.endsWith('</pre>')) inPre = false;
    if (kept) return line;
    return line === '' ? indent.trimEnd() : indent + line;
  });
}

function markdownPlace(text: string, range: Range): BlockPlace {
  const first = blockStart(text, lineStart(text, range.start));
  const last = blockEnd(text, lineStart(text, range.end));
  return { offset: last + lineAt(text, last).length, indent: containerAt(text, first), apart: true };
}

/**
 * The text to put in the place of a range, so that a block of Markdown stands there as a block: in the same list item or
 * quote, with blank lines around it. Text of one line that begins no block stays in its line.
 */
export function insertionAt(text: string, range: Range, content: string): string {
  const lines = content.trim().split(/\r?\n/);
  if (isInline(content)) return content.trim();
  const first = lineStart(text, range.start);
  const prefix = containerAt(text, first);
  const empty = prefix.trimEnd();
  const [head, tail] = [text.slice(first, range.start), lineAt(text, range.end)];
  const above = first > 0 ? lineAt(text, lineStart(text, first - 1)) : '';
  const below = nextLine(text, range.end);
  const before = isStart(head) ? (isBlank(above) || listItem.test(head) ? [] : ['']) : ['', empty];
  const after = isBlank(tail)
    ? below === undefined || isBlank(lineAt(text, below))
      ? []
      : ['']
    : ['', empty + prefix.slice(empty.length)];
  const written = lines.map((line, index) => {
    if (index === 0 && before.length === 0) return line;
    return line === '' ? empty : prefix + line;
  });
  return [...before, ...written, ...after].join(text.includes('\r\n') ? '\r\n' : '\n');
}

/** True for Markdown that goes into a line of a document. */
export function isInline(content: string): boolean {
  const text = content.trim();
  return !/[\r\n]/.test(text) && !beginsBlock.test(text);
}

/** A line that is a heading, an item, a quote, a row of a table, a fence or a formula. */
const beginsBlock = /^(?:#{1,6}[ \t]|[-+*][ \t]|\d{1,9}[.)][ \t]|>|\||`{3}|~{3}|\$\$)/;

/** True when nothing but markers of lists and quotes stands before the cursor. */
function isStart(head: string): boolean {
  return (markers.exec(head)?.[0].length ?? 0) === head.length;
}

/** Markers of lists and quotes at the begin of a line, with the spaces between them. */
const markers = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))*[ \t]*/;
const listItem = /^[ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t]/;
const otherBlock = /^[ \t>]*(?:#{1,6}[ \t]|`{3}|~{3}|(?:[-*_][ \t]*){3,}$)/;

/** The prefix that makes a line belong to the same list item and quote as the line at `start`. */
function containerAt(text: string, start: number): string {
  const found = markers.exec(lineAt(text, start))?.[0] ?? '';
  const inside = /[^ \t]/.test(found) || isInItem(text, start, found.length);
  return inside ? found.replace(/[^>\s]/g, ' ') : '';
}

/** Whether an indented block goes on with a list item above; the indentation of HTML means nothing. */
function isInItem(text: string, start: number, indent: number): boolean {
  for (let above = start; above > 0 && indent > 0; ) {
    above = lineStart(text, above - 1);
    const line = lineAt(text, above);
    if (!isBlank(line) && line.search(/\S/) < indent) return listItem.test(line);
  }
  return false;
}

function blockStart(text: string, from: number): number {
  let start = from;
  while (start > 0 && !listItem.test(lineAt(text, start))) {
    const before = lineStart(text, start - 1);
    if (isBlank(lineAt(text, before)) || otherBlock.test(lineAt(text, before))) break;
    start = before;
  }
  return start;
}

/** Start of the last line of the block that `from` is in. */
function blockEnd(text: string, from: number): number {
  let end = from;
  for (;;) {
    const next = nextLine(text, end);
    if (next === undefined) return end;
    const line = lineAt(text, next);
    if (isBlank(line) || listItem.test(line) || otherBlock.test(line)) return end;
    end = next;
  }
}

function isBlank(line: string): boolean {
  return /^[\s>]*$/.test(line);
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start);
  return (end < 0 ? text.slice(start) : text.slice(start, end)).replace(/\r$/, '');
}

function nextLine(text: string, start: number): number | undefined {
  const end = text.indexOf('\n', start);
  return end < 0 || end + 1 >= text.length ? undefined : end + 1;
}
