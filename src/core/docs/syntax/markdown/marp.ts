import type { Range } from '../../imageReference.ts';

const LENGTH = '(?:(?:\\d*\\.)?\\d+(?:%|ch|cm|em|ex|in|mm|pc|pt|px)?|auto)';
const FILTER = 'blur|brightness|contrast|drop-shadow|grayscale|hue-rotate|invert|opacity|saturate|sepia';
/** Keywords of every image (marpit 3, `src/markdown/image/parse.js`). */
const KEYWORD = new RegExp(`^(?:(?:\\d*\\.)?\\d+%|(?:w|width|h|height):${LENGTH}|(?:${FILTER})(?::.+)?)$`);
/** Keywords of a background, which `bg` makes of an image (marpit 3, `src/markdown/background_image/parse.js`). */
const BACKGROUND = /^(?:bg|auto|contain|cover|fit|(?:left|right)(?::(?:\d*\.)?\d+%)?|vertical|horizontal)$/;

/** True for a word that Marp may take for layout. */
export function isMarpKeyword(word: string): boolean {
  return KEYWORD.test(word) || BACKGROUND.test(word);
}

export interface MarpWords {
  readonly text: string;
  /** From the first word that is no keyword to the last; empty behind the keywords when all are. */
  readonly range: Range;
  /** Goes before other words, so that every keyword in the range stays. */
  readonly before: string;
}

/** The alt text in a description: the words that are no keywords. Offsets count in `raw`. */
export function marpWords(raw: string): MarpWords {
  const all = [...raw.matchAll(/\S+/g)];
  const background = all.some(([word]) => word === 'bg');
  const isKeyword = (word: string) => KEYWORD.test(word) || (background && BACKGROUND.test(word));
  const words = all.filter(([word]) => !isKeyword(word));
  const [first, last] = [words[0], words.at(-1)];
  const end = raw.trimEnd().length;
  if (!first || !last) return { text: '', range: { start: end, end }, before: end > 0 ? ' ' : '' };
  const range = { start: first.index, end: last.index + last[0].length };
  const between = all.filter(
    ({ 0: word, index }) => index > range.start && index < range.end && isKeyword(word),
  );
  return {
    text: words.map(([word]) => word).join(' '),
    range,
    before: between.map(([word]) => `${word} `).join(''),
  };
}
