import MarkdownIt from 'markdown-it';
import type { AltSlot, Range } from '../../imageReference.ts';
import { oneLine } from '../../text/pageReader.ts';
import type { Definitions } from './destination.ts';
import type { InlineMode } from './inlineMode.ts';
import { marpWords } from './marp.ts';

const md = new MarkdownIt({ html: true });
md.validateLink = () => true;
const MARKUP = /[\\`*_<&[\]~\r\n]/;

/** The words of an image's description, as CommonMark makes its `alt` of them: markup and escapes are gone. */
export function plainAlt(raw: string, references: Definitions['references'] = {}): string {
  if (!MARKUP.test(raw)) return oneLine(raw);
  const [inline] = md.parseInline(raw, { references });
  return oneLine(md.renderer.renderInlineAsText(inline?.children ?? [], md.options, {}));
}

/** The slot between the brackets of `![…]`; `after` is what a text needs behind it. */
export function altBetween(text: string, range: Range, mode: InlineMode, after = ''): AltSlot {
  const raw = text.slice(range.start, range.end);
  if (mode.slides && after === '') return slideAlt(raw, range.start, mode);
  const form = { escapes: [mode.mdx ? 'mdx' : 'markdown', ...mode.escapes], before: '', after } as const;
  if (mode.mdx && /(?<!\\)\{/.test(raw)) return { state: 'computed', range, text: raw, form };
  const size = after === '' ? sizeLength(raw) : 0;
  const words = plainAlt(raw.slice(0, raw.length - size), mode.definitions.references);
  return {
    state: words === '' ? 'empty' : 'text',
    range: { start: range.start, end: range.end - size },
    text: words,
    form,
  };
}

/** Characters that Obsidian's size takes at the end of `![alt|300](a.png)`, its bar included. */
function sizeLength(raw: string): number {
  const bar = raw.lastIndexOf('|');
  if (bar < 0 || !/^\d+(?:x\d+)?$/.test(raw.slice(bar + 1))) return 0;
  let backslashes = 0;
  while (raw[bar - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 0 ? raw.length - bar : 0;
}

function slideAlt(raw: string, offset: number, { escapes, definitions }: InlineMode): AltSlot {
  const { text, range, before } = marpWords(raw);
  const words = plainAlt(text, definitions.references);
  return {
    state: words === '' ? 'empty' : 'text',
    range: { start: offset + range.start, end: offset + range.end },
    text: words,
    form: { escapes: ['markdown', 'marp', ...escapes], before, after: '' },
  };
}
