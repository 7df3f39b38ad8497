import { decodeHTMLAttribute } from 'entities';
import type { AltSlot, Escape, Range } from '../../imageReference.ts';
import { type Draft, oneLine } from '../../text/pageReader.ts';

const ATTRIBUTE = /\s+([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y;
const END = /\s*:::/y;

interface Value extends Range {
  readonly text: string;
  readonly quote: 'doubleQuoted' | 'singleQuoted';
}

/** Microsoft Learn's `:::image type="…" source="…" alt-text="…":::`, at `start`. */
export function readLearnImage(text: string, start: number, escapes: readonly Escape[]): Draft | undefined {
  const values = new Map<string, Value>();
  let at = start + ':::image'.length;
  for (ATTRIBUTE.lastIndex = at; ; at = ATTRIBUTE.lastIndex) {
    const found = ATTRIBUTE.exec(text);
    if (!found) break;
    const [all, name = '', double, single] = found;
    const raw = double ?? single ?? '';
    const end = found.index + all.length - 1;
    const quote = double === undefined ? 'singleQuoted' : 'doubleQuoted';
    values.set(name, { start: end - raw.length, end, text: decodeHTMLAttribute(raw), quote });
  }
  END.lastIndex = at;
  const source = values.get('source');
  if (!END.test(text) || !source) return undefined;
  return {
    range: { start, end: END.lastIndex },
    syntax: 'learn',
    source: { text: source.text.trim(), range: { start: source.start, end: source.end }, computed: false },
    alt: altOf(values.get('alt-text'), source, escapes),
    decorative: values.get('type')?.text === 'icon',
  };
}

function altOf(value: Value | undefined, source: Value, escapes: readonly Escape[]): AltSlot {
  if (!value) {
    const place = { start: source.end + 1, end: source.end + 1 };
    const form = {
      escapes: ['doubleQuoted', 'backtick', ...escapes],
      before: ' alt-text="',
      after: '"',
    } as const;
    return { state: 'absent', range: place, text: '', form };
  }
  const text = oneLine(value.text);
  const form = { escapes: [value.quote, 'backtick', ...escapes], before: '', after: '' } as const;
  return { state: text === '' ? 'empty' : 'text', range: { start: value.start, end: value.end }, text, form };
}
