import { Closers } from '../../text/delimiters.ts';
import { type Draft, emptyPage, type Page } from '../../text/pageReader.ts';
import { readImage } from './graphic.ts';
import { bracketsAt, groupAt } from './groups.ts';
import { plainLatex } from './latexText.ts';

interface Figure {
  /** Where its images begin among those without a caption. */
  readonly first: number;
  caption: string | undefined;
}

interface Reading {
  readonly text: string;
  readonly page: Page;
  /** The environments we are in that may have a caption, innermost last. */
  readonly figures: Figure[];
  /** The images that wait for the caption of a figure they are in. */
  readonly uncaptioned: Draft[];
  readonly closers: Closers;
  /** Where the running paragraph begins. */
  paragraph: number;
}

/** An environment, a command, an escaped character, a comment or the blank line between paragraphs. */
const TOKEN = /\\(begin|end)[ \t]*\{([A-Za-z*]+)\}|\\([A-Za-z]+)\*?|\\[\s\S]|%[^\n]*|\n[ \t]*\r?\n\s*/g;

/** LaTeX's `\includegraphics`, with the `alt=` that tagged PDF reads; comments and verbatim text hold none. */
export function readLatex(text: string): Page {
  const reading: Reading = {
    text,
    page: emptyPage(),
    figures: [],
    uncaptioned: [],
    closers: new Closers(text),
    paragraph: text.startsWith('\ufeff') ? 1 : 0,
  };
  TOKEN.lastIndex = 0;
  for (let token = TOKEN.exec(text); token; token = TOKEN.exec(text)) {
    const [all, edge, environment, command] = token;
    const after = token.index + all.length;
    if (environment !== undefined)
      TOKEN.lastIndex = readEnvironment(reading, {
        begins: edge === 'begin',
        name: environment,
        at: token.index,
        after,
      });
    else if (command !== undefined) TOKEN.lastIndex = readCommand(reading, command, token.index, after);
    else if (all.startsWith('\n')) endParagraph(reading, token.index, after);
  }
  endParagraph(reading, text.length, text.length);
  return reading.page;
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

function readEnvironment(reading: Reading, { begins, name, at, after }: Edge): number {
  const { text, figures, uncaptioned } = reading;
  if (begins && VERBATIM.test(name)) {
    const found = text.indexOf(`\\end{${name}}`, after);
    const end = found < 0 ? text.length : found + `\\end{${name}}`.length;
    endParagraph(reading, at, end);
    return end;
  }
  if (!CAPTIONED.test(name)) return after;
  endParagraph(reading, at, after);
  if (begins) figures.push({ first: uncaptioned.length, caption: undefined });
  else endFigure(reading);
  return after;
}

/** A part without a caption of its own is told by that of the whole. */
function endFigure({ figures, uncaptioned }: Reading): void {
  const figure = figures.pop();
  if (figure?.caption !== undefined)
    for (const image of uncaptioned.splice(figure.first)) image.caption = figure.caption;
  if (figures.length === 0) uncaptioned.length = 0;
}

/** Takes in a command; the offset to go on at. */
function readCommand(reading: Reading, command: string, at: number, after: number): number {
  const { text, page, figures, uncaptioned } = reading;
  if (/^(?:verb|lstinline|mintinline)$/.test(command)) return afterVerb(text, after);
  if (command === 'iffalse') return reading.closers.after('\\fi', after) ?? after;
  if (command === 'includegraphics') {
    const image = readImage(text, at, after);
    if (!image) return after;
    page.references.push(image);
    if (figures.length > 0) uncaptioned.push(image);
    return image.range.end;
  }
  if (command === 'graphicspath') page.folders = foldersAt(text, after);
  if (command === 'caption' || command === 'subcaption') {
    const figure = figures.at(-1);
    const caption = groupAt(text, (bracketsAt(text, after)?.end ?? after - 1) + 1);
    if (figure && caption) figure.caption ??= plainLatex(text.slice(caption.start, caption.end));
  }
  const level = LEVELS.indexOf(command) + 1;
  return level > 0 ? readHeading(reading, level, at, after) : after;
}

const LEVELS = ['part', 'chapter', 'section', 'subsection', 'subsubsection', 'paragraph'];

function readHeading(reading: Reading, level: number, at: number, after: number): number {
  const { text, page } = reading;
  const title = groupAt(text, (bracketsAt(text, after)?.end ?? after - 1) + 1);
  if (!title) return after;
  endParagraph(reading, at, title.end + 1);
  page.blocks.push({
    level,
    start: at,
    end: title.end + 1,
    text: plainLatex(text.slice(title.start, title.end)),
  });
  return title.end + 1;
}

function endParagraph(reading: Reading, end: number, next: number): void {
  const { text, page, paragraph } = reading;
  const content = text.slice(paragraph, end).trim();
  if (content !== '') page.blocks.push({ level: 0, start: paragraph, end, text: content });
  reading.paragraph = next;
}

/** `\verb|…|`, `\lstinline[…]!…!`, `\mintinline{c}{…}`: the first character ends it, or its counterpart does. */
function afterVerb(text: string, after: number): number {
  const from = (bracketsAt(text, after)?.end ?? after - 1) + 1;
  const mark = text[from];
  if (mark === undefined || /\s/.test(mark)) return from;
  if (mark === '{') return verbGroups(text, from);
  const end = text.indexOf(mark, from + 1);
  const line = text.indexOf('\n', from);
  return end < 0 || (line >= 0 && line < end) ? from : end + 1;
}

function verbGroups(text: string, from: number): number {
  const first = groupAt(text, from);
  const second = first && text[first.end + 1] === '{' ? groupAt(text, first.end + 1) : undefined;
  return (second ?? first)?.end ?? from;
}

function foldersAt(text: string, after: number): string[] {
  const list = groupAt(text, after);
  if (!list) return [];
  return [...text.slice(list.start, list.end).matchAll(/\{([^{}]+)\}/g)].map(([, folder = '']) => folder);
}
