import type { AltSlot, Range } from '../../../imageReference.ts';
import { type Line, linesIn } from '../../../text/lines.ts';
import { type Draft, oneLine } from '../../../text/pageReader.ts';
import { staticString } from '../../markup/staticString.ts';
import { type YamlMapping, type YamlText, yamlMappings } from '../../yaml.ts';
import type { Fence } from './imageDirective.ts';

const OPENING = /^[ \t]*(?:`{3,}|~{3,})[ \t]*(\{[ \t]*(\w+)(?:[^\w\r\n][^\r\n]*)?\})$/;
/** How the options of a cell begin in its language; in all others with `#|`. */
const COMMENTS = new Map([
  ['ojs', '//|'],
  ['dot', '//|'],
  ['mermaid', '%%|'],
  ['sql', '--|'],
]);
const INCLUDED = /\binclude_graphics\(\s*(["'])([^"'\r\n]+)\1/;

interface Cell {
  readonly opening: Range;
  readonly language: string;
  /** The language and its options in braces. */
  readonly header: string;
  readonly options: YamlMapping;
  /** Offset after the last line of options. */
  readonly end: number;
  /** A new option begins with this. */
  readonly newOption: string;
}

/**
 * The figure of a code cell of Quarto or R Markdown, where its options say that it has one: `#| fig-cap: …`,
 * `{r, fig.alt="…"}`, `include_graphics("…")`. Offsets count in the fence.
 */
export function readCodeCell({ text, newLine }: Fence): Draft | undefined {
  const cell = cellOf(text, newLine);
  const included = INCLUDED.exec(text);
  const caption = cell?.options.get('fig-cap') ?? cell?.options.get('fig.cap');
  const alt = cell && altOf(cell);
  if (!cell || !alt) return undefined;
  if (alt.state === 'absent' && !included && !caption && !/[{,]\s*fig[.-]cap\s*=/.test(cell.header))
    return undefined;
  const { opening, language, end } = cell;
  return {
    range: { start: opening.start, end: included ? Math.max(end, included.index + included[0].length) : end },
    syntax: 'codeCell',
    source: included ? sourceIn(included) : { text: language, range: opening, computed: true },
    alt,
    decorative: false,
    caption: caption?.text || undefined,
  };
}

function cellOf(text: string, newLine: string): Cell | undefined {
  const [first, ...rest] = linesIn(text);
  const firstLine = first?.text.trimEnd() ?? '';
  const [, header, language = ''] = OPENING.exec(firstLine) ?? [];
  if (!first || header === undefined) return undefined;
  const comment = COMMENTS.get(language) ?? '#|';
  const count = rest.findIndex((line) => !line.text.trimStart().startsWith(comment));
  const lines = rest.slice(0, count < 0 ? rest.length : count);
  return {
    opening: { start: first.text.search(/\S/), end: firstLine.length },
    language,
    header,
    options: optionsIn(text, lines, comment),
    end: (lines.at(-1) ?? first).end,
    newOption: `${newLine}${comment} `,
  };
}

/** Spaces in place of everything that is not YAML keep the offsets. */
function optionsIn(text: string, lines: readonly Line[], comment: string): YamlMapping {
  const [first] = lines;
  if (!first) return new Map();
  const yaml = lines.map((line) => line.text.replace(comment, (mark) => ' '.repeat(mark.length)));
  let content = text.slice(0, first.start).replace(/[^\r\n]/g, ' ');
  for (const [index, line] of lines.entries()) {
    content += text.slice(lines[index - 1]?.end ?? first.start, line.start) + (yaml[index] ?? '');
  }
  return yamlMappings(content)[0] ?? new Map();
}

function sourceIn({ 0: all, 2: path = '', index }: RegExpExecArray): Draft['source'] {
  const end = index + all.length - 1;
  return { text: path, range: { start: end - path.length, end }, computed: false };
}

function altOf(cell: Cell): AltSlot {
  const option = cell.options.get('fig-alt') ?? cell.options.get('fig.alt');
  return option ? optionSlot(option) : (headerSlot(cell) ?? absentSlot(cell));
}

function optionSlot({ text, range, slot }: YamlText): AltSlot {
  const form = slot?.form ?? { escapes: [], before: '', after: '' };
  const state = slot === undefined ? 'computed' : text === '' ? 'empty' : 'text';
  return { state, text, range: slot?.range ?? range, form };
}

const HEADER_ALT = /[{,]\s*fig[.-]alt\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^\s,}]+))/;

/** In a chunk of R Markdown: `{r, fig.alt="…"}`. */
function headerSlot({ header, opening }: Cell): AltSlot | undefined {
  const found = HEADER_ALT.exec(header);
  if (!found) return undefined;
  const [all, raw, code = ''] = found;
  const end = opening.end - header.length + found.index + all.length;
  const form = { escapes: ['chunkOption'], before: '', after: '' } as const;
  if (raw === undefined)
    return { state: 'computed', text: code, range: { start: end - code.length, end }, form };
  const text = oneLine(staticString(`"${raw}"`)?.text ?? raw);
  const range = { start: end - 1 - raw.length, end: end - 1 };
  return { state: text === '' ? 'empty' : 'text', text, range, form };
}

function absentSlot({ end, newOption }: Cell): AltSlot {
  const form = { escapes: ['yaml'], before: `${newOption}fig-alt: `, after: '' } as const;
  return { state: 'absent', text: '', range: { start: end, end }, form };
}
