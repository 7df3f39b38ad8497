import { nameOf, percentDecoded, withoutQuery } from '../../../core/docs/files/paths.ts';

/**
 * The words in the name of a file, to start an alt text from: "shipping-flow_v2.png" is "Shipping flow". Undefined for
 * names that cameras and screenshot tools give, and for hashes: they have none.
 */
export function wordsOfName(path: string): string | undefined {
  const words = percentDecoded(nameOf(withoutQuery(path).replaceAll('\\', '/')))
    .replace(/\.\w{2,5}$/, '')
    .replace(/@\d+(?:\.\d+)?x$/i, '')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .split(/[\s_.+~-]+/)
    .filter((word) => !isNoise(word));
  if (words.length === 0 || words.every((word) => MEANINGLESS.has(word.toLowerCase()))) return undefined;
  const text = words.map((word) => (isPlainCapital(word) ? word.toLowerCase() : word)).join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const MEANINGLESS: ReadonlySet<string> = new Set([
  ...[
    'image',
    'img',
    'picture',
    'pic',
    'photo',
    'screenshot',
    'screen',
    'shot',
    'capture',
    'scan',
    'dsc',
    'pxl',
  ],
  ...[
    'untitled',
    'unnamed',
    'download',
    'paste',
    'pasted',
    'clipboard',
    'figure',
    'fig',
    'at',
    'copy',
    'new',
  ],
]);

/** Versions, dates, sizes, counters, hashes. */
function isNoise(word: string): boolean {
  return word === '' || /^v?\d[\d:x×]*(?:px)?$/i.test(word) || /^(?=[a-f]*\d)[0-9a-f]{7,}$/i.test(word);
}

function isPlainCapital(word: string): boolean {
  return /^\p{Lu}\p{Ll}+$/u.test(word);
}
