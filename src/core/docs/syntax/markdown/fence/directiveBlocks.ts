import type { StateBlock } from 'markdown-it';
import { optionLines } from './imageDirective.ts';

const OPENING = /^(`{3,}|~{3,}|:{3,})[ \t]*\{([^\s}]*)/;
/** Directives of MyST whose content is Markdown; the content of all others is code, data or something else. */
const CONTAINERS =
  /^(?:note|warning|tip|important|hint|attention|caution|danger|error|seealso|admonition|todo|topic|sidebar|margin|aside|card|card-carousel|grid|grid-item|grid-item-card|tab-set|tab-item|dropdown|details|container|div|only|list-table|table|figure-md|subfigure|exercise(?:-\w+)?|solution(?:-\w+)?|(?:prf:)?(?:proof|theorem|lemma|definition|example|remark|algorithm)|versionadded|versionchanged|deprecated|epigraph|pull-quote|highlights|compound|glossary|panels|tabbed|blockquote|cell)$/;
/** Containers in containers that a page may hold: each one that is not closed is read to the end of the page again. */
const DEEPEST = 30;

/**
 * Fences whose info string begins with a brace: MyST's directives, pandoc's raw HTML and the code cells of notebooks.
 * MyST's colon fences hold Markdown for every CommonMark parser; only those of images are read here.
 */
export function directive(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false;
  const [, marks = '', name = ''] = OPENING.exec(lineOf(state, startLine)) ?? [];
  const isImage = name === 'image' || name === 'figure';
  if (marks === '' || (marks.startsWith(':') && !isImage)) return false;
  if (silent) return true;
  const last = closingLine(state, startLine, endLine, marks);
  const first = startLine + 1;
  if (isImage) push(state, 'directive', startLine, last);
  else if (name === '=html') push(state, 'html_block', first, last);
  else if (name === 'eval-rst') push(state, 'eval_rst', first, last);
  else if (!CONTAINERS.test(name)) push(state, 'cell', startLine, last);
  if (name === 'figure' || CONTAINERS.test(name)) tokenizeBody(state, first, last);
  state.line = Math.min(last + 1, endLine);
  return true;
}

function lineOf(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
}

/** The line of the closing fence, or the one after the block for a fence that is not closed. */
function closingLine(state: StateBlock, startLine: number, endLine: number, marks: string): number {
  for (let line = startLine + 1; line < endLine; line += 1) {
    const indent = (state.sCount[line] ?? 0) - state.blkIndent;
    if (indent < 0 && !state.isEmpty(line)) return line;
    const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
    if (indent >= 4 || !state.src.startsWith(marks, start)) continue;
    const rest = state.src.slice(start, state.eMarks[line]).trimEnd();
    if (rest === (marks[0] ?? '').repeat(rest.length)) return line;
  }
  return endLine;
}

function push(state: StateBlock, type: string, first: number, after: number): void {
  const token = state.push(type, '', 0);
  token.content = state.getLines(first, after, state.blkIndent, false);
  token.map = [first, after];
}

function tokenizeBody(state: StateBlock, first: number, after: number): void {
  if (state.level >= DEEPEST) return;
  const lines = Array.from({ length: Math.min(after - first, 40) }, (_, index) =>
    lineOf(state, first + index),
  );
  const { lineMax } = state;
  state.lineMax = after;
  state.level += 1;
  state.md.block.tokenize(state, Math.min(first + optionLines(lines), after), after);
  state.level -= 1;
  state.lineMax = lineMax;
}

const TAG = /^(?:\{\{([<%])|\{%)/;
/** No shortcode has as many parameters. */
const LONGEST_TAG = 40;

/** A shortcode or Liquid tag over several lines, whose `>}}` would otherwise begin a quotation. */
export function shortcodeLines(
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
  if (state.src[start] !== '{') return false;
  const first = lineOf(state, startLine);
  const [opening, mark] = TAG.exec(first) ?? [];
  if (opening === undefined) return false;
  const closing = mark === undefined ? '%}' : `${mark === '<' ? '>' : '%'}}}`;
  if (first.includes(closing)) return false;
  const limit = Math.min(endLine, startLine + LONGEST_TAG);
  let line = startLine + 1;
  while (line < limit && !state.isEmpty(line) && !lineOf(state, line).includes(closing)) line += 1;
  if (line >= limit || state.isEmpty(line)) return false;
  if (silent) return true;
  push(state, 'inline', startLine, line + 1);
  state.line = line + 1;
  return true;
}
