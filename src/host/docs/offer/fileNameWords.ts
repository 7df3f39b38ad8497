/**
 * The words in the name of a file, for a hint to start from: "shipping-flow_v2.png" is "shipping flow". Names that
 * cameras and screenshot tools give, and hashes, have no words.
 */
export function wordsOfName(path: string): string | undefined {
  const name =
    path
      .replace(/[?#].*$/, '')
      .split(/[\\/]/)
      .at(-1) ?? '';
  const words = decoded(name)
    .replace(/\.\w{2,5}$/, '')
    .replace(/@\d+(?:\.\d+)?x$/i, '')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .split(/[\s_.+~-]+/)
    .filter((word) => !isNoise(word));
  if (words.length === 0 || words.every((word) => meaningless.has(word.toLowerCase()))) return undefined;
  const text = words.map((word) => (isPlainCapital(word) ? word.toLowerCase() : word)).join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const meaningless = new Set([
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
  return word === '' || /^v?\d[\d:x×]*(?:px)?$/i.test(word) || /^(?=.*\d)[0-9a-f]{7,}$/i.test(word);
}

function isPlainCapital(word: string): boolean {
  return /^\p{Lu}\p{Ll}+$/u.test(word);
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    // A percent sign that is part of the name.
    return name;
  }
}
