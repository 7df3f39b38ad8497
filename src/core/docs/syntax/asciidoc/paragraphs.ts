import type { Range } from '../../imageReference.ts';
import { type Line, linesIn } from '../../text/lines.ts';

/** A run of lines that is neither code nor comment. */
export interface Paragraph extends Range {
  /** The `.Title` above it. */
  readonly title: string | undefined;
  /** In a table: whether the cells hold blocks or nothing but text, at the start of the paragraph and by default. */
  readonly cell: Cell | undefined;
}

interface Cell {
  readonly blocks: boolean;
  readonly usual: boolean;
}

/** The paragraphs of an AsciiDoc text, block macros and headings among them. */
export function paragraphsOf(text: string): Paragraph[] {
  const state: State = {
    found: [],
    open: undefined,
    title: undefined,
    attributes: '',
    cell: undefined,
    fence: undefined,
    verbatim: undefined,
    blank: true,
  };
  for (const line of linesIn(text)) take(state, line, line.text.trimEnd());
  close(state);
  return state.found;
}

interface State {
  readonly found: Paragraph[];
  open: (Range & { readonly cell: Cell | undefined }) | undefined;
  title: string | undefined;
  /** The attribute list above. */
  attributes: string;
  cell: Cell | undefined;
  /** What ends the delimited block we are in. */
  fence: string | undefined;
  /** After `[source]`, and in a paragraph that is code. */
  verbatim: 'announced' | 'paragraph' | undefined;
  /** The line before was blank. */
  blank: boolean;
}

const VERBATIM = /^(?:-{4,}|\.{4,}|\+{4,}|\/{4,}|`{3,}.*)$/;
const VERBATIM_STYLE =
  /^\[(?:source|listing|literal|comment|pass|stem|latexmath|asciimath|plantuml|ditaa|mermaid|graphviz)\b[^\]]*\]$|^\[,[^\]]*\]$/;
const TITLE = /^\.(?![.\s])(.+)$/;
const COMMENT = /^\/\/(?!\/)/;
/** An item may be indented; other indented paragraphs are literal. */
const LIST = /^\s*(?:[*\-.]+|\d+\.|[a-zA-Z]\.|<\d*\.?>|\S.*::)\s/;

const ATTRIBUTE_LINE = /^\[.*\]$/;
const DELIMITER = /^(?:--|={4,}|\*{4,}|_{4,}|[|,:!]={3,}|\+)$/;
const TABLE = /^\|={3,}$/;
/** Columns, and single cells, whose content is AsciiDoc itself: `[cols="1,2a"]`, `a|`. */
const BLOCK_COLUMN = /\bcols\s*=\s*"?[^"\]]*a\s*(?:["\],;]|$)/;
const LAST_CELL = /(?:^|[\s\d.*+<^>])?([a-z]?)\|[^|]*$/;
/** Blocks of one line; what follows them begins a new one. Inside of a paragraph they are only words. */
const SINGLE = /^(?:={1,6}[ \t]+\S.*|[A-Za-z]\w*::[^[\]]*\[.*\]|:!?[\w-]+!?:(?:[ \t].*)?|'{3,}|<{3,})$/;
const CONDITION = /^(?:ifn?def|ifeval|endif|include)::/;

function take(state: State, line: Line, text: string): void {
  const { blank } = state;
  state.blank = text === '';
  if (state.fence !== undefined) {
    if (text === state.fence) state.fence = undefined;
  } else if (VERBATIM.test(text) || (state.verbatim === 'announced' && DELIMITER.test(text))) {
    close(state);
    state.title = state.verbatim = undefined;
    state.fence = text.replace(/^(`+).*$/, '$1');
  } else if (text === '') {
    close(state);
    if (state.verbatim === 'paragraph') state.verbatim = undefined;
  } else if (TABLE.test(text)) {
    takeTable(state);
  } else if (VERBATIM_STYLE.test(text)) {
    close(state);
    state.verbatim = 'announced';
  } else if (state.verbatim !== undefined || (blank && /^\s/.test(text) && !LIST.test(text))) {
    state.verbatim = 'paragraph';
  } else {
    takeText(state, line, text);
  }
}

function takeText(state: State, line: Line, text: string): void {
  const begins = !state.open;
  if (COMMENT.test(text) || DELIMITER.test(text) || CONDITION.test(text)) close(state);
  else if (begins && TITLE.test(text)) state.title = text.slice(1);
  else if (begins && ATTRIBUTE_LINE.test(text)) state.attributes = text;
  else {
    const { start, cell } = state.open ?? { start: line.start, cell: state.cell };
    state.open = { start, end: line.end, cell };
    takeCells(state, text);
    if ((begins && SINGLE.test(text)) || (state.cell && text.endsWith('|'))) close(state);
  }
}

function takeTable(state: State): void {
  close(state);
  const usual = BLOCK_COLUMN.test(state.attributes);
  state.cell = state.cell ? undefined : { blocks: usual, usual };
  state.attributes = '';
}

function takeCells(state: State, text: string): void {
  const last = state.cell && LAST_CELL.exec(text);
  if (state.cell && last) state.cell = { ...state.cell, blocks: holdsBlocks(last[1], state.cell) };
}

/** Whether a cell of that style holds blocks. */
export function holdsBlocks(style: string | undefined, { usual }: Cell): boolean {
  return style ? style === 'a' : usual;
}

function close(state: State): void {
  if (!state.open) return;
  state.found.push({ ...state.open, title: state.title });
  state.open = state.title = undefined;
  state.attributes = '';
}
