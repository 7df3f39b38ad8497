import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it';

/**
 * Recognises TeX between `$ $`, `$$ $$`, `\( \)` and `\[ \]`. It is rendered as its own source in an element of the class
 * `math`, and with the class `display` when it stands by itself.
 */
export function formulas(markdown: MarkdownIt): void {
  const alt = ['paragraph', 'reference', 'blockquote', 'list'];
  markdown.block.ruler.before('fence', 'math', displayed, { alt });
  markdown.inline.ruler.before('escape', 'math', within);
  markdown.renderer.rules['math'] = (tokens, index) => {
    const token = tokens[index];
    const source = markdown.utils.escapeHtml(token?.content ?? '');
    if (token?.info === 'open') return `<p>${source}</p>\n`;
    const name = ['math', ...(token?.info === 'inline' ? [] : ['display'])].join(' ');
    const span = `<span class="${name}">${source}</span>`;
    return token?.block ? `<p>${span}</p>\n` : span;
  };
}

/** Lines of a formula, and characters of one inside a line. */
const [mostLines, mostCharacters] = [200, 2000];
const ends: Readonly<Record<string, string>> = { $$: '$$', '\\[': '\\]', '\\(': '\\)' };

/** A formula on lines of its own. One whose end has not arrived stays text, so that its lines do not become a list. */
function displayed(state: StateBlock, first: number, behind: number, silent: boolean): boolean {
  const line = lineOf(state, first);
  const start = line.slice(0, 2);
  const end = start === '$$' || start === '\\[' ? ends[start] : undefined;
  if (end === undefined || (state.sCount[first] ?? 0) - state.blkIndent >= 4) return false;
  let last = first;
  let rest = line.slice(2);
  while (!rest.includes(end)) {
    last++;
    if (last >= behind) break;
    rest = lineOf(state, last);
    if (rest.trim() === '' || last - first > mostLines || (state.sCount[last] ?? 0) < state.blkIndent)
      return false;
  }
  const isOpen = last >= behind;
  // "$$" with words behind it, and an escaped bracket, begin a formula only when they end one as well.
  if (isOpen && (line.slice(2).trim() !== '' || behind < state.lineMax)) return false;
  if (!isOpen && !/^[\s.,;]*$/.test(rest.slice(rest.indexOf(end) + 2))) return false;
  if (silent) return true;
  const token = state.push('math', '', 0);
  token.block = true;
  token.info = isOpen ? 'open' : 'display';
  // What else stands in its last line may yet make it part of the paragraph above.
  token.meta = { unsure: isOpen || (state.eMarks[last] ?? 0) >= state.src.length };
  token.content = state.getLines(first, Math.min(last + 1, behind), state.blkIndent, false).trim();
  token.map = [first, Math.min(last + 1, behind)];
  state.line = token.map[1];
  return true;
}

function lineOf(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);
}

/** A formula inside a line. */
function within(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state;
  const start = src.slice(pos, pos + 2);
  const end = ends[start] ?? (start[0] === '$' ? '$' : undefined);
  if (end === undefined) return false;
  const from = pos + end.length;
  const behind = endOf(src.slice(from, Math.min(posMax, from + mostCharacters)), end, src[pos - 1] ?? '');
  if (behind === undefined) return false;
  if (!silent) {
    const token = state.push('math', '', 0);
    token.info = end === '$' || end === '\\)' ? 'inline' : 'display';
    token.content = src.slice(pos, from + behind);
  }
  state.pos = from + behind;
  return true;
}

/** Where a formula ends in the text that follows its beginning; undefined for no formula. */
function endOf(text: string, end: string, before: string): number | undefined {
  if (end !== '$') {
    const at = text.indexOf(end);
    const tex = text.slice(0, Math.max(0, at));
    // `\[a word\]` is a bracket that was kept from being a link.
    return tex.trim() === '' || (end === '\\]' && !/[\\^_=+\d]/.test(tex)) ? undefined : at + end.length;
  }
  // Amounts of money, and variables of a shell: a dollar sign inside a word, beside a space or before a digit ends nothing.
  const found = /^(?!\s)((?:[^$\\`]|\\[\s\S])+?)\$/.exec(text)?.[1];
  if (found === undefined || /\w/.test(before) || /\s$/.test(found)) return undefined;
  return /^\w/.test(text.slice(found.length + 1)) ? undefined : found.length + 1;
}
