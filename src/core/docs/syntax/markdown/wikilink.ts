import { decodeHTMLStrict } from 'entities';
import { IMAGE_FILE } from '../../files/paths.ts';
import type { AltSlot, Escape } from '../../imageReference.ts';
import { type Draft, oneLine } from '../../text/pageReader.ts';

const WIKILINK = /!\[\[([^[\]|\r\n\\]+)((?:\\?\|(?:[^[\]\r\n]|\[(?!\[)|\](?!\]))*)?)\]\]/y;
const SIZE = /(?:^|\\?\|)\s*\d+(?:x\d+)?\s*$/;

/** `![[a.png]]`, `![[a.png|alt]]`, `![[a.png|300]]`, `![[a.png|alt|300]]`; embedded notes are no images. */
export function readWikilink(text: string, start: number, escapes: readonly Escape[]): Draft | undefined {
  WIKILINK.lastIndex = start;
  const found = WIKILINK.exec(text);
  const [all, path = '', rest = ''] = found ?? [];
  const [file = ''] = path.split('#', 1);
  if (!all || !IMAGE_FILE.test(file.trim())) return undefined;
  const pathStart = start + 3;
  const pathEnd = pathStart + path.length;
  return {
    range: { start, end: start + all.length },
    syntax: 'wikilink',
    source: { text: path.trim(), range: { start: pathStart, end: pathEnd }, computed: false },
    alt: altOf(rest, pathEnd, escapes),
    decorative: false,
  };
}

function altOf(rest: string, start: number, escapes: readonly Escape[]): AltSlot {
  const bar = rest.startsWith('\\') ? 2 : 1;
  const words = rest.slice(bar);
  const raw = words.replace(SIZE, '');
  const form = { escapes: ['wikilink', ...escapes], before: '', after: '' } as const;
  // `|300` alone: the words go before it. An empty slot is kept apart from a missing one.
  if (rest === '' || (raw === '' && /^\s*\d/.test(words))) {
    const before = escapes.includes('tableCell') ? '\\|' : '|';
    return {
      state: 'absent',
      range: { start, end: start },
      text: '',
      form: { ...form, escapes: ['wikilink'], before },
    };
  }
  const range = { start: start + bar, end: start + bar + raw.length };
  const text = oneLine(decodeHTMLStrict(raw));
  return { state: text === '' ? 'empty' : 'text', range, text, form };
}
