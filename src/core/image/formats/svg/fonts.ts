import { readFile } from 'node:fs/promises';
import { filesOf, installedFonts } from './installedFonts.ts';

/** Fonts for each generic family, by the name they have inside; the first that is there is taken. */
const generic: Readonly<Record<string, readonly string[]>> = {
  'sans-serif': ['Arial', 'Helvetica', 'Liberation Sans', 'DejaVu Sans', 'Noto Sans', 'Roboto', 'Open Sans'],
  serif: ['Times New Roman', 'Liberation Serif', 'DejaVu Serif', 'Noto Serif'],
  monospace: ['Courier New', 'Menlo', 'Liberation Mono', 'DejaVu Sans Mono', 'Noto Sans Mono'],
};

/** Fonts that are read only for text that has such letters, since they are large; again the first that is there. */
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

/** More files than this are not read, whatever the drawing names. */
const maxFiles = 16;

const families = /(font-family\s*[:=]\s*)("[^"]*"|'[^']*'|[^;}"'<>]+)/g;

/** A drawing whose generic families are real ones, and the fonts that hold them. */
interface WithFonts {
  readonly svg: string;
  readonly fontBuffers: Uint8Array[];
  readonly defaultFontFamily?: string;
}

/**
 * The fonts a drawing needs: those it names and the generic families, from the folders of the system, else a small
 * one of our own that has Latin, Greek and Cyrillic letters. None for a drawing without text.
 */
export async function withFonts(svg: string): Promise<WithFonts> {
  if (!/<(?:[\w.-]+:)?text[\s>]/.test(svg)) return { svg, fontBuffers: [] };
  const installed = await installedFonts();
  const own = firstOf('sans-serif', installed) ? undefined : (await import('./fallbackFont.ts')).fallbackFont;
  const standIn = (kind: string) =>
    firstOf(kind, installed) ?? own?.family ?? firstOf('sans-serif', installed);
  const drawing = svg.replace(
    families,
    (_, before: string, list: string) => before + realNames(list, standIn),
  );
  const defaultFontFamily = standIn('sans-serif') ?? '';
  const files = filesFor([defaultFontFamily, ...namesIn(drawing)], svg, installed);
  const buffers = await Promise.all(files.map((file) => readFile(file)));
  return { svg: drawing, fontBuffers: [...buffers, ...(own ? [own.bytes] : [])], defaultFontFamily };
}

function firstOf(kind: string, installed: readonly string[]): string | undefined {
  return generic[kind]?.find((family) => filesOf(family, installed).length > 0);
}

// The program draws every generic family with its default font.
function realNames(list: string, standIn: (kind: string) => string | undefined): string {
  return list.replace(/(?<![\w-])(sans-serif|serif|monospace)(?![\w-])/g, (kind) => standIn(kind) ?? kind);
}

function namesIn(drawing: string): string[] {
  const lists = [...drawing.matchAll(families)].map(([, , list = '']) => list.replace(/["']|&quot;/g, ''));
  return [...new Set(lists.flatMap((list) => list.split(',')).map((name) => name.trim()))];
}

function filesFor(names: readonly string[], text: string, installed: readonly string[]): string[] {
  const extra = special
    .filter(({ letters }) => letters.test(text))
    .flatMap(({ families }) => families.flatMap((family) => filesOf(family, installed)).slice(0, 1));
  return [...new Set([...extra, ...names.flatMap((name) => filesOf(name, installed))])].slice(0, maxFiles);
}
