import createParser, { type MarkdownIt, type StateBlock, type Token } from 'markdown-it';
import { DelimiterSearch } from '../../text/delimiters.ts';
import { EmbeddedCode } from '../markup/embeddedCode.ts';
import { directive, shortcodeLines } from './fence/directiveBlocks.ts';

type Rule = (state: StateBlock, startLine: number, endLine: number, silent: boolean) => boolean;

const { State } = createParser().block;

/** Whose fields are read; of the others one serves for all. */
const READ = new Set([
  'inline',
  'heading_open',
  'html_block',
  'expression',
  'tr_open',
  'reference_definition',
  'directive',
  'eval_rst',
  'cell',
]);

/**
 * Making tokens is what costs markdown-it the most time and memory. These inherit what is the same in all of a type,
 * and have of their own only what a rule writes into them.
 */
class LeanState extends State {
  static readonly models = new Map<string, Token>();
  readonly code = new EmbeddedCode(this.src, new DelimiterSearch(this.src));

  override push(type: string, tag: string, nesting: -1 | 0 | 1): Token {
    let model = LeanState.models.get(type);
    if (!model) {
      model = new this.Token(type, tag, nesting);
      LeanState.models.set(type, model);
    }
    const token: Token = READ.has(type) ? Object.create(model) : model;
    if (type === 'heading_open') token.tag = tag;
    if (nesting < 0) this.level -= 1;
    token.level = this.level;
    if (nesting > 0) this.level += 1;
    this.tokens.push(token);
    return token;
  }
}

export interface Blocks {
  readonly tokens: Token[];
  /** The link definitions by their normalised labels, where markdown-it's rules put and look for them. */
  readonly references: Record<string, { href: string; title: string }>;
}

const interrupting = { alt: ['paragraph', 'reference', 'blockquote', 'list'] };
const markdown = parser([]);
markdown.block.ruler.before('fence', 'directive', directive, interrupting);
markdown.block.ruler.before('table', 'shortcode', shortcodeLines, interrupting);
const mdx = parser(['code', 'html_block']);
mdx.block.ruler.before('fence', 'expression', expression);

/**
 * The block tokens of a text with `\n` line breaks; a row of a table has the length of its line in `meta`.
 * Only the block rules run: on 2 MB of documentation they take a third of a whole parse, and markdown-it's inline
 * rules keep no offsets. (micromark, which does, took forty times as long as all of markdown-it.)
 */
export function parseBlocks(text: string, isMdx: boolean): Blocks {
  const { tokens, references }: Blocks = { tokens: [], references: {} };
  const md = isMdx ? mdx : markdown;
  md.block.parse(text, md, { references }, tokens);
  return { tokens, references };
}

function parser(disabled: string[]): MarkdownIt {
  const md = createParser({ html: true }).disable(disabled);
  // It would drop the definitions of addresses that a page must not open, an image may show.
  md.validateLink = () => true;
  md.block.State = LeanState;
  md.block.ruler.at('table', measuredTable(ruleOf('table')), { alt: ['paragraph', 'reference'] });
  md.block.ruler.before('code', 'indented', indented, { alt: ['reference'] });
  return md;
}

function ruleOf(name: string): Rule {
  const md = createParser();
  md.block.ruler.enableOnly(name);
  const [rule] = md.block.ruler.getRules('');
  if (!rule) throw new Error(`markdown-it has no block rule ${name}`);
  return rule;
}

/** While the rule runs, the state knows where a line begins after its `> ` and list indents; the tokens do not. */
function measuredTable(table: Rule): Rule {
  return (state, startLine, endLine, silent) => {
    const first = state.tokens.length;
    if (!table(state, startLine, endLine, silent)) return false;
    for (let index = first; index < state.tokens.length; index += 1) {
      const token = state.tokens[index];
      if (token?.type !== 'tr_open' || !token.map) continue;
      const [line] = token.map;
      const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
      token.meta = { length: (state.eMarks[line] ?? 0) - start };
    }
    return true;
  };
}

/** An expression of MDX on lines of its own, blank ones included: mostly something that was commented out. */
function expression(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
  if (state.src[start] !== '{' || !(state instanceof LeanState)) return false;
  const end = state.code.afterBraces(start);
  let line = startLine;
  while (line < endLine && (state.eMarks[line] ?? 0) < end) line += 1;
  if (end < 0 || line >= endLine || state.src.slice(end, state.eMarks[line]).trim() !== '') return false;
  if (silent) return true;
  const token = state.push('expression', '', 0);
  token.content = state.getLines(startLine, line + 1, state.blkIndent, false);
  token.map = [startLine, line + 1];
  state.line = line + 1;
  return true;
}

const OPENER = /^(?:(?:!!!|\?\?\?\+?|===[!+]?)[ \t]+\S|\[\^[^\]\s]+\]:)/;
const INDENT = 4;

/**
 * Footnotes, and MkDocs' admonitions and tabs: a line, then a body that is indented by four and would otherwise be
 * taken for code.
 */
function indented(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= INDENT) return false;
  if (!'!?=['.includes(state.src[start] ?? ' ')) return false;
  const text = state.src.slice(start, state.eMarks[startLine]);
  if (!OPENER.test(text)) return false;
  if (silent) return true;
  const token = state.push('inline', '', 0);
  token.content = text.trim();
  token.map = [startLine, startLine + 1];
  tokenizeBody(state, startLine + 1, endLine);
  return true;
}

function tokenizeBody(state: StateBlock, firstLine: number, endLine: number): void {
  const indent = state.blkIndent + INDENT;
  let line = firstLine;
  while (line < endLine && (state.isEmpty(line) || (state.sCount[line] ?? 0) >= indent)) line += 1;
  state.blkIndent = indent;
  state.level += 1;
  state.line = firstLine;
  state.md.block.tokenize(state, firstLine, line);
  state.level -= 1;
  state.blkIndent = indent - INDENT;
  state.line = Math.max(line, firstLine);
}
