import { fromBase64 } from '#platform/base64.ts';
import { inflate } from '#platform/zlib.ts';
import { ascii, viewOf } from '../../../probe/header.ts';
import type { Stylesheet } from '../css/stylesheet.ts';

/** Signatures of TrueType and OpenType fonts and collections. */
const signatures = new Set(['\0\x01\0\0', 'OTTO', 'true', 'ttcf']);

/** Largest font that is unpacked, in bytes. */
const maxFontBytes = 20_000_000;

/** The fonts embedded in a drawing. */
interface EmbeddedFonts {
  readonly buffers: readonly Uint8Array[];
  /** The name inside the font, which the renderer uses, of each family that could be read. */
  readonly families: ReadonlyMap<string, string>;
  /** Families, in lower case, whose fonts are outside the file or in a format that cannot be read (WOFF2). */
  readonly missing: ReadonlySet<string>;
}

export function embeddedFonts(fontFaces: Stylesheet['fontFaces']): EmbeddedFonts {
  const buffers: Uint8Array[] = [];
  const families = new Map<string, string>();
  const missing = new Set<string>();
  for (const face of fontFaces) {
    const value = (name: string) => face.findLast(({ property }) => property === name)?.value ?? '';
    const declared = value('font-family').replace(/["']/g, '').toLowerCase();
    const font = fontIn(value('src'));
    const family = font && familyInside(font);
    if (font) buffers.push(font);
    if (family) families.set(declared, family);
    else if (!/\blocal\(/.test(value('src'))) missing.add(declared);
  }
  return { buffers, families, missing };
}

function fontIn(source: string): Uint8Array | undefined {
  for (const [, data = ''] of source.matchAll(/url\(\s*["']?data:[^,]*;base64,([^"')]*)/gi)) {
    const bytes = fromBase64(data);
    const signature = ascii(bytes, 0, 4);
    if (signatures.has(signature)) return bytes;
    const unpacked = signature === 'wOFF' ? unpackedWoff(bytes) : undefined;
    if (unpacked) return unpacked;
  }
  return undefined;
}

/** The family in the table `name` of OpenType: the typographic one, else the plain one. */
function familyInside(font: Uint8Array): string | undefined {
  try {
    const view = viewOf(font);
    const tables = Array.from({ length: view.getUint16(4) }, (_, table) => 12 + table * 16);
    const record = tables.find((at) => ascii(font, at, 4) === 'name');
    if (record === undefined) return undefined;
    const start = view.getUint32(record + 8);
    const texts = start + view.getUint16(start + 4);
    const names = Array.from({ length: view.getUint16(start + 2) }, (_, name) => start + 6 + name * 12);
    const windows = (id: number) =>
      names.find((at) => view.getUint16(at) === 3 && view.getUint16(at + 6) === id);
    const found = windows(16) ?? windows(1);
    if (found === undefined) return undefined;
    const at = texts + view.getUint16(found + 10);
    return new TextDecoder('utf-16be').decode(font.subarray(at, at + view.getUint16(found + 8)));
  } catch {
    // The font is truncated: the text is drawn in another one.
    return undefined;
  }
}

/** The font inside a WOFF 1.0 file: a directory, then its tables, inflated. */
function unpackedWoff(woff: Uint8Array): Uint8Array | undefined {
  try {
    const view = viewOf(woff);
    const count = view.getUint16(12);
    const size = view.getUint32(16);
    if (size > maxFontBytes) return undefined;
    const font = new Uint8Array(size);
    font.set(woff.subarray(4, 8));
    viewOf(font).setUint16(4, count);
    let end = 12 + count * 16;
    for (let table = 0; table < count; table += 1) end = copyTable(woff, font, table, end);
    return font;
  } catch {
    // The font is truncated or damaged: the text is drawn in another one.
    return undefined;
  }
}

/** WOFF 1.0 §5: tag, offset, packed length, length, checksum; in the font tag, checksum, offset, length. */
function copyTable(woff: Uint8Array, font: Uint8Array, table: number, end: number): number {
  const entry = 44 + table * 20;
  const view = viewOf(woff);
  const [offset, packed, length] = [4, 8, 12].map((at) => view.getUint32(entry + at));
  if (offset === undefined || packed === undefined || length === undefined) return end;
  const bytes = woff.subarray(offset, offset + packed);
  const data = packed < length ? inflate(bytes, maxFontBytes) : bytes;
  const record = 12 + table * 16;
  font.set(woff.subarray(entry, entry + 4), record);
  font.set(woff.subarray(entry + 16, entry + 20), record + 4);
  viewOf(font).setUint32(record + 8, end);
  viewOf(font).setUint32(record + 12, length);
  font.set(data.subarray(0, length), end);
  return end + Math.ceil(length / 4) * 4;
}
