import { type Line, linesIn } from '../lines.ts';
import type { Range } from '../types.ts';

/** A run of lines that is neither code nor comment; `title` is the `.Title` above it. */
export interface Paragraph extends Range {
  readonly title: string | undefined;
}

/** The paragraphs of an AsciiDoc text, block macros and headings among them. */
export function paragraphsOf(text: string): Paragraph[] {
  const state: State = {
    found: [],
    open: undefined,
    title: undefined,
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
  open: Range | undefined;
  title: string | undefined;
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
  if (COMMENT.test(text) || DELIMITER.test(text)) close(state);
  else if (!state.open && TITLE.test(text)) state.title = text.slice(1);
  else if (state.open || !ATTRIBUTE_LINE.test(text))
    state.open = { start: state.open?.start ?? line.start, end: line.end };
}

function close(state: State): void {
  if (!state.open) return;
  state.found.push({ ...state.open, title: state.title });
  state.open = state.title = undefined;
}
