import { inflateSync } from 'node:zlib';
import type { Stylesheet } from '../css/stylesheet.ts';

/** How TrueType and OpenType fonts and collections of them begin. */
const signatures = new Set(['\0\x01\0\0', 'OTTO', 'true', 'ttcf']);

/** Largest font that is unpacked, in bytes. */
const maxFontBytes = 20_000_000;

/** Families that a drawing brings with it, and the bytes of those that can be read. */
interface EmbeddedFonts {
  readonly buffers: readonly Uint8Array[];
  /** The name inside the font, by which the drawing program knows it, of each family that could be read. */
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

function fontIn(source: string): Buffer | undefined {
  for (const [, data = ''] of source.matchAll(/url\(\s*["']?data:[^,]*;base64,([^"')]*)/gi)) {
    const bytes = Buffer.from(data, 'base64');
    const signature = bytes.toString('latin1', 0, 4);
    if (signatures.has(signature)) return bytes;
    const unpacked = signature === 'wOFF' ? unpackedWoff(bytes) : undefined;
    if (unpacked) return unpacked;
  }
  return undefined;
}

/** The family in the table `name` of OpenType: the typographic one, else the plain one. */
function familyInside(font: Buffer): string | undefined {
  try {
    const tables = Array.from({ length: font.readUInt16BE(4) }, (_, table) => 12 + table * 16);
    const record = tables.find((at) => font.toString('latin1', at, at + 4) === 'name');
    if (record === undefined) return undefined;
    const start = font.readUInt32BE(record + 8);
    const texts = start + font.readUInt16BE(start + 4);
    const names = Array.from({ length: font.readUInt16BE(start + 2) }, (_, name) => start + 6 + name * 12);
    const windows = (id: number) =>
      names.find((at) => font.readUInt16BE(at) === 3 && font.readUInt16BE(at + 6) === id);
    const found = windows(16) ?? windows(1);
    if (found === undefined) return undefined;
    const at = texts + font.readUInt16BE(found + 10);
    return Buffer.from(font.subarray(at, at + font.readUInt16BE(found + 8)))
      .swap16()
      .toString('utf16le');
  } catch {
    // It ends too early: the text is drawn in another font.
    return undefined;
  }
}

/** The font inside a WOFF 1.0 file: its tables, inflated, behind a directory of their places. */
function unpackedWoff(woff: Buffer): Buffer | undefined {
  try {
    const count = woff.readUInt16BE(12);
    const size = woff.readUInt32BE(16);
    if (size > maxFontBytes) return undefined;
    const font = Buffer.alloc(size);
    woff.copy(font, 0, 4, 8);
    font.writeUInt16BE(count, 4);
    let end = 12 + count * 16;
    for (let table = 0; table < count; table += 1) end = copyTable(woff, font, table, end);
    return font;
  } catch {
    // It ends too early or is damaged: the text is drawn in another font.
    return undefined;
  }
}

/** WOFF 1.0 §5: tag, offset, packed length, length, checksum; in the font tag, checksum, offset, length. */
function copyTable(woff: Buffer, font: Buffer, table: number, end: number): number {
  const entry = 44 + table * 20;
  const [offset, packed, length] = [4, 8, 12].map((at) => woff.readUInt32BE(entry + at));
  if (offset === undefined || packed === undefined || length === undefined) return end;
  const bytes = woff.subarray(offset, offset + packed);
  const data = packed < length ? inflateSync(bytes, { maxOutputLength: maxFontBytes }) : bytes;
  const record = 12 + table * 16;
  woff.copy(font, record, entry, entry + 4);
  woff.copy(font, record + 4, entry + 16, entry + 20);
  font.writeUInt32BE(end, record + 8);
  font.writeUInt32BE(length, record + 12);
  font.set(data.subarray(0, length), end);
  return end + Math.ceil(length / 4) * 4;
}
