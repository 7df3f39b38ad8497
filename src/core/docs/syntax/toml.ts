import { oneLine } from '../text/pageReader.ts';
import type { YamlMapping, YamlText } from './yaml.ts';

const TABLE = /^[ \t]*\[/;
/** A key with a string on the same line, at its start or in an inline table. */
const ENTRY = /(?:^|[{,])[ \t]*("?)([\w.-]+)\1[ \t]*=[ \t]*(?:"((?:\\.|[^"\\])*)"(?!")|'([^']*)'(?!'))/g;

/**
 * The tables of a TOML text with those of their keys that are strings on one line, which is how paths and alt texts are
 * written. Inline tables are tables of their own.
 */
export function tomlTables(text: string): YamlMapping[] {
  let table = new Map<string, YamlText>();
  const found = [table];
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    if (TABLE.test(line)) {
      table = new Map();
      found.push(table);
    } else if (/^[^"']*=[ \t]*\{/.test(line)) found.push(entriesOf(line, index));
    else for (const [key, value] of entriesOf(line, index)) table.set(key, value);
  }
  return found;
}

function entriesOf(line: string, offset: number): Map<string, YamlText> {
  const entries = new Map<string, YamlText>();
  for (const found of line.matchAll(ENTRY)) {
    const [all, , key = '', basic, literal] = found;
    const raw = basic ?? literal ?? '';
    const end = offset + found.index + all.length;
    const whole = { start: end - raw.length - 2, end };
    const inner = { start: whole.start + 1, end: end - 1 };
    const slot =
      literal === undefined
        ? ({ range: inner, form: { escapes: ['json'], before: '', after: '' } } as const)
        : ({ range: whole, form: { escapes: ['json'], before: '"', after: '"' } } as const);
    const text = oneLine(literal ?? unescaped(raw));
    entries.set(key.toLowerCase(), { text, range: whole, slot });
  }
  return entries;
}

const ESCAPE = /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g;
const NAMED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', e: '\x1b' };

function unescaped(raw: string): string {
  return raw.replace(ESCAPE, (_, short?: string, long?: string, char = '') => {
    const code = Number.parseInt(short ?? long ?? '', 16);
    if (Number.isNaN(code)) return NAMED[char] ?? char;
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  });
}
