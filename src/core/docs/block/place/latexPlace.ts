import type { Range } from '../../imageReference.ts';
import type { BlockPlace } from './blockPlace.ts';

/** Environments whose text is in paragraphs. An image in any other one, as in a figure, has its text below all of it. */
const FLOW = new Set(
  [
    'document itemize enumerate description quote quotation verse frame column block alertblock exampleblock',
    'abstract multicols appendices landscape theorem lemma proof example remark definition sloppypar framed',
    'mdframed tcolorbox spacing',
  ].flatMap((names) => names.split(' ')),
);
const VERBATIM =
  /^(?:verbatim|Verbatim|BVerbatim|LVerbatim|lstlisting|minted|comment|alltt|filecontents)\*?$/;
const TOKEN = /\\(begin|end)[ \t]*\{([A-Za-z*]+)\}|\\item(?![A-Za-z])|\\[\s\S]|%[^\n]*|[{}]|\n[ \t\r]*\n/g;

/** Below the paragraph of an image; undefined in a preamble, where no text can stand. */
export function latexPlace(text: string, { start, end }: Range): BlockPlace | undefined {
  const open: string[] = [];
  /** How many of `open` must be left before the end of the paragraph counts. */
  let outside: number | undefined;
  for (const { 0: token, 1: edge, 2: name = '', index } of tokens(text)) {
    if (outside === undefined && index >= start) {
      if (text.includes('\\begin{document}') && !open.includes('document')) return undefined;
      const outer = open.findIndex((one) => !FLOW.has(one));
      outside = outer < 0 ? open.length : outer;
    }
    const isLeft = outside !== undefined && index >= end && open.length <= outside;
    if (isLeft && (edge !== undefined || /^(?:\\item|\}|\n)/.test(token))) return at(text, index);
    if (edge === 'begin') open.push(name);
    else if (token === '{') open.push('{');
    else if (edge === 'end' || token === '}') leave(open, edge === 'end' ? name : '{');
  }
  return at(text, text.length);
}

function* tokens(text: string): Generator<RegExpExecArray> {
  const pattern = new RegExp(TOKEN);
  for (let token = pattern.exec(text); token; token = pattern.exec(text)) {
    yield token;
    const [, edge, name = ''] = token;
    if (edge !== 'begin' || !VERBATIM.test(name)) continue;
    const found = text.indexOf(`\\end{${name}}`, pattern.lastIndex);
    pattern.lastIndex = found < 0 ? text.length : found;
  }
}

/** What was left open inside ends as well; an end without its beginning ends nothing. */
function leave(open: string[], name: string): void {
  const start = open.lastIndexOf(name);
  if (start >= 0) open.length = start;
}

function at(text: string, index: number): BlockPlace {
  // Not indented: verbatim text would be so as well.
  return { offset: text.slice(0, index).trimEnd().length, indent: '', apart: true };
}
