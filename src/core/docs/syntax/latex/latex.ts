import { DelimiterSearch } from '../../text/delimiters.ts';
import { emptyPage, type Page, speaksToAudit } from '../../text/pageReader.ts';
import { Figures } from './figures.ts';
import { readImage } from './graphic.ts';
import { Groups } from './groups.ts';
import { plainLatex } from './latexText.ts';

interface State {
  readonly text: string;
  readonly page: Page;
  readonly figures: Figures;
  readonly delimiters: DelimiterSearch;
  readonly groups: Groups;
  /** Where the running paragraph begins. */
  paragraph: number;
}

/** An environment, a command, an escaped character, a comment or the blank line between paragraphs. */
const TOKEN = /\\(begin|end)[ \t]*\{([A-Za-z*]+)\}|\\([A-Za-z]+)\*?|\\[\s\S]|%[^\n]*|\n[ \t]*\r?\n\s*/g;

/**
 * LaTeX's `\includegraphics`, with the `alt=` that tagged PDF reads; comments and verbatim text hold none. unified-latex
 * takes 500 ms for a paper of 90 KB that is read here in 3 (version 1.8, Node 20, November 2026).
 */
export function readLatex(text: string): Page {
  const state: State = {
    text,
    page: emptyPage(),
    figures: new Figures(text),
    delimiters: new DelimiterSearch(text),
    groups: new Groups(text),
    paragraph: text.startsWith('\ufeff') ? 1 : 0,
  };
  TOKEN.lastIndex = 0;
  for (let token = TOKEN.exec(text); token; token = TOKEN.exec(text)) {
    const [all, edge, environment, command] = token;
    const after = token.index + all.length;
    if (environment !== undefined)
      TOKEN.lastIndex = readEnvironment(state, {
        begins: edge === 'begin',
        name: environment,
        at: token.index,
        after,
      });
    else if (command !== undefined) TOKEN.lastIndex = readCommand(state, command, token.index, after);
    else if (all.startsWith('\n')) endParagraph(state, token.index, after);
    else if (speaksToAudit(all)) state.page.comments.push({ start: token.index, end: after, text: all });
  }
  endParagraph(state, text.length, text.length);
  return state.page;
}

const VERBATIM =
  /^(?:verbatim|Verbatim|BVerbatim|LVerbatim|lstlisting|minted|comment|alltt|filecontents)\*?$/;
const CAPTIONED = /figure|wrap|float|table|minipage/i;

interface Edge {
  readonly begins: boolean;
  readonly name: string;
  readonly at: number;
  readonly after: number;
}

function readEnvironment(state: State, { begins, name, at, after }: Edge): number {
  const { text, figures } = state;
  if (begins && VERBATIM.test(name)) {
    const found = text.indexOf(`\\end{${name}}`, after);
    const end = found < 0 ? text.length : found + `\\end{${name}}`.length;
    endParagraph(state, at, end);
    return end;
  }
  if (!CAPTIONED.test(name)) return after;
  endParagraph(state, at, after);
  if (begins) figures.begin();
  else figures.end();
  return after;
}

/** Takes in a command; the offset to go on at. */
function readCommand(state: State, command: string, at: number, after: number): number {
  if (/^(?:verb|lstinline|mintinline)$/.test(command)) return afterVerb(state, after);
  if (command === 'iffalse') return state.delimiters.after('\\fi', after) ?? after;
  if (command === 'includegraphics') return readGraphic(state, at, after);
  const level = LEVELS.indexOf(command) + 1;
  if (level > 0) return readHeading(state, level, at, after);
  if (command === 'graphicspath') state.page.folders = foldersAt(state, after);
  else readFigureCommand(state, command, after);
  return after;
}

function readGraphic({ text, groups, page, figures }: State, at: number, after: number): number {
  const image = readImage(text, groups, at, after);
  if (!image) return after;
  page.references.push(image);
  figures.add(image);
  return image.range.end;
}

function readFigureCommand({ text, groups, figures }: State, command: string, after: number): void {
  if (!/^(?:caption|subcaption|Description|documentclass)$/.test(command)) return;
  const argument = groups.argument(after);
  if (!argument) return;
  if (command === 'Description') figures.description(argument);
  else if (command !== 'documentclass') figures.caption(argument);
  else figures.describes = text.startsWith('acm', argument.start);
}

const LEVELS = ['part', 'chapter', 'section', 'subsection', 'subsubsection', 'paragraph'];

function readHeading(state: State, level: number, at: number, after: number): number {
  const { groups, text, page } = state;
  const title = groups.argument(after);
  if (!title) return after;
  endParagraph(state, at, title.end + 1);
  page.blocks.push({
    level,
    start: at,
    end: title.end + 1,
    text: plainLatex(text.slice(title.start, title.end)),
  });
  return title.end + 1;
}

function endParagraph(state: State, end: number, next: number): void {
  const { text, page, paragraph } = state;
  const content = text.slice(paragraph, end).trim();
  if (content !== '') page.blocks.push({ level: 0, start: paragraph, end, text: content });
  state.paragraph = next;
}

/** No code in a line is as long; without a bound, each `\verb` without its end would search the rest of the line. */
const LONGEST_CODE = 1000;

/** `\verb|…|`, `\lstinline[…]!…!`, `\mintinline{c}{…}`: the first character ends it, or its counterpart does. */
function afterVerb({ text, groups }: State, after: number): number {
  const from = (groups.brackets(after)?.end ?? after - 1) + 1;
  const mark = text[from];
  if (mark === undefined || /\s/.test(mark)) return from;
  if (mark === '{') return verbGroups(text, groups, from);
  const [line = ''] = text.slice(from + 1, from + LONGEST_CODE).split('\n', 1);
  const end = line.indexOf(mark);
  return end < 0 ? from : from + 1 + end + 1;
}

function verbGroups(text: string, groups: Groups, from: number): number {
  const first = groups.braces(from);
  const second = first && text[first.end + 1] === '{' ? groups.braces(first.end + 1) : undefined;
  return (second ?? first)?.end ?? from;
}

function foldersAt({ text, groups }: State, after: number): string[] {
  const list = groups.braces(after);
  if (!list) return [];
  return [...text.slice(list.start, list.end).matchAll(/\{([^{}]+)\}/g)].map(([, folder = '']) => folder);
}
