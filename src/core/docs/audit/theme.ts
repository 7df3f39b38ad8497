import { nameOf, stemOf, withoutQuery } from '../files/paths.ts';

type Theme = 'dark' | 'light';

/**
 * Whether two images are one for readers with a dark and one for readers with a light theme, of whom each sees one:
 * `#gh-dark-mode-only` (GitHub), `#only-dark` (Material for MkDocs), `logo-dark.svg` beside `logo-light.svg` or `logo.svg`.
 */
export function isThemePair(one: string, other: string): boolean {
  const marked = [themeInFragment(one), themeInFragment(other)];
  if (marked[0] !== undefined && marked[1] !== undefined) return marked[0] !== marked[1];
  const [first, second] = [themeInName(one), themeInName(other)];
  return first.theme !== second.theme && first.rest === second.rest;
}

function themeInFragment(source: string): Theme | undefined {
  const fragment = /#(?:gh-|only-)?(dark|light)(?:-mode)?(?:-only)?$/i.exec(source)?.[1];
  return fragment === undefined ? undefined : fragment.toLowerCase() === 'dark' ? 'dark' : 'light';
}

/** Words in names of files; black and white are the colours of what is drawn, for the other theme. */
const NAMES: ReadonlyMap<string, Theme> = new Map([
  ['dark', 'dark'],
  ['night', 'dark'],
  ['white', 'dark'],
  ['light', 'light'],
  ['day', 'light'],
  ['black', 'light'],
]);

function themeInName(source: string): { readonly theme: Theme | undefined; readonly rest: string } {
  const words = stemOf(nameOf(withoutQuery(source)))
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1-$2')
    .toLowerCase()
    .split(/[-_. ]+/);
  const theme = words.find((word) => NAMES.has(word));
  const rest = words.filter((word) => !NAMES.has(word) && word !== 'mode' && word !== 'theme');
  return { theme: theme === undefined ? undefined : NAMES.get(theme), rest: rest.join('-') };
}
