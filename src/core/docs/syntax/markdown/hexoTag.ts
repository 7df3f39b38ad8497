import { decodeHTMLAttribute } from 'entities';
import { IMAGE_FILE, withoutQuery } from '../../files/paths.ts';
import type { AltSlot, Escape, Range } from '../../imageReference.ts';
import { type Draft, oneLine } from '../../text/pageReader.ts';

const WORD = /\s*('[^']*'|"[^"]*"|[^\s"']+)/y;

/**
 * Hexo's `{% img [classes] path [width [height]] '"title" "alt"' %}` and `asset_img`. `from` is the offset after the
 * name of the tag.
 */
export function hexoImage(
  text: string,
  tag: Range & { readonly name: string },
  from: number,
  escapes: readonly Escape[],
): Draft | undefined {
  if (tag.name !== 'img' && tag.name !== 'asset_img') return undefined;
  const words = wordsIn(text, from, tag.end - '%}'.length);
  const index = words.findIndex(({ start, end }) => isPath(text.slice(start, end)));
  const source = words[index];
  if (!source) return undefined;
  const rest = words.slice(index + 1);
  while (rest[0] && /^\d+$/.test(text.slice(rest[0].start, rest[0].end))) rest.shift();
  const sized = words[words.length - rest.length - 1] ?? source;
  const { alt, title } = wordsOf(text, sized.end, rest, escapes);
  return {
    range: { start: tag.start, end: tag.end },
    syntax: 'shortcode',
    source: { text: text.slice(source.start, source.end), range: source, computed: false },
    alt,
    decorative: false,
    title: title || undefined,
  };
}

function isPath(word: string): boolean {
  return word.startsWith('/') || /^[a-z]+:\/\//i.test(word) || IMAGE_FILE.test(withoutQuery(word));
}

function wordsIn(text: string, from: number, end: number): Range[] {
  const words: Range[] = [];
  WORD.lastIndex = from;
  for (let word = WORD.exec(text); word && WORD.lastIndex <= end; word = WORD.exec(text)) {
    words.push({ start: WORD.lastIndex - (word[1] ?? '').length, end: WORD.lastIndex });
  }
  return words;
}

/** The title and the alt text are one argument in quotes with both in quotes; without inner quotes all is title. */
function wordsOf(
  text: string,
  end: number,
  rest: readonly Range[],
  escapes: readonly Escape[],
): { readonly alt: AltSlot; readonly title: string } {
  const place = rest[0] ? { start: rest[0].start, end: rest.at(-1)?.end ?? end } : { start: end, end };
  const raw = text.slice(place.start, place.end);
  const both = /^(['"])\s*(["'])((?:(?!\1|\2).)*)\2\s*(["'])((?:(?!\1|\4).)*)\4\s*\1$/.exec(raw);
  const form = { escapes: ['hexo', ...escapes], before: '', after: '' } as const;
  if (both) {
    const [all, , , title = '', quote = '', words = ''] = both;
    const last = place.start + all.lastIndexOf(quote, all.length - 2);
    const alt = oneLine(decodeHTMLAttribute(words));
    const range = { start: last - words.length, end: last };
    return { alt: { state: alt === '' ? 'empty' : 'text', range, text: alt, form }, title: plain(title) };
  }
  const title = raw.replace(/["']/g, '').trim();
  const before = `${rest[0] ? '' : ' '}'"${title}" "`;
  const absent = { state: 'absent', range: place, text: '', form: { ...form, before, after: `"'` } } as const;
  return { alt: absent, title: plain(title) };
}

function plain(title: string): string {
  return oneLine(decodeHTMLAttribute(title));
}
