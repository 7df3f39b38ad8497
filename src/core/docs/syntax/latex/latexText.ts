import { oneLine } from '../../text/pageReader.ts';

const NAMED: Readonly<Record<string, string>> = {
  textbackslash: '\\',
  textasciicircum: '^',
  textasciitilde: '~',
  textbar: '|',
  textless: '<',
  textgreater: '>',
  ldots: '…',
  dots: '…',
  LaTeX: 'LaTeX',
  TeX: 'TeX',
};
/** Commands whose argument names something and is not read. */
const SILENT = /^(?:label|index|footnote|footnotemark|protect|centering|small|footnotesize)$/;

/** The words of a piece of LaTeX: escapes resolved, `\emph{…}` and its like reduced to what they enclose. */
export function plainLatex(raw: string): string {
  const words = raw.replace(
    /\\([A-Za-z]+)\*?(?:\{\}|[ \t]+|(?=[^A-Za-z]|$))(\{[^{}]*\})?|\\([^A-Za-z])|(?<!\\)%[^\n]*\n?[ \t]*|[{}]|~/g,
    (found, command?: string, argument?: string, char?: string) => {
      if (char !== undefined) return /[\\,;:! ]/.test(char) ? ' ' : char;
      if (command !== undefined)
        return SILENT.test(command) ? '' : (NAMED[command] ?? '') + plainArgument(argument);
      return found === '~' ? '\u00a0' : '';
    },
  );
  return oneLine(words);
}

function plainArgument(argument: string | undefined): string {
  return argument === undefined ? '' : plainLatex(argument.slice(1, -1));
}
