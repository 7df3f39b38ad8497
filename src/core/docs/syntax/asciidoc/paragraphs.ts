import type { Range } from '../../imageReference.ts';
import { type Line, linesIn } from '../../text/lines.ts';
import { type Comment, speaksToAudit } from '../../text/pageReader.ts';

/** A run of lines that is neither code nor comment. */
export interface Paragraph extends Range {
  /** The `.Title` above it. */
  readonly title: string | undefined;
  /** In a table: whether the cells hold blocks or nothing but text, at the start of the paragraph and by default. */
  readonly cell: Cell | undefined;
  /** The content of a passthrough block, which is HTML. */
  readonly raw: boolean;
}

interface Cell {
  readonly blocks: boolean;
  readonly usual: boolean;
}

/** The paragraphs of an AsciiDoc text, block macros, headings and attribute entries among them, and the comments between them. */
export function paragraphsOf(text: string): {
  readonly paragraphs: readonly Paragraph[];
  readonly comments: readonly Comment[];
} {
  const state: State = {
    text,
    found: [],
    comments: [],
    open: undefined,
    title: undefined,
    attributes: '',
    cell: undefined,
    fence: undefined,
    verbatim: undefined,
    raw: undefined,
    comment: undefined,
    blank: true,
  };
  for (const line of linesIn(text)) take(state, line, line.text.trimEnd());
  close(state);
  return { paragraphs: state.found, comments: state.comments };
}

interface State {
  readonly text: string;
  readonly found: Paragraph[];
  readonly comments: Comment[];
  open: (Range & { readonly cell: Cell | undefined }) | undefined;
  title: string | undefined;
  /** The attribute list above. */
  attributes: string;
  cell: Cell | undefined;
  /** The line that ends the delimited block we are in. */
  fence: string | undefined;
  /** After `[source]`, and in a paragraph that is code. */
  verbatim: 'announced' | 'paragraph' | undefined;
  /** Where the content of the passthrough block begins that we are in. */
  raw: number | undefined;
  /** Where the block of comments begins that we are in. */
  comment: number | undefined;
  /** The line before was blank. */
  blank: boolean;
}

const VERBATIM = /^(?:-{4,}|\.{4,}|\+{4,}|\/{4,}|`{3}.*)$/;
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
const COLUMNS = /\bcols\s*=\s*(?:"([^"]*)"|([^\s,\]"]*))/;
const BLOCK_COLUMN = /a\s*(?:[,;]|$)/;
const LAST_CELL = /(?:^|[\s\d.*+<^>])?([a-z]?)\|[^|]*$/;
/** Blocks of one line; what follows them begins a new one. Inside of a paragraph they are only words. */
const SINGLE = /^(?:={1,6}[ \t]+\S.*|[A-Za-z]\w*::[^[\]]*\[.*\]|:!?[\w-]+!?:(?:[ \t].*)?|'{3,}|<{3,})$/;
const CONDITION = /^(ifn?def|ifeval|endif|include)::[^[]*\[(.*)\]$/;
const PASSTHROUGH = /^\+{4,}$/;

function take(state: State, line: Line, text: string): void {
  const { blank } = state;
  state.blank = text === '';
  if (state.fence !== undefined) {
    if (text === state.fence) endFence(state, line);
  } else if (VERBATIM.test(text) || (state.verbatim === 'announced' && DELIMITER.test(text))) {
    close(state);
    state.raw = PASSTHROUGH.test(text) && !state.verbatim ? line.end : undefined;
    state.comment = text.startsWith('/') ? line.start : undefined;
    state.title = state.verbatim = undefined;
    state.fence = /^`+/.exec(text)?.[0] ?? text;
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

function endFence(state: State, line: Line): void {
  if (state.raw !== undefined) add(state, { start: state.raw, end: line.start }, { raw: true });
  if (state.comment !== undefined) addComment(state, { start: state.comment, end: line.end });
  state.fence = state.raw = state.comment = undefined;
}

function takeText(state: State, line: Line, text: string): void {
  const begins = !state.open;
  const condition = CONDITION.exec(text);
  if (condition) takeCondition(state, line, condition);
  else if (COMMENT.test(text)) {
    close(state);
    addComment(state, line);
  } else if (DELIMITER.test(text)) close(state);
  else if (begins && TITLE.test(text)) takeTitle(state, line, text);
  else if (begins && ATTRIBUTE_LINE.test(text)) state.attributes = text;
  else {
    const { start, cell } = state.open ?? { start: line.start, cell: state.cell };
    state.open = { start, end: line.end, cell };
    takeCells(state, text);
    if ((begins && SINGLE.test(text)) || (state.cell && text.endsWith('|'))) close(state);
  }
}

/** The brackets of a condition may hold what it is about. */
function takeCondition(state: State, line: Line, [text, name, content = '']: RegExpExecArray): void {
  close(state);
  const end = line.start + text.length - 1;
  if (name !== 'include' && name !== 'ifeval') add(state, { start: end - content.length, end });
}

function addComment({ text, comments }: State, { start, end }: Range): void {
  const comment = text.slice(start, end);
  if (speaksToAudit(comment)) comments.push({ start, end, text: comment });
}

function takeTitle(state: State, line: Line, text: string): void {
  state.title = text.slice(1);
  if (text.includes('image:')) add(state, { start: line.start + 1, end: line.start + text.length });
}

function takeTable(state: State): void {
  close(state);
  const [, quoted, bare] = COLUMNS.exec(state.attributes) ?? [];
  const usual = BLOCK_COLUMN.test(quoted ?? bare ?? '');
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
  add(state, state.open, { title: state.title, cell: state.open.cell });
  state.open = state.title = undefined;
  state.attributes = '';
}

function add({ found }: State, { start, end }: Range, more: Partial<Paragraph> = {}): void {
  if (end > start) found.push({ start, end, title: undefined, cell: undefined, raw: false, ...more });
}
