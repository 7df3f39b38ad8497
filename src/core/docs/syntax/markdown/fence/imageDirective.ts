import type { AltSlot, Range } from '../../../imageReference.ts';
import { type Line, linesIn } from '../../../text/lines.ts';
import { type Draft, oneLine } from '../../../text/pageReader.ts';
import { type YamlText, yamlMappings } from '../../yaml.ts';
import { plainAlt } from '../markdownAlt.ts';

/** A fenced block with its opening line. */
export interface Fence {
  readonly text: string;
  /** A line break and what each line of the block begins with in the document, such as `> `. */
  readonly newLine: string;
}

/** Both match a line without the white space at its end. */
const DIRECTIVE = /^([ \t]*(?:`{3,}|~{3,}|:{3,})[ \t]*)\{(image|figure)\}[ \t]*(\S.*)?$/;
const OPTION = /^[ \t]*:([\w-]+):(?:[ \t]+(\S.*))?$/;

/** MyST's `image` or `figure` directive; offsets count in the fence. */
export function readImageDirective({ text, newLine }: Fence): Draft | undefined {
  const lines = [...linesIn(text)];
  const [first, ...rest] = lines;
  const header = first?.text.trimEnd() ?? '';
  const opening = DIRECTIVE.exec(header);
  const path = opening?.[3];
  if (!first || !opening || path === undefined) return undefined;
  const options = rest[0]?.text.trim() === '---' ? yamlOptions(text, rest) : colonOptions(rest);
  const pathEnd = first.start + header.length;
  const start = (opening[1] ?? '').length - (opening[1] ?? '').trimStart().length;
  return {
    range: { start, end: Math.max(pathEnd, options.end) },
    syntax: 'directive',
    source: {
      text: path,
      range: { start: pathEnd - path.length, end: pathEnd },
      computed: path.includes('{{'),
    },
    alt: altOf(options.values.get('alt'), options.place ?? pathEnd, newLine, options.place !== undefined),
    decorative: false,
    caption: opening[2] === 'figure' ? captionAfter(text, rest, options.count) : undefined,
    link: linkOf(options.values.get('target')),
  };
}

interface Options {
  readonly values: ReadonlyMap<string, YamlText>;
  /** Lines they take. */
  readonly count: number;
  /** Offset after the last of them; 0 for none. */
  readonly end: number;
  /** Where a key goes in a YAML block. */
  readonly place?: number;
}

/** How many of the lines after the opening one are options. */
export function optionLines(lines: readonly string[]): number {
  if (lines[0]?.trim() === '---')
    return lines.findIndex((line, index) => index > 0 && line.trim() === '---') + 1;
  const count = lines.findIndex((line) => !OPTION.test(line.trimEnd()));
  return count < 0 ? lines.length : count;
}

function yamlOptions(text: string, lines: readonly Line[]): Options {
  const last = lines.findIndex((line, index) => index > 0 && line.text.trim() === '---');
  const [first, closing] = [lines[0], lines[last]];
  if (!first || !closing) return { values: new Map(), count: 0, end: 0 };
  // Spaces in place of the lines before keep the offsets.
  const block = text.slice(0, first.end).replace(/[^\r\n]/g, ' ') + text.slice(first.end, closing.start);
  const values = yamlMappings(block)[0] ?? new Map();
  return { values, count: last + 1, end: closing.end, place: first.end };
}

function colonOptions(lines: readonly Line[]): Options {
  const values = new Map<string, YamlText>();
  let end = 0;
  for (const [count, line] of lines.entries()) {
    const text = line.text.trimEnd();
    const found = OPTION.exec(text);
    if (!found) return { values, count, end };
    const [, name = '', raw = ''] = found;
    end = line.start + text.length;
    values.set(name, optionOf(raw, end));
  }
  return { values, count: lines.length, end };
}

/** A plain value is taken as it stands, whatever YAML would say of a colon in it; a quoted one is YAML. */
function optionOf(raw: string, end: number): YamlText {
  const range = { start: end - raw.length, end };
  const quoted = /^["'|>]/.test(raw) ? yamlMappings(`a: ${raw}`)[0]?.get('a') : undefined;
  if (!quoted?.slot) return { text: oneLine(raw), range, slot: plainSlot(range, raw) };
  const shift = range.start - 'a: '.length;
  const inner = { start: quoted.slot.range.start + shift, end: quoted.slot.range.end + shift };
  return { text: quoted.text, range, slot: { range: inner, form: quoted.slot.form } };
}

function plainSlot(range: Range, raw: string): YamlText['slot'] {
  return { range, form: { escapes: ['yaml'], before: raw === '' ? ' ' : '', after: '' } };
}

function altOf(alt: YamlText | undefined, place: number, newLine: string, isYaml: boolean): AltSlot {
  if (alt?.slot) return { state: alt.text === '' ? 'empty' : 'text', text: alt.text, ...alt.slot };
  const form = { escapes: ['yaml'], before: `${newLine}${isYaml ? 'alt' : ':alt'}: `, after: '' } as const;
  if (alt) return { state: 'computed', text: '', range: alt.range, form };
  return { state: 'absent', text: '', range: { start: place, end: place }, form };
}

function linkOf(target: YamlText | undefined): Draft['link'] {
  return target?.slot && target.text !== '' ? { href: target.text, range: target.slot.range } : undefined;
}

/** The first paragraph of the body. */
function captionAfter(text: string, lines: readonly Line[], count: number): string | undefined {
  let first = count;
  while (lines[first]?.text.trim() === '') first += 1;
  let last = first;
  while (lines[last] && !/^\s*(?:$|`{3,}|~{3,}|:{3,})/.test(lines[last]?.text ?? '')) last += 1;
  const [from, to] = [lines[first], lines[last - 1]];
  return from && to && last > first ? plainAlt(text.slice(from.start, to.end)) : undefined;
}
