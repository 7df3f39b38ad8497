import type { Element } from 'domhandler';
import { readFile } from '#platform/readFile.ts';
import { allElements, textContent } from '../document.ts';
import type { PlainSvg } from '../plainSvg.ts';
import { embeddedFonts } from './embeddedFonts.ts';
import { filesOf, installedFonts } from './installedFonts.ts';

/** Fonts for each generic family, by the name inside the font. The first that is installed is used. */
const generic: Readonly<Record<string, readonly string[]>> = {
  'sans-serif': ['Arial', 'Helvetica', 'Liberation Sans', 'DejaVu Sans', 'Noto Sans', 'Roboto', 'Open Sans'],
  serif: ['Times New Roman', 'Liberation Serif', 'DejaVu Serif', 'Noto Serif'],
  monospace: ['Courier New', 'Menlo', 'Liberation Mono', 'DejaVu Sans Mono', 'Noto Sans Mono'],
};

/** Families of the system's own interface and others that have no file of that name, as a generic family. */
const aliases: Readonly<Record<string, string>> = {
  'system-ui': 'sans-serif',
  'ui-sans-serif': 'sans-serif',
  'ui-serif': 'serif',
  'ui-monospace': 'monospace',
  '-apple-system': 'sans-serif',
  blinkmacsystemfont: 'sans-serif',
  cursive: 'sans-serif',
  fantasy: 'sans-serif',
};

/** Fonts that are read only for text with such letters, since they are large. The first that is installed is used. */
const special: readonly { readonly letters: RegExp; readonly families: readonly string[] }[] = [
  {
    letters: /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]/,
    families: ['Noto Sans CJK', 'PingFang', 'Hiragino Sans GB', 'msyh', 'YuGothM', 'malgun', 'wqy-zenhei'],
  },
  {
    letters: /[\u2190-\u2bff]/,
    families: ['DejaVu Sans', 'seguisym', 'Apple Symbols', 'Noto Sans Symbols2'],
  },
];

/** Most font files that are read. */
const maxFiles = 16;

interface Fonts {
  readonly fontBuffers: Uint8Array[];
  readonly defaultFontFamily?: string;
  /** Whether text is drawn in another font than the one that the drawing refers to or embeds. */
  readonly replaced: boolean;
}

/**
 * The fonts a drawing needs: embedded ones, installed ones that it names, else a small one of our own with Latin, Greek
 * and Cyrillic letters. Replaces its generic families by real ones. None for a drawing without text.
 */
export async function fontsFor({ root, fontFaces }: Pick<PlainSvg, 'root' | 'fontFaces'>): Promise<Fonts> {
  const elements = allElements(root);
  if (!elements.some(({ name }) => name === 'text')) return { fontBuffers: [], replaced: false };
  const installed = await installedFonts();
  const own = firstOf('sans-serif', installed) ? undefined : (await import('./fallbackFont.ts')).fallbackFont;
  const standIn = (kind: string) =>
    firstOf(kind, installed) ?? own?.family ?? firstOf('sans-serif', installed) ?? kind;
  const embedded = embeddedFonts(fontFaces);
  const named = nameFamilies(elements, embedded.families, standIn);
  const defaultFontFamily = standIn('sans-serif');
  const files = filesFor([defaultFontFamily, ...named], textContent(root), installed);
  const buffers = await Promise.all(files.map((file) => readFile(file)));
  return {
    fontBuffers: [...embedded.buffers, ...buffers, ...(own ? [own.bytes] : [])],
    defaultFontFamily,
    replaced: [...named].some(
      (name) => embedded.missing.has(name.toLowerCase()) && filesOf(name, installed).length === 0,
    ),
  };
}

function firstOf(kind: string, installed: readonly string[]): string | undefined {
  return generic[kind]?.find((family) => filesOf(family, installed).length > 0);
}

/**
 * Replaces generic families, which the renderer would all draw in its default font, by real ones, and the families that
 * the drawing declares by the names inside the fonts.
 */
function nameFamilies(
  elements: readonly Element[],
  embedded: ReadonlyMap<string, string>,
  standIn: (kind: string) => string,
): Set<string> {
  const named = new Set<string>();
  for (const { attribs } of elements) {
    if (attribs['font-family'] === undefined) continue;
    const families = attribs['font-family'].split(',').map((family) => {
      const name = family.replace(/["']/g, '').trim();
      const kind = aliases[name.toLowerCase()] ?? name.toLowerCase();
      return Object.hasOwn(generic, kind) ? standIn(kind) : (embedded.get(kind) ?? name);
    });
    for (const family of families) named.add(family);
    attribs['font-family'] = families.map((family) => `'${family}'`).join(', ');
  }
  return named;
}

function filesFor(names: readonly string[], text: string, installed: readonly string[]): string[] {
  const extra = special
    .filter(({ letters }) => letters.test(text))
    .flatMap(({ families }) => families.flatMap((family) => filesOf(family, installed)).slice(0, 1));
  return [...new Set([...extra, ...names.flatMap((name) => filesOf(name, installed))])].slice(0, maxFiles);
}
