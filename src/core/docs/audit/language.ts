import { wordsOf } from './altWords.ts';

/**
 * Words that hold sentences together, of the languages documentation is mostly written in; those that two of them share
 * are left out, as "die" of English and German.
 */
const FUNCTION_WORDS: Readonly<Record<string, string>> = {
  en: 'the and of with is are for to from that which by this at on it be not or shows showing when where has have',
  de: 'der und mit ist sind für von zu auf dem den das eine einer einem einen im nicht oder zeigt wenn wird werden auch bei',
  fr: 'le les et avec est sont pour dans une du des aux ce cette qui sur ou montre quand pas par vous',
  es: 'el los y con son para las una del por este esta muestra cuando desde hay está como más sus',
  it: 'il gli con è sono per nella nel della di una che questo questa mostra quando dal dalla delle sul',
  pt: 'os com é são para uma do da dos das em não que ao pelo pela este esta mostra quando seu',
  nl: 'het een van met zijn voor op de niet aan bij naar wordt deze dit toont wanneer uit',
};

const LANGUAGES = Object.entries(FUNCTION_WORDS).map(
  ([language, words]) => [language, new Set(words.split(' '))] as const,
);

/** Scripts that tell a language, or a few of them, without a look at words. */
const SCRIPTS = [
  ['Cyrl', /\p{Script=Cyrillic}/gu],
  ['Grek', /\p{Script=Greek}/gu],
  ['Arab', /\p{Script=Arabic}/gu],
  ['Hebr', /\p{Script=Hebrew}/gu],
  ['Deva', /\p{Script=Devanagari}/gu],
  ['Thai', /\p{Script=Thai}/gu],
  ['Hang', /\p{Script=Hangul}/gu],
  ['Kana', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['Hani', /\p{Script=Han}/gu],
] as const;

/** Function words of one language that a text must have before it is taken for it. */
const ENOUGH = 2;

/**
 * The language of a text as a tag (`en`), or its script (`Cyrl`) where letters alone tell; undefined where it is too short
 * or too mixed. `least` is how many of its function words must stand in it.
 */
export function languageOf(text: string, least: number = ENOUGH): string | undefined {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const script = SCRIPTS.find(([, pattern]) => (text.match(pattern)?.length ?? 0) * 2 > letters);
  if (script) return script[0] === 'Hani' && /\p{Script=Hiragana}/u.test(text) ? 'Kana' : script[0];
  const words = wordsOf(text);
  const [first, second] = LANGUAGES.map(([language, known]) => ({
    language,
    count: words.filter((word) => known.has(word)).length,
  })).sort((a, b) => b.count - a.count);
  if (!first || first.count < least) return undefined;
  return first.count >= 2 * (second?.count ?? 0) ? first.language : undefined;
}

/** Whether a text, by its language or script, is in none of those of a tag such as `pt-BR`. */
export function isOther(found: string, tag: string): boolean {
  const [language = ''] = tag.toLowerCase().split(/[-_]/);
  const scripts = SCRIPT_OF[language];
  if (scripts) return !scripts.includes(found);
  return known.has(language) && found !== language;
}

const known: ReadonlySet<string> = new Set(LANGUAGES.map(([language]) => language));

/** The scripts of languages that are not written in Latin letters. */
const SCRIPT_OF: Readonly<Record<string, readonly string[]>> = {
  ...{ ru: ['Cyrl'], uk: ['Cyrl'], bg: ['Cyrl'], be: ['Cyrl'], mk: ['Cyrl'], el: ['Grek'] },
  ...{ ar: ['Arab'], fa: ['Arab'], ur: ['Arab'], he: ['Hebr'], hi: ['Deva'], th: ['Thai'] },
  ...{ ko: ['Hang', 'Hani'], ja: ['Kana', 'Hani'], zh: ['Hani'] },
};
