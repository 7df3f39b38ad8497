import type { AltSlot, Range } from '../../imageReference.ts';
import type { Draft } from '../../text/pageReader.ts';
import { type Groups, type Option, optionsIn } from './groups.ts';
import { plainLatex } from './latexText.ts';

/** Beamer's `\includegraphics<2->`: the slides that show it. */
const OVERLAY = /(?:\s*<[^<>\n]*>)?/y;

/** The image of an `\includegraphics` at `start`, whose name ends at `nameEnd`. */
export function readImage(text: string, groups: Groups, start: number, nameEnd: number): Draft | undefined {
  OVERLAY.lastIndex = nameEnd;
  OVERLAY.test(text);
  const after = OVERLAY.lastIndex;
  const list = groups.brackets(after);
  const path = groups.braces(list ? list.end + 1 : after);
  if (!path) return undefined;
  const source = text.slice(path.start, path.end);
  // The parameter of a macro: its uses are the references.
  if (/#\d/.test(source)) return undefined;
  const options = list ? optionsIn(text, list, groups) : [];
  return {
    range: { start, end: path.end + 1 },
    syntax: 'latex',
    source: { text: source.replace(/[{}]/g, '').trim(), range: path, computed: source.includes('\\') },
    alt: altOf(
      text,
      options.find(({ key }) => key === 'alt'),
      list,
      after,
    ),
    decorative: options.some(({ key }) => key === 'artifact'),
  };
}

function altOf(text: string, alt: Option | undefined, list: Range | undefined, after: number): AltSlot {
  if (alt?.value) {
    const raw = text.slice(alt.value.start, alt.value.end);
    const words = plainLatex(raw);
    const form = { escapes: ['latex'], before: alt.braced ? '' : '{', after: alt.braced ? '' : '}' } as const;
    const range = alt.braced
      ? alt.value
      : { start: alt.value.start, end: alt.value.start + raw.trimEnd().length };
    return { state: words === '' ? 'empty' : 'text', range, text: words, form };
  }
  const place = list?.start ?? after;
  const others = list !== undefined && text.slice(list.start, list.end).trim() !== '';
  const [before, behind] = list ? ['alt={', others ? '},' : '}'] : ['[alt={', '}]'];
  const form = { escapes: ['latex'], before, after: behind } as const;
  return { state: 'absent', range: { start: place, end: place }, text: '', form };
}
